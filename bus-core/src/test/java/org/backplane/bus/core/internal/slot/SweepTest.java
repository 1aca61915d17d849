package org.backplane.bus.core.internal.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backplane.bus.InterruptAcknowledge;
import org.backplane.bus.Line;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.RoleListener;
import org.backplane.bus.Slab;
import org.backplane.bus.Timer;
import org.backplane.bus.Window;
import org.backplane.bus.Wires;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.machine.Machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing outlives a device: a test for each thing that it had, whichever way it goes. */
class SweepTest {
    private static final Map<String, Object> PROPERTIES = Map.of("bus.port", "0x10+8", "bus.drives", "irq=irq5",
            "bus.senses", "gate=irq6", "bus.memory", List.of("0x10000+8K", "+0x1000"), "bus.memory.name",
            List.of("slab", "window"));

    /** How a device goes. */
    enum Way { REMOVED, UPDATED, REPLACED, QUARANTINED, MOVED_TO_ANOTHER_MACHINE }

    private interface Part {
        int value();
    }

    /** Has one of everything. */
    private static class Rich extends FakeCard implements Part, InterruptAcknowledge {
        Slab slab;

        @Override
        public RangeHandler range(String name) {
            return name.equals("slab") ? slab.window(0, 8192, true) : this;
        }

        @Override
        public int value() {
            return 7;
        }

        @Override
        public int acknowledge() {
            return 0x77;
        }
    }

    private final TestMachine machine = new TestMachine();
    private final FakeProcessor processor = new FakeProcessor();
    private final FakeCard witness = new FakeCard();
    private final Part[] seen = new Part[1];
    private Rich card = new Rich();
    private Registration registration;
    private Wires wires;

    @AfterEach
    void close() {
        machine.close();
    }

    private void plug() {
        witness.onPlug = given -> {
            given.sense("in", asserted -> witness.heard.add("in " + asserted));
            given.watch(Part.class, new RoleListener<>() {
                @Override
                public void added(String pid, Part part) {
                    seen[0] = part;
                }

                @Override
                public void removed(String pid, Part part) {
                    witness.heard.add("gone " + pid);
                }
            });
        };
        machine.insert("cpu", processor, Map.of());
        machine.insert("witness", witness, Map.of("bus.senses", "in=irq5", "bus.drives", "out=irq6", "bus.memory",
                "0x9000+4K"));
        card.onPlug = given -> card.slab = given.slab("slab", 8192);
        registration = machine.insert("card", card, PROPERTIES);
        wires = card.wires;
        witness.heard.clear();
        card.heard.clear();
        processor.heard.clear();
    }

    private void leave(Way way) {
        switch (way) {
            case REMOVED -> registration.remove();
            case UPDATED -> registration.removeForUpdate();
            case REPLACED -> machine.insert("card", new FakeCard(0x40), Map.of());
            case MOVED_TO_ANOTHER_MACHINE -> machine.update(registration, Map.of("bus.machine", "other"));
            case QUARANTINED -> {
                card.onRead = () -> {
                    throw new IllegalStateException("evil");
                };
                machine.port(0x10, 1);
                machine.settle();
                assertThat(machine.slot("card").state).isEqualTo("quarantined");
            }
        }
        card.heard.clear();
    }

    @ParameterizedTest
    @EnumSource
    void ranges(Way way) {
        plug();
        Window window = machine.on(() -> wires.window("window"));
        machine.runAndSettle(() -> window.move(0x20000));
        assertThat(machine.memory(0x20001, 1)).isEqualTo(1);
        leave(way);

        machine.runAndSettle(() -> window.move(0x30000));
        assertThat(machine.port(0x10, 1)).isEqualTo(0xff);
        assertThat(machine.memory(0x10000, 1)).isEqualTo(0xff);
        assertThat(machine.memory(0x20001, 1)).isEqualTo(0xff);
        assertThat(machine.memory(0x30001, 1)).isEqualTo(0xff);
        assertThat(card.heard).isEmpty();
        assertThat(machine.fabric.liveRanges()).hasSize(1);
        machine.insert("next", new FakeCard(), Map.of("bus.port", "0x10+8"));
        assertThat(machine.slot("next").state).as("its claims, too").isEqualTo("live");
    }

    @ParameterizedTest
    @EnumSource
    void dispatchAndTranslationsOfTheProcessor(Way way) {
        plug();
        assertThat(machine.on(() -> processor.socket.memory().readIndex(0x10000))).isNotNegative();
        processor.heard.clear();
        leave(way);

        assertThat(processor.heard).contains("mapChanged");
        assertThat(machine.on(() -> processor.socket.memory().readIndex(0x10000))).isEqualTo(-1);
        assertThat(machine.on(() -> processor.socket.memory().writeIndex(0x10000))).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    void decodedCodeOfItsMemory(Way way) {
        plug();
        int index = machine.on(() -> processor.socket.memory().readIndex(0x10000));
        processor.heard.clear();
        leave(way);

        assertThat(processor.heard).as("what was decoded of these bytes is stale").contains("arenaWritten " + index + " 8192");
    }

    @ParameterizedTest
    @EnumSource
    void slabs(Way way) {
        plug();
        machine.runAndSettle(() -> card.slab.write(0, 4, 0x1234));
        leave(way);

        assertThat(machine.on(() -> card.slab.read(0, 4))).isEqualTo(0xffff_ffffL);
        Slab all = machine.on(() -> witness.wires.slab("all of it", 1 << 20));
        machine.runAndSettle(() -> card.slab.write(0, 4, 0x1234));
        assertThat(machine.on(() -> all.read(0, 4))).as("its pages come zeroed, and it does not reach them").isZero();
    }

    @ParameterizedTest
    @EnumSource
    void clientsOfDirtyPages(Way way) {
        plug();
        machine.runAndSettle(() -> card.slab.takeDirtyPages());
        assertThat(machine.on(() -> processor.socket.memory().writeIndex(0x10000))).as("writes are noticed").isEqualTo(-1);
        leave(way);

        assertThat(machine.on(() -> card.slab.takeDirtyPages()).isEmpty()).isTrue();
        FakeCard next = new Rich() {
            @Override
            public RangeHandler range(String name) {
                return slab.window(0, 8192, true);
            }
        };
        next.onPlug = given -> ((Rich) next).slab = given.slab("slab", 8192);
        machine.insert("next", next, Map.of("bus.memory", "0x40000+8K"));
        assertThat(machine.on(() -> processor.socket.memory().writeIndex(0x40000))).as("nobody asks for them").isNotNegative();
    }

    @ParameterizedTest
    @EnumSource
    void lineLevels(Way way) {
        plug();
        Line line = machine.on(() -> wires.line("irq"));
        machine.runAndSettle(() -> line.set(true));
        leave(way);

        machine.runAndSettle(() -> {
            line.set(true);
            wires.line("irq").set(true);
        });
        assertThat(witness.heard).containsSubsequence("in true", "in false").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void listeners(Way way) {
        plug();
        machine.runAndSettle(() -> wires.sense("gate", asserted -> card.heard.add("gate " + asserted)));
        leave(way);

        machine.runAndSettle(() -> witness.wires.line("out").set(true));
        assertThat(card.heard).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void pendingMessages(Way way) {
        plug();
        List<String> done = new ArrayList<>();
        wires.post(() -> {
            done.add("before");
            for (int i = 0; i < 3; i++) {
                wires.post(() -> done.add("while it is there"));
            }
        });
        machine.settle();
        leave(way);
        wires.post(() -> done.add("after"));
        machine.settle();

        assertThat(done).containsExactly("before", "while it is there", "while it is there", "while it is there");
    }

    @ParameterizedTest
    @EnumSource(names = {"REMOVED", "QUARANTINED"})
    void messagesThatWaitWhenItGoes(Way way) {
        plug();
        List<String> done = new ArrayList<>();
        machine.runAndSettle(() -> {
            wires.post(() -> done.add("posted"));
            if (way == Way.REMOVED) {
                registration.remove();
            } else {
                card.onRead = () -> {
                    throw new IllegalStateException("evil");
                };
                machine.fabric.ports().read(0x10, 1);
            }
        });

        assertThat(done).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void timers(Way way) {
        plug();
        Timer timer = machine.on(() -> wires.timer("tick", deadline -> card.heard.add("tick")));
        machine.runAndSettle(() -> timer.arm(0));
        leave(way);

        machine.runAndSettle(() -> timer.arm(0));
        machine.fabric.powerOn();
        machine.settle();
        assertThat(card.heard).doesNotContain("tick");
        assertThat(machine.on(timer::armed)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void dma(Way way) {
        plug();
        byte[] bytes = {0, 0};
        assertThat(machine.on(() -> wires.dma().write(0x9000, bytes, 0, 2))).isEqualTo(2);
        leave(way);

        witness.heard.clear();
        assertThat(machine.on(() -> wires.dma().write(0x9000, bytes, 0, 2))).isZero();
        assertThat(machine.on(() -> wires.dma().read(0x9000, bytes, 0, 2))).isZero();
        assertThat(bytes).containsOnly(0xff);
        assertThat(witness.heard).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void rolesAndInterruptAcknowledge(Way way) {
        plug();
        assertThat(machine.on(() -> seen[0].value())).isEqualTo(7);
        assertThat(machine.on(processor.socket::acknowledgeInterrupt)).isEqualTo(0x77);
        leave(way);

        assertThat(witness.heard).contains("gone card");
        assertThat(machine.on(() -> seen[0].value())).as("a stand-in is left").isZero();
        assertThat(machine.on(processor.socket::acknowledgeInterrupt)).isEqualTo(0xff);
        assertThat(machine.on(() -> machine.fabric.roles(Part.class))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void requestsAndReports(Way way) {
        plug();
        machine.fabric.powerOn();
        leave(way);
        witness.heard.clear();
        int events = machine.events().size();

        machine.runAndSettle(() -> {
            wires.requestReset(Reset.HARD);
            wires.requestPowerOff(3);
            wires.events().guest("late");
        });
        assertThat(machine.fabric.state()).isEqualTo(State.RUNNING);
        assertThat(witness.heard).isEmpty();
        assertThat(machine.events()).hasSize(events);
    }

    @ParameterizedTest
    @EnumSource(names = {"REMOVED", "UPDATED"})
    void theCardItself(Way way) throws InterruptedException {
        plug();
        leave(way);
        WeakReference<Object> device = new WeakReference<>(card);
        card = null;
        wires = null;
        registration = null;

        long giveUp = System.nanoTime() + 20_000_000_000L;
        while (device.get() != null && System.nanoTime() < giveUp) {
            machine.settle();
            System.gc();
            Thread.sleep(1);
        }
        assertThat(device.get()).as("nobody in the fabric holds it, stand-ins included").isNull();
        assertThat(machine.on(() -> seen[0].value())).isZero();
    }
}
