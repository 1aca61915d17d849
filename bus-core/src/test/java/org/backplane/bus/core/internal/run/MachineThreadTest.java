package org.backplane.bus.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.MachineFabric;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Journal;
import org.backplane.bus.core.internal.run.MachineSettings.OnShutdown;
import org.backplane.bus.core.internal.run.MachineSettings.TimeSource;
import org.backplane.bus.machine.MachineCallException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The machine thread and the other threads. */
class MachineThreadTest {
    private final TestMachine machine = new TestMachine();

    @AfterEach
    void close() {
        machine.close();
    }

    private void startPolling() {
        FakeProcessor processor = new FakeProcessor(cpu -> cpu.socket.ports().read(0x3f8, 1));
        processor.repeat = true;
        machine.insert("cpu", processor, Map.of());
        machine.fabric.powerOn();
    }

    @Test
    void aCallRunsOnTheMachineThreadAndReturnsItsResult() {
        assertThat(machine.on(() -> Thread.currentThread().getName() + " " + Thread.currentThread().isDaemon()))
                .isEqualTo("backplane-main true");
        assertThat(machine.on(() -> machine.on(() -> 5))).as("on the machine thread it runs at once").isEqualTo(5);
    }

    @Test
    void aCallThatThrowsTellsTheCallerAndNobodyElse() {
        IllegalStateException ouch = new IllegalStateException("ouch");
        assertThatThrownBy(() -> machine.on(() -> {
            throw ouch;
        })).isInstanceOf(MachineCallException.class).hasMessage("java.lang.IllegalStateException: ouch").hasCause(ouch);
        assertThatThrownBy(() -> machine.on(() -> machine.on(() -> {
            throw ouch;
        }))).isInstanceOf(MachineCallException.class);

        assertThat(machine.on(() -> 1)).isEqualTo(1);
        assertThat(machine.events()).isEmpty();
    }

    @Test
    void theSpacesAreForTheMachineThread() {
        assertThatThrownBy(() -> machine.fabric.ports().read(0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> machine.fabric.memory().write(0, 1, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> machine.fabric.memory().peek(0, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void workOfEachThreadIsDoneInItsOrderAndNoneIsLost() throws InterruptedException {
        FakeCard card = new FakeCard();
        machine.insert("card", card, Map.of());
        startPolling();
        List<List<Integer>> done = new ArrayList<>();
        List<Thread> producers = new ArrayList<>();
        for (int producer = 0; producer < 3; producer++) {
            List<Integer> mine = new ArrayList<>();
            done.add(mine);
            producers.add(new Thread(() -> {
                for (int i = 0; i < 2000; i++) {
                    int number = i;
                    card.wires.post(() -> mine.add(number));
                }
            }));
        }

        for (Thread producer : producers) {
            producer.start();
        }
        for (Thread producer : producers) {
            producer.join();
        }

        for (List<Integer> mine : done) {
            int had = machine.on(mine::size);
            while (had < 2000) {
                had = machine.on(mine::size);
            }
            assertThat(machine.on(() -> List.copyOf(mine))).hasSize(2000).isSorted();
        }
    }

    @Test
    void aFloodOfWorkDoesNotKeepTheGuestFromRunning() {
        FakeProcessor processor = new FakeProcessor(FakeProcessor.NOP, FakeProcessor.NOP,
                cpu -> cpu.socket.requestPowerOff(2));
        machine.insert("cpu", processor, Map.of());
        FakeCard card = new FakeCard();
        Runnable[] endless = new Runnable[1];
        endless[0] = () -> card.wires.post(endless[0]);
        card.onPlug = wires -> wires.post(endless[0]);
        machine.insert("card", card, Map.of());
        CompletableFuture<Integer> off = machine.fabric.poweredOff().toCompletableFuture();

        machine.fabric.powerOn();

        assertThat(off.join()).isEqualTo(2);
    }

    @Test
    void devicesMayComeAndGoAThousandTimesWhileTheGuestPolls() {
        startPolling();
        AtomicReference<String> late = new AtomicReference<>("");
        AtomicInteger polled = new AtomicInteger();
        for (int round = 0; round < 1000; round++) {
            boolean[] gone = new boolean[1];
            int number = round;
            FakeCard card = new FakeCard() {
                @Override
                public long read(long offset, int width) {
                    polled.incrementAndGet();
                    synchronized (gone) {
                        if (gone[0]) {
                            late.set("access in round " + number);
                        }
                    }
                    return 0;
                }
            };
            Registration registration = machine.fabric.insert(
                    new Identity("com1", "b", "1", round), card,
                    Map.of("bus.port", "0x3f8+8"));
            if (round % 3 == 0) {
                registration.update(Map.of("bus.port", "0x3f8+1", "bus.port.priority", round));
            }
            int before = polled.get();
            while (round % 7 == 0 && polled.get() == before) {
                Thread.onSpinWait();
            }
            assertThat(registration.remove()).isTrue();
            synchronized (gone) {
                gone[0] = true;
            }
        }
        machine.settle();

        assertThat(late.get()).as("no access after remove has returned").isEmpty();
        assertThat(machine.slot("com1").state).isEqualTo("empty");
        assertThat(machine.events()).isEmpty();
    }

    @Test
    void listingsDoNotWaitForACardThatDoesNotReturnAndItsRemovalIsGivenUpAfterAWhile() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        FakeCard card = new FakeCard();
        card.onRead = () -> {
            entered.countDown();
            boolean interrupted = false;
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
            assertThat(interrupted).isFalse();
        };
        Registration registration = machine.insert("com1", card, Map.of("bus.port", "0x3f8+8"));
        startPolling();
        entered.await();

        assertThat(machine.slot("com1").state).isEqualTo("live");
        assertThat(machine.fabric.ranges()).hasSize(1);
        assertThat(machine.fabric.untouched()).isEmpty();
        assertThat(machine.fabric.status().state).isEqualTo("RUNNING");
        assertThat(registration.remove()).isFalse();
        assertThat(machine.events()).containsExactly(
                "com1 fabric the machine thread did not let go of the device within 3 seconds");

        release.countDown();
        machine.settle();
        assertThat(machine.slot("com1").state).as("and carried out in the end").isEqualTo("empty");
    }

    @Test
    void anInterruptedCallerGivesItsCallUp() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> machine.on(() -> 1)).isInstanceOf(MachineCallException.class)
                .hasMessage("interrupted while waiting for the machine thread");
        assertThat(Thread.interrupted()).as("and stays interrupted").isTrue();
    }

    @Test
    void anInterruptedThreadStillWaitsForARemoval() {
        FakeCard card = new FakeCard();
        Registration registration = machine.insert("card", card, Map.of());

        Thread.currentThread().interrupt();
        boolean removed = registration.remove();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(removed).isTrue();
        assertThat(card.heard).containsExactly("plug", "unplug");
    }

    @Test
    void aClosedMachineTakesNoCallsAndLetsEverythingGo() {
        Registration registration = machine.insert("card", new FakeCard(), Map.of());
        machine.close();

        assertThatThrownBy(() -> machine.on(() -> 1)).isInstanceOf(MachineCallException.class)
                .hasMessage("the machine 'main' is closed");
        assertThat(registration.remove()).isTrue();
        assertThat(machine.fabric.slots()).extracting(slot -> slot.state).containsExactly("empty");
    }

    @Test
    void aDeviceThatGoesBeforeTheMachineRunsIsNotWaitedForAndNeverArrives() {
        MachineFabric notStarted = new MachineFabric(new MachineSettings("idle", TimeSource.HOST, 1, 1, 4096,
                OnShutdown.STOP), Journal.NONE);
        FakeCard card = new FakeCard();

        assertThat(notStarted.insert(new Identity("card", "b", "1", 1), card, Map.of()).remove()).isTrue();
        notStarted.start();
        notStarted.call(() -> 0);
        notStarted.close();

        assertThat(card.heard).isEmpty();
    }

    @Test
    void aMachineMayBeClosedFromItsOwnThread() {
        FakeCard card = new FakeCard();
        machine.insert("card", card, Map.of());

        machine.on(() -> {
            machine.close();
            return 0;
        });
        machine.close();

        assertThat(card.heard).containsExactly("plug", "unplug");
    }
}
