package org.backplane.bus.core.internal.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.Slab;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.machine.SwapDTO;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateMigrator;
import org.backplane.bus.state.StateRecord;
import org.backplane.bus.state.StateSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private static final Map<String, Object> PORT = Map.of("bus.port", "0x300+1", "bus.drives", "irq=irq5");

    private final TestMachine machine = new TestMachine();
    private final KeeperDevice old = new KeeperDevice(1);
    private final KeeperDevice young = new KeeperDevice(1);
    private final FakeCard pic = new FakeCard();

    @AfterEach
    void close() {
        machine.close();
    }

    private void insertPic() {
        pic.onPlug = wires -> wires.sense("ir5", asserted -> pic.heard.add("ir5 " + asserted));
        machine.insert("pic", pic, Map.of("bus.senses", "ir5=irq5"));
    }

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> properties = new HashMap<>(PORT);
        properties.put(key, value);
        return properties;
    }

    private SwapDTO only() {
        List<SwapDTO> swaps = machine.fabric.swaps();
        assertThat(swaps).hasSize(1);
        return swaps.get(0);
    }

    @Test
    void aSecondDeviceGoesOnWhereTheFirstStopped() {
        Registration first = machine.insert("com1", old, PORT);
        machine.writePort(0x300, 1, 0x42);
        long generation = machine.fabric.status().mapGeneration;

        machine.insert("com1", young, PORT);

        assertThat(machine.port(0x300, 1)).as("the state is kept").isEqualTo(0x42);
        assertThat(machine.fabric.status().mapGeneration).as("one change of the map").isEqualTo(generation + 1);
        assertThat(old.heard).containsExactly("plug", "handOver");
        assertThat(young.heard).containsExactly("restore 1");
        SwapDTO swap = only();
        assertThat(swap.outcome + " " + swap.reason).isEqualTo("swapped ");
        assertThat(swap.stateBytes).isPositive();
        assertThat(machine.slot("com1").ranges[0].writes).as("the counters go on").isEqualTo(1);
        first.remove();
        assertThat(machine.port(0x300, 1)).as("the first one's departure is of no consequence").isEqualTo(0x42);
    }

    @Test
    void aLineKeepsItsLevelWithoutAnEdge() {
        insertPic();
        Registration first = machine.insert("com1", old, PORT);
        machine.writePort(0x300, 1, 1);
        young.onRestore = wires -> {
            wires.line("irq").set(true);
            wires.line("irq").set(false);
        };
        machine.insert("com1", young, PORT);
        first.remove();
        assertThat(pic.heard).as("side by side").containsExactly("plug", "ir5 true");
        assertThat(old.card.wires.line("irq").asserted()).as("the old card has no say").isFalse();

        machine.writePort(0x300, 1, 0);
        assertThat(pic.heard).endsWith("ir5 false");
    }

    @Test
    void aLineKeepsItsLevelThroughAnUpdateInPlace() {
        insertPic();
        Registration first = machine.insert("com1", old, PORT);
        machine.writePort(0x300, 1, 1);

        first.removeForUpdate();
        assertThat(machine.slot("com1").state).isEqualTo("held");
        assertThat(pic.heard).containsExactly("plug", "ir5 true");
        machine.insert("com1", young, PORT);

        assertThat(pic.heard).containsExactly("plug", "ir5 true");
        assertThat(machine.port(0x300, 1)).isEqualTo(1);
        machine.writePort(0x300, 1, 0);
        assertThat(pic.heard).endsWith("ir5 false");
    }

    @Test
    void theGuestStandsUntilTheNextRevisionHasCome() throws Exception {
        FakeProcessor processor = new FakeProcessor();
        machine.insert("cpu", processor, Map.of());
        Registration first = machine.insert("com1", old, PORT);
        machine.writePort(0x300, 1, 7);
        machine.fabric.powerOn();

        first.removeForUpdate();
        FutureTask<Long> read = new FutureTask<>(() -> machine.port(0x300, 1));
        Thread reader = new Thread(read);
        reader.start();
        while (reader.getState() == Thread.State.NEW || reader.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        long instructions = machine.fabric.status().instructions;
        long nanos = machine.fabric.status().nanos;
        assertThat(machine.slot("com1").state).isEqualTo("held");
        FakeCard other = new FakeCard();
        machine.fabric.insert(new Identity("other", "b", "1", 9), other, Map.of());
        while (machine.fabric.slots().stream().noneMatch(slot -> slot.pid.equals("other") && slot.state.equals("live"))) {
            Thread.onSpinWait();
        }
        assertThat(read.isDone()).as("an access waits").isFalse();
        assertThat(machine.fabric.status().instructions).as("no instruction is executed").isEqualTo(instructions);
        assertThat(machine.fabric.status().nanos).as("time stands").isEqualTo(nanos);
        machine.fabric.insert(new Identity("com1", "b", "2", 10), young, PORT);

        assertThat(read.get(10, TimeUnit.SECONDS)).as("it meets the next revision").isEqualTo(7);
        SwapDTO swap = only();
        assertThat(swap.oldVersion + " " + swap.newVersion + " " + swap.outcome).isEqualTo("1.0.0 2 swapped");
        assertThat(swap.held).isPositive();
        assertThat(swap.stalledNanos).isPositive();
    }

    @Test
    void aTimerExpiresAtTheTimeItWasArmedFor() {
        machine.insert("cpu", new FakeProcessor(), Map.of());
        Registration first = machine.insert("com1", old, PORT);
        machine.on(() -> {
            old.card.arm(1_000_000);
            return 0;
        });
        first.removeForUpdate();
        machine.insert("com1", young, PORT);
        assertThat(young.heard).containsExactly("restore 1");

        machine.fabric.powerOn();
        while (young.heard.size() < 2) {
            machine.settle();
        }

        assertThat(young.heard).containsExactly("restore 1", "tick 1000000");
        assertThat(old.heard).containsExactly("plug", "handOver");
    }

    @Test
    void aSlabIsHandedOverByNameAndLength() {
        Slab[] slabs = new Slab[3];
        old.onPlug = wires -> {
            slabs[0] = wires.slab("video", 8192);
            wires.slab("scratch", 1 << 19).write(0, 1, 5);
            slabs[0].takeDirtyPages();
        };
        young.onRestore = wires -> {
            slabs[1] = wires.slab("video", 8000);
            slabs[2] = wires.slab("scratch", 4096);
        };
        machine.insert("vga", old, PORT);
        machine.on(() -> {
            slabs[0].write(4096, 4, 0xcafe);
            return 0;
        });

        machine.insert("vga", young, PORT);

        machine.on(() -> {
            assertThat(slabs[1].read(4096, 4)).as("the same bytes").isEqualTo(0xcafe);
            assertThat(slabs[0].read(4096, 4)).as("the old handle is dead").isEqualTo(0xffff_ffffL);
            assertThat(slabs[2].read(0, 1)).as("another length is another slab").isZero();
            assertThat(slabs[1].takeDirtyPages().cardinality()).as("the new card has seen no page yet").isEqualTo(2);
            return 0;
        });
        assertThat(only().slabBytes).isEqualTo(8192);
        machine.insert("more", new FakeCard() {
            {
                onPlug = wires -> wires.slab("big", 1 << 19);
            }
        }, Map.of());
        assertThat(machine.slot("more").state).as("what was not taken over is free").isEqualTo("live");
    }

    @Test
    void aRevisionThatCannotRestoreLeavesTheOldOneWhereItWas() {
        insertPic();
        Slab[] slabs = new Slab[2];
        old.onPlug = wires -> slabs[0] = wires.slab("video", 4096);
        old.onRestore = wires -> slabs[1] = wires.slab("video", 4096);
        machine.insert("com1", old, PORT);
        machine.writePort(0x300, 1, 0x42);
        machine.on(() -> {
            slabs[0].write(0, 1, 9);
            return 0;
        });
        young.onRestore = wires -> {
            wires.slab("video", 4096);
            wires.line("irq").set(true);
            throw new IllegalStateException("not\nthis one");
        };

        Registration second = machine.insert("com1", young, PORT);

        assertThat(machine.port(0x300, 1)).isEqualTo(0x42);
        assertThat(old.heard).containsExactly("plug", "handOver", "restore 1");
        assertThat(pic.heard).as("its line kept its level").containsExactly("plug", "ir5 true");
        assertThat(machine.on(() -> slabs[1].read(0, 1))).as("its slab kept its bytes").isEqualTo(9);
        SwapDTO swap = only();
        assertThat(swap.outcome + ": " + swap.reason)
                .isEqualTo("rolled back: java.lang.IllegalStateException: not this one, in plug");
        second.remove();
        assertThat(machine.port(0x300, 1)).isEqualTo(0x42);
        assertThat(machine.slot("com1").state).isEqualTo("live");
    }

    @Test
    void aCardThatStartedInVainLeavesTheHostsResourcesToTheOldOne() {
        machine.insert("com1", old, PORT);
        machine.writePort(0x300, 1, 0x42);

        machine.insert("com1", young, with("bus.port.name", "missing"));

        assertThat(only().outcome).isEqualTo("rolled back");
        assertThat(young.heard).as("unplugged it would close what it has found open").containsExactly("restore 1", "handOver");
        assertThat(machine.port(0x300, 1)).isEqualTo(0x42);
    }

    @Test
    void aCardWhoseStateCannotBeTakenStays() {
        machine.insert("com1", old, PORT);
        machine.writePort(0x300, 1, 3);
        old.onState = () -> {
            throw new IllegalStateException("broken");
        };

        machine.insert("com1", young, PORT);

        assertThat(machine.port(0x300, 1)).isEqualTo(3);
        assertThat(old.heard).containsExactly("plug");
        assertThat(only().outcome + ": " + only().reason)
                .isEqualTo("refused: its state cannot be taken: java.lang.IllegalStateException: broken");
    }

    @Test
    void aCardThatRefusesToGiveItsStateStaysAndIsNotBlamed() {
        machine.insert("com1", old, PORT);
        machine.writePort(0x300, 1, 3);
        old.onState = () -> {
            throw new StateException("what was written would be forgotten");
        };

        machine.insert("com1", young, PORT);

        assertThat(machine.port(0x300, 1)).isEqualTo(3);
        assertThat(machine.slot("com1").state).isEqualTo("live");
        assertThat(only().outcome + ": " + only().reason)
                .isEqualTo("refused: its state cannot be taken: what was written would be forgotten");
        assertThat(machine.fabric.quarantine()).isEmpty();
    }

    @Test
    void aNewerSchemaNeedsAMigratorAndWaitsForIt() {
        KeeperDevice newer = new KeeperDevice(3);
        machine.insert("com1", old, PORT);
        machine.writePort(0x300, 1, 4);

        machine.insert("com1", newer, PORT);
        assertThat(newer.heard).isEmpty();
        assertThat(only().reason).isEqualTo("there is no way from the state keeper 1 to keeper 3");
        machine.fabric.migrate(new Adding(1));
        machine.settle();
        assertThat(newer.heard).as("half of the way").isEmpty();
        machine.fabric.migrate(new Adding(2));
        machine.settle();

        assertThat(newer.heard).containsExactly("restore 3");
        assertThat(machine.port(0x300, 1)).as("both have added 16").isEqualTo(0x24);
    }

    private record Adding(int version) implements StateMigrator {
        @Override
        public StateSchema from() {
            return new StateSchema("keeper", version);
        }

        @Override
        public StateSchema to() {
            return new StateSchema("keeper", version + 1);
        }

        @Override
        public StateRecord migrate(StateRecord older) {
            return new StateBuilder(older).number("value", older.number("value") + 16).build();
        }
    }

    @Test
    void theSlotFallsWhenTheTimeIsUp() {
        insertPic();
        Registration first = machine.insert("com1", old, with("bus.grace", "1"));
        machine.writePort(0x300, 1, 1);

        first.removeForUpdate();
        assertThat(machine.port(0x300, 1)).as("the access waits, and then nothing answers").isEqualTo(0xff);

        assertThat(pic.heard).containsExactly("plug", "ir5 true", "ir5 false");
        assertThat(machine.slot("com1").state).isEqualTo("empty");
        assertThat(only().outcome + ": " + only().reason).isEqualTo("fallen: no other revision came within 1 ms");
        machine.insert("com1", young, PORT);
        assertThat(young.heard).as("who comes later starts afresh").containsExactly("plug");
    }

    @Test
    void aRevisionThatFailsInPlaceLeavesTheSlotsAnswer() {
        Registration first = machine.insert("com1", old, with("bus.absent", "fault"));
        young.onRestore = wires -> {
            throw new IllegalStateException("broken");
        };

        first.removeForUpdate();
        Registration second = machine.insert("com1", young, with("bus.absent", "fault"));

        assertThat(machine.slot("com1").state).isEqualTo("failed");
        assertThat(only().outcome).isEqualTo("fallen");
        assertThat(machine.port(0x300, 1)).isEqualTo(0xff);
        assertThat(machine.events()).contains("com1 fabric bus error: read of width 1 to 'port0' at offset 0x0");
        young.onRestore = wires -> { };
        machine.update(second, PORT);
        assertThat(machine.port(0x300, 1)).as("another configuration is another chance").isZero();
    }

    @Test
    void theOldRevisionGoesOnWithTheStateIfItsReplacementGoes() {
        machine.insert("com1", old, PORT);
        Registration second = machine.insert("com1", young, PORT);
        machine.writePort(0x300, 1, 0x55);

        second.remove();

        assertThat(machine.port(0x300, 1)).isEqualTo(0x55);
        assertThat(old.heard).containsExactly("plug", "handOver", "restore 1");
    }

    @Test
    void aDeviceThatGoesForGoodIsNotWaitedFor() {
        Registration first = machine.insert("com1", old, PORT);

        first.remove();

        assertThat(machine.slot("com1").state).isEqualTo("empty");
        assertThat(old.heard).containsExactly("plug", "unplug");
        assertThat(machine.fabric.swaps()).isEmpty();
    }

    @Test
    void stallWaitsForADeviceThatKeepsNothing() {
        FakeCard plain = new FakeCard(0x10);
        Registration first = machine.insert("com1", plain, Map.of("bus.port", "0x300+1", "bus.absent", "stall 5000"));

        first.remove();
        assertThat(machine.slot("com1").state).isEqualTo("held");
        machine.insert("com1", new FakeCard(0x20), Map.of("bus.port", "0x300+1"));

        assertThat(machine.port(0x300, 1)).isEqualTo(0x20);
        assertThat(only().outcome).isEqualTo("fresh");
    }

    @Test
    void nobodyTakesTheAddressesOfASlotThatIsHeld() {
        Registration first = machine.insert("com1", old, PORT);
        first.removeForUpdate();
        machine.fabric.insert(new Identity("thief", "b", "1", 9), new FakeCard(0x20),
                Map.of("bus.port", "0x300+1"));
        machine.insert("com1", young, PORT);

        assertThat(machine.port(0x300, 1)).isZero();
        assertThat(machine.slot("thief").state).isEqualTo("parked");
    }

    @Test
    void aMachineThatIsClosedWaitsForNobody() {
        Registration first = machine.insert("com1", old, with("bus.grace", "8000"));
        first.removeForUpdate();
        machine.close();
        assertThat(machine.slot("com1").state).isIn("empty", "held");
    }

    @Test
    void badPropertiesAreNamed() {
        machine.insert("a", old, with("bus.absent", "never"));
        machine.insert("b", young, with("bus.grace", "9000"));
        assertThat(machine.slot("a").reason).isEqualTo("bus.absent: 'never' is none of abort, stall N and fault");
        assertThat(machine.slot("b").reason).isEqualTo("bus.grace: '9000' is longer than 8000 milliseconds");
    }
}
