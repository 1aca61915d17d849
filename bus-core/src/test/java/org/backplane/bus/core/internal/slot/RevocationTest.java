package org.backplane.bus.core.internal.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backplane.bus.Line;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Slab;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.machine.Machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every handle of {@link Wires}, before and after its card is unplugged. */
class RevocationTest {
    private final TestMachine machine = new TestMachine();
    private final FakeCard card = new FakeCard();
    private final FakeCard witness = new FakeCard();
    private Registration registration;
    private Wires wires;

    @BeforeEach
    void plug() {
        witness.onPlug = given -> given.sense("in", asserted -> witness.heard.add("in " + asserted));
        machine.insert("witness", witness, Map.of("bus.senses", "in=irq4", "bus.memory", "0x9000+4K"));
        registration = machine.insert("card", card, Map.of("bus.port", "0x3f8+8", "bus.drives", "irq=irq4",
                "bus.senses", "gate=irq5", "bus.memory", "0x1000+4K"));
        wires = card.wires;
        witness.heard.clear();
        card.heard.clear();
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private void unplug() {
        assertThat(registration.remove()).isTrue();
        assertThat(card.heard).endsWith("unplug");
        card.heard.clear();
    }

    @Test
    void rangesAreUnmappedBeforeWiresAreRevokedBeforeTheCardIsUnplugged() {
        witness.heard.clear();
        machine.run(() -> wires.line("irq").set(true));
        FakeCard observer = new FakeCard();
        observer.onPlug = given -> given.sense("in", asserted -> observer.heard.add(
                "irq4 " + asserted + ", port reads " + machine.fabric.ports().read(0x3f8, 1) + ", unplugged "
                        + card.heard.contains("unplug")));
        machine.insert("observer", observer, Map.of("bus.senses", "in=irq4"));
        observer.heard.clear();

        unplug();

        assertThat(observer.heard).containsExactly("irq4 false, port reads 255, unplugged false");
    }

    @Test
    void linesDropAndStayDown() {
        Line line = machine.on(() -> wires.line("irq"));
        machine.run(() -> line.set(true));
        unplug();

        machine.run(() -> {
            line.set(true);
            line.pulse();
            wires.line("irq").set(true);
        });

        assertThat(witness.heard).containsExactly("in true", "in false");
        assertThat(machine.on(line::asserted)).isFalse();
    }

    @Test
    void senseListenersHearNothing() {
        machine.run(() -> wires.sense("gate", asserted -> card.heard.add("gate " + asserted)));
        FakeCard driver = new FakeCard();
        machine.insert("driver", driver, Map.of("bus.drives", "out=irq5"));
        unplug();

        machine.run(() -> {
            wires.sense("gate", asserted -> card.heard.add("late gate " + asserted));
            driver.wires.line("out").set(true);
        });

        assertThat(card.heard).isEmpty();
    }

    @Test
    void timersDoNotExpire() {
        Timer timer = machine.on(() -> wires.timer("tick", deadline -> card.heard.add("tick")));
        machine.run(() -> timer.arm(0));
        unplug();

        machine.run(() -> {
            timer.arm(0);
            wires.timer("new", deadline -> card.heard.add("new")).arm(0);
        });
        machine.fabric.powerOn();
        machine.settle();

        assertThat(card.heard).isEmpty();
        assertThat(machine.on(timer::armed)).isFalse();
    }

    @Test
    void theClockStandsForACardThatHasGone() {
        FakeProcessor processor = new FakeProcessor(FakeProcessor.NOP);
        processor.repeat = true;
        machine.insert("cpu", processor, Map.of());
        machine.fabric.powerOn();
        machine.fabric.stop();
        machine.fabric.step(50);
        VirtualClock clock = wires.clock();
        unplug();
        long then = machine.on(clock::nanos);

        machine.fabric.step(50);

        assertThat(then).isPositive();
        assertThat(machine.on(clock::nanos)).isEqualTo(then);
    }

    @Test
    void dmaReachesNothing() {
        byte[] bytes = {0, 0};
        assertThat(machine.on(() -> wires.dma().write(0x9000, bytes, 0, 2))).isEqualTo(2);
        unplug();

        witness.heard.clear();
        assertThat(machine.on(() -> wires.dma().write(0x9000, bytes, 0, 2))).isZero();
        assertThat(machine.on(() -> wires.dma().read(0x9000, bytes, 0, 2))).isZero();

        assertThat(bytes).as("as if nothing answered").containsExactly(-1, -1);
        assertThat(witness.heard).isEmpty();
    }

    @Test
    void slabsAreDetachedAndTheirStorageIsFree() {
        Slab slab = machine.on(() -> wires.slab("all of it", 1 << 20));
        machine.run(() -> slab.write(0, 4, 0x1234));
        unplug();

        assertThat(machine.on(() -> slab.read(0, 4))).isEqualTo(0xffff_ffffL);
        Slab next = machine.on(() -> witness.wires.slab("all of it", 1 << 20));
        machine.run(() -> slab.write(0, 4, 0x1234));
        assertThat(machine.on(() -> next.read(0, 4))).isZero();
        machine.run(() -> assertThatThrownBy(() -> wires.slab("more", 1)).hasMessageContaining("does not fit"));
    }

    @Test
    void aSlabAskedForTooLateIsDetachedAtOnce() {
        unplug();

        Slab slab = machine.on(() -> wires.slab("late", 1 << 20));

        assertThat(machine.on(() -> slab.read(0, 1))).isEqualTo(0xff);
        assertThat(slab.lengthBytes()).isEqualTo(1 << 20);
        machine.on(() -> witness.wires.slab("all of it", 1 << 20));
    }

    @Test
    void eventsAreNotTaken() {
        machine.run(() -> wires.events().guest("before"));
        unplug();

        machine.run(() -> {
            wires.events().guest("after");
            wires.events().host("after");
        });

        assertThat(machine.events()).containsExactly("card guest before");
    }

    @Test
    void postedWorkIsDroppedWhetherItWasPostedBeforeOrAfter() {
        machine.run(() -> {
            wires.post(() -> card.heard.add("posted before"));
            wires.post(() -> card.heard.add("posted before"));
            registration.remove();
        });
        machine.settle();
        wires.post(() -> card.heard.add("posted after"));
        machine.settle();

        assertThat(card.heard).containsExactly("unplug");
    }

    @Test
    void requestsAreIgnored() {
        machine.fabric.powerOn();
        witness.heard.clear();
        unplug();

        machine.run(() -> {
            wires.requestReset(Reset.HARD);
            wires.requestPowerOff(3);
        });
        machine.settle();

        assertThat(machine.fabric.state()).isEqualTo(State.RUNNING);
        assertThat(witness.heard).isEmpty();
    }

    @Test
    void aCardIsNotResetAfterItHasGone() {
        unplug();

        machine.fabric.reset(Reset.HARD);

        assertThat(card.heard).isEmpty();
    }

    @Test
    void theSocketOfAProcessorReachesNothingAnyMore() {
        FakeProcessor processor = new FakeProcessor();
        Registration cpu = machine.insert("cpu", processor, Map.of());
        assertThat(machine.on(() -> processor.socket.memory().read(0x9000, 1))).isZero();
        FakeCard ram = new FakeCard() {
            @Override
            public RangeHandler range(String name) {
                return wires.slab("ram", 4096).window(0, 4096, true);
            }
        };
        machine.insert("ram", ram, Map.of("bus.memory", "0+4K"));
        assertThat(machine.on(() -> processor.socket.memory().readIndex(0))).isNotNegative();

        cpu.remove();

        assertThat(machine.on(() -> processor.socket.memory().read(0x9000, 1))).isEqualTo(0xff);
        assertThat(machine.on(() -> processor.socket.memory().readIndex(0))).isEqualTo(-1);
        assertThat(machine.on(() -> processor.socket.memory().writeIndex(0))).isEqualTo(-1);
        assertThat(machine.on(() -> processor.socket.ports().read(0x3f8, 1))).isEqualTo(0xff);
    }

    @Test
    void anExceptionFromUnplugIsReportedAndTheSlotIsEmpty() {
        FakeCard bad = new FakeCard() {
            @Override
            public void unplug() {
                throw new IllegalStateException("cannot close");
            }
        };
        Registration badRegistration = machine.insert("bad", bad, Map.of("bus.port", "0x10+1"));

        assertThat(badRegistration.remove()).isTrue();

        assertThat(machine.slot("bad").state).isEqualTo("empty");
        assertThat(machine.events()).containsExactly("bad fabric java.lang.IllegalStateException: cannot close, in unplug");
        assertThat(machine.fabric.ranges()).extracting(range -> range.pid).doesNotContain("bad");
    }

    @Test
    void removalOnTheMachineThreadTakesEffectWithinTheAccessThatCausesIt() {
        List<Object> seen = new ArrayList<>();
        card.onRead = () -> {
            seen.add(registration.remove());
            seen.add(machine.fabric.ports().read(0x3f9, 1));
            seen.add(machine.slot("card").state);
        };
        machine.run(() -> wires.line("irq").set(true));

        long value = machine.port(0x3f8, 1);
        machine.settle();

        assertThat(value).as("the access that was under way is answered").isZero();
        assertThat(seen).containsExactly(true, 255L, "live");
        assertThat(card.heard).as("the second access did not reach it").containsExactly("read 0 1", "unplug");
        assertThat(machine.slot("card").state).as("removed at the boundary").isEqualTo("empty");
        assertThat(witness.heard).containsExactly("in true", "in false");
    }

    @Test
    void aDeviceThatGoesOnTheMachineThreadBeforeItsArrivalIsHeardOfNeverArrives() {
        FakeCard brief = new FakeCard();

        machine.run(() -> machine.fabric.insert(new Identity("brief", "b", "1", 9), brief,
                Map.of("bus.port", "0x10+1")).remove());
        machine.settle();

        assertThat(brief.heard).isEmpty();
        assertThat(machine.port(0x10, 1)).isEqualTo(0xff);
    }
}
