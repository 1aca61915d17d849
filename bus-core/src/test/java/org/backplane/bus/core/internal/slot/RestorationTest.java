package org.backplane.bus.core.internal.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backplane.bus.Slab;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.machine.Machine.State;
import org.backplane.bus.machine.MachineCallException;
import org.backplane.bus.snapshot.MachineSnapshot;
import org.backplane.bus.snapshot.SlabSnapshot;
import org.backplane.bus.snapshot.TimerSnapshot;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateMigrator;
import org.backplane.bus.state.StateRecord;
import org.backplane.bus.state.StateSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A machine is taken down, and another one goes on with it. */
class RestorationTest {
    private static final Map<String, Object> COM1 = Map.of("bus.port", "0x300+1", "bus.drives", "irq=irq5");
    private static final Map<String, Object> PIC = Map.of("bus.port", "0x20+1", "bus.senses", "ir5=irq5");

    private final TestMachine first = new TestMachine();
    private final TestMachine second = TestMachine.awaitingSnapshot();
    private final KeeperDevice com1 = new KeeperDevice(1);
    private final KeeperDevice pic = new KeeperDevice(1);
    private final FakeProcessor processor = new FakeProcessor(FakeProcessor.NOP, FakeProcessor.NOP, FakeProcessor.NOP,
            FakeProcessor.HLT);

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private static KeeperDevice listening(KeeperDevice device) {
        device.onPlug = wires -> wires.sense("ir5", asserted -> device.heard.add("ir5 " + asserted));
        device.onRestore = device.onPlug;
        return device;
    }

    /** com1 asserts its line and has two timers, the processor has halted. */
    private MachineSnapshot snapshot() {
        first.insert("pic", listening(pic), PIC);
        first.insert("com1", com1, COM1);
        first.insert("cpu", processor, Map.of());
        first.fabric.powerOn();
        first.fabric.stop();
        first.writePort(0x300, 1, 0x42);
        first.on(() -> {
            com1.card.arm(5_000_000_000L);
            pic.card.arm(5_000_000_000L);
            return 0;
        });
        return first.fabric.snapshot();
    }

    @Test
    void anotherMachineGoesOnWhereThisOneStands() {
        MachineSnapshot taken = snapshot();
        assertThat(taken.lines()).containsExactly("irq5");
        assertThat(taken.slots()).extracting(slot -> slot.pid()).containsExactly("com1", "cpu", "pic");
        KeeperDevice port = new KeeperDevice(1);
        KeeperDevice controller = listening(new KeeperDevice(1));
        FakeProcessor next = new FakeProcessor(FakeProcessor.NOP, FakeProcessor.NOP, FakeProcessor.NOP, FakeProcessor.HLT);
        second.insert("com1", port, COM1);
        assertThat(port.heard).as("nothing is plugged in without the snapshot").isEmpty();
        second.fabric.restore(taken);
        second.insert("cpu", next, Map.of());
        second.insert("pic", controller, PIC);
        assertThat(port.heard).containsExactly("restore 1");
        assertThat(second.fabric.status().nanos).isEqualTo(first.fabric.status().nanos);

        second.on(() -> {
            second.fabric.powerOn();
            second.fabric.stop();
            return 0;
        });
        assertThat(second.port(0x300, 1)).isEqualTo(0x42);
        assertThat(controller.heard).as("one look at the line, no edge, no reset").containsExactly("restore 1", "ir5 true");
        assertThat(next.heard).doesNotContain("reset POWER_ON");
        assertThat(second.fabric.status().instructions).isGreaterThanOrEqualTo(taken.instructions());
        assertThat(second.events()).isEmpty();
    }

    @Test
    void whatAnotherMachineSaysOfItselfIsTheSame() {
        MachineSnapshot taken = snapshot();
        second.fabric.restore(taken);
        second.insert("cpu", new FakeProcessor(FakeProcessor.HLT), Map.of());
        second.insert("pic", listening(new KeeperDevice(1)), PIC);
        second.insert("com1", new KeeperDevice(1), COM1);
        MachineSnapshot again = second.on(() -> {
            second.fabric.powerOn();
            second.fabric.stop();
            return second.fabric.snapshot();
        });

        assertThat(again).isEqualTo(taken);
        assertThat(again.timers()).as("of equal deadlines, in the order in which they were armed first").containsExactly(
                new TimerSnapshot("com1", "tick", 5_000_000_000L), new TimerSnapshot("pic", "tick", 5_000_000_000L));
    }

    @Test
    void aLineThatTheOtherMachineHadAndNobodyDrivesIsToldOnce() {
        MachineSnapshot taken = snapshot();
        KeeperDevice controller = listening(new KeeperDevice(1));
        second.fabric.restore(taken);
        second.insert("pic", controller, PIC);
        second.insert("cpu", new FakeProcessor(FakeProcessor.HLT), Map.of());
        second.insert("com1", new KeeperDevice(1), Map.of("bus.port", "0x300+1"));
        assertThat(controller.heard).containsExactly("restore 1", "ir5 true");
        // Stopped before the processor runs: once it has halted, time goes on to the timer.
        second.on(() -> {
            second.fabric.powerOn();
            second.fabric.stop();
            return 0;
        });

        assertThat(controller.heard).containsExactly("restore 1", "ir5 true", "ir5 false");
    }

    @Test
    void memoryIsThereBeforeTheCardIs() {
        Slab[] slabs = new Slab[2];
        com1.onPlug = wires -> slabs[0] = wires.slab("ram", 3 * 4096);
        first.insert("com1", com1, COM1);
        first.insert("cpu", processor, Map.of());
        first.on(() -> {
            slabs[0].write(2 * 4096 + 8, 4, 0xcafe);
            return 0;
        });
        first.fabric.powerOn();
        MachineSnapshot taken = first.fabric.snapshot();
        SlabSnapshot slab = taken.slots().get(0).slabs().get(0);
        assertThat(slab.pages()).as("zeroes are left out").extracting(page -> page.number()).containsExactly(2);
        first.on(() -> {
            slabs[0].write(2 * 4096 + 8, 4, 0);
            return 0;
        });

        KeeperDevice next = new KeeperDevice(1);
        long[] found = new long[1];
        next.onRestore = wires -> {
            slabs[1] = wires.slab("ram", 3 * 4096);
            found[0] = slabs[1].read(2 * 4096 + 8, 4);
        };
        second.fabric.restore(taken);
        second.insert("com1", next, COM1);
        assertThat(found[0]).isEqualTo(0xcafe);
        assertThat(second.slot("com1").state).isEqualTo("live");
    }

    @Test
    void memoryThatNobodyTakesIsAFailure() {
        com1.onPlug = wires -> wires.slab("ram", 4096);
        first.insert("com1", com1, COM1);
        first.insert("cpu", processor, Map.of());
        first.fabric.powerOn();
        second.fabric.restore(first.fabric.snapshot());
        second.insert("com1", new KeeperDevice(1), COM1);

        assertThat(second.slot("com1").state).isEqualTo("failed");
        assertThat(second.slot("com1").reason).contains("bundle.com1 1.0.0", "[ram]");
    }

    @Test
    void devicesThatKeepNoStateAreNamed() {
        first.insert("com1", com1, COM1);
        first.insert("one", new FakeCard(), Map.of());
        first.insert("two", new FakeCard(), Map.of());
        first.insert("cpu", processor, Map.of());
        assertThatThrownBy(first.fabric::snapshot).isInstanceOf(MachineCallException.class).hasMessageContaining("is off");
        first.fabric.powerOn();

        assertThatThrownBy(first.fabric::snapshot).isInstanceOf(MachineCallException.class)
                .hasMessageContaining("'one' of bundle.one keeps no state; 'two' of bundle.two keeps no state");
        assertThat(first.fabric.state()).as("nothing has become of the guest").isEqualTo(State.RUNNING);
    }

    @Test
    void aMissingDeviceIsNamedAndPowerStaysOff() {
        second.fabric.restore(snapshot());
        second.insert("pic", listening(new KeeperDevice(1)), PIC);

        assertThatThrownBy(second.fabric::powerOn).isInstanceOf(MachineCallException.class)
                .hasMessageContaining("'com1' of bundle.com1 1.0.0, 'cpu' of bundle.cpu 1.0.0");
        assertThat(second.fabric.state()).isEqualTo(State.OFF);
    }

    @Test
    void anotherSchemaWaitsForAMigrator() {
        second.fabric.restore(snapshot());
        KeeperDevice newer = new KeeperDevice(2);
        second.insert("com1", newer, COM1);
        assertThat(second.slot("com1").state).isEqualTo("held");
        assertThat(second.slot("com1").reason).contains("keeper 1", "bundle.com1 1.0.0", "no way", "keeper 2");

        second.fabric.migrate(new Doubling());
        second.settle();
        assertThat(newer.heard).containsExactly("restore 2");
        assertThat(second.port(0x300, 1)).isEqualTo(0x84);
        assertThat(second.events()).singleElement().asString().contains("keeper 1", "became keeper 2");
    }

    private static final class Doubling implements StateMigrator {
        @Override
        public StateSchema from() {
            return new StateSchema("keeper", 1);
        }

        @Override
        public StateSchema to() {
            return new StateSchema("keeper", 2);
        }

        @Override
        public StateRecord migrate(StateRecord older) {
            return new StateBuilder(older).number("value", older.number("value") * 2).build();
        }
    }

    @Test
    void aDeviceThatWasNotInTheOtherMachineComesLast() {
        List<String> order = new ArrayList<>();
        FakeCard extra = new FakeCard();
        extra.onPlug = wires -> order.add("extra");
        MachineSnapshot taken = snapshot();
        second.insert("extra", extra, Map.of("bus.port", "0x300+1"));
        second.fabric.restore(taken);
        second.insert("cpu", new FakeProcessor(FakeProcessor.HLT), Map.of());
        second.insert("pic", listening(new KeeperDevice(1)), PIC);
        assertThat(order).isEmpty();
        second.insert("com1", new KeeperDevice(1), COM1);
        second.fabric.powerOn();

        assertThat(second.slot("extra").state).as("the place is taken by who had it").isEqualTo("parked");
        assertThat(second.slot("com1").state).isEqualTo("live");
    }

    @Test
    void aMachineThatStartsAnewTakesNoSnapshot() {
        MachineSnapshot taken = snapshot();

        assertThatThrownBy(() -> first.fabric.restore(taken)).isInstanceOf(MachineCallException.class)
                .hasMessageContaining("does not wait for a snapshot");
    }

    @Test
    void whatCardsPostWaitsUntilAllAreBack() {
        second.fabric.restore(snapshot());
        KeeperDevice port = new KeeperDevice(1);
        KeeperDevice controller = listening(new KeeperDevice(1));
        second.insert("com1", port, COM1);
        List<String> done = new CopyOnWriteArrayList<>();
        // As the thread of a terminal does when somebody types early.
        port.card.wires.post(() -> {
            done.add("first at " + second.fabric.state());
            port.card.arm(port.card.wires.clock().nanos() + 1_000_000_000_000L);
        });
        second.insert("pic", controller, PIC);
        controller.card.wires.post(() -> done.add("second"));
        port.card.wires.post(() -> done.add("third"));
        second.insert("cpu", new FakeProcessor(FakeProcessor.HLT), Map.of());
        assertThat(done).as("power is off").isEmpty();
        second.fabric.powerOn();
        port.card.wires.post(() -> done.add("fourth"));
        second.settle();

        assertThat(done).containsExactly("first at RUNNING", "second", "third", "fourth");
        assertThat(second.events()).as("a timer that input has armed is none that the snapshot lacks").isEmpty();
    }

    @Test
    void whatACardHasPostedThatIsTakenOutBeforePowerComesIsForgotten() {
        second.fabric.restore(snapshot());
        KeeperDevice port = new KeeperDevice(1);
        KeeperDevice controller = listening(new KeeperDevice(1));
        Registration registration = second.insert("com1", port, COM1);
        second.insert("pic", controller, PIC);
        second.insert("cpu", new FakeProcessor(FakeProcessor.HLT), Map.of());
        port.card.wires.post(() -> controller.heard.add("of com1"));
        controller.card.wires.post(() -> controller.heard.add("of pic"));
        second.settle();
        registration.removeAtOnce();
        second.fabric.powerOn();

        assertThat(controller.heard).contains("of pic").doesNotContain("of com1");
    }

    @Test
    void aCardThatPostsWithoutEndIsQuarantined() {
        second.fabric.restore(snapshot());
        KeeperDevice port = new KeeperDevice(1);
        second.insert("com1", port, COM1);
        for (int i = 0; i < 4096; i++) {
            port.card.wires.post(() -> port.heard.add("posted"));
        }
        second.settle();
        assertThat(second.slot("com1").state).as("so many may wait").isEqualTo("live");
        port.card.wires.post(() -> port.heard.add("posted"));
        second.settle();

        assertThat(second.slot("com1").state).isEqualTo("quarantined");
        assertThat(second.slot("com1").reason).isEqualTo("it has posted work more than 4096 times while power is off");
        assertThat(port.heard).doesNotContain("posted");
    }

    @Test
    void nobodyOutsideReachesACardBeforeAllAreBack() {
        second.fabric.restore(snapshot());
        second.insert("com1", new KeeperDevice(1), COM1);
        second.insert("pic", listening(new KeeperDevice(1)), PIC);
        assertThat(second.fabric.roles(StateKeeper.class)).isEmpty();
        second.insert("cpu", new FakeProcessor(FakeProcessor.HLT), Map.of());
        second.fabric.powerOn();

        assertThat(second.fabric.roles(StateKeeper.class)).hasSize(2);
    }

    @Test
    void aTimerThatIsNotArmedAgainIsReported() {
        MachineSnapshot taken = snapshot();
        List<TimerSnapshot> more = new ArrayList<>(taken.timers());
        more.add(new TimerSnapshot("com1", "tock", 7));
        second.fabric.restore(new MachineSnapshot(taken.nanos(), taken.instructions(), taken.lines(), more, taken.slots()));
        second.insert("cpu", new FakeProcessor(FakeProcessor.HLT), Map.of());
        second.insert("pic", listening(new KeeperDevice(1)), PIC);
        second.insert("com1", new KeeperDevice(1), COM1);
        second.fabric.powerOn();

        assertThat(second.events()).singleElement().asString().contains("com1", "'tock'", "is not now");
    }
}
