package org.backplane.bus.core.internal.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.backplane.bus.Line;
import org.backplane.bus.Timer;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.machine.QuarantineDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A device that misbehaves is a dead card, the report says why, and it can be put back. */
class QuarantineTest {
    private static final Map<String, Object> PORTS = Map.of("bus.port", "0x10+8", "bus.port.name", "regs");

    private final TestMachine machine = new TestMachine();
    private final FakeCard card = new FakeCard();

    @AfterEach
    void close() {
        machine.close();
    }

    private QuarantineDTO report() {
        return machine.fabric.quarantine().get(0);
    }

    private void throwOnRead() {
        card.onRead = () -> {
            throw new IllegalStateException("ouch", new ArithmeticException("inner"));
        };
    }

    private void run(FakeProcessor processor) {
        processor.program.add(cpu -> cpu.socket.requestPowerOff(0));
        machine.insert("cpu", processor, Map.of());
        CompletableFuture<Integer> off = machine.fabric.poweredOff().toCompletableFuture();
        machine.fabric.powerOn();
        off.join();
        machine.settle();
    }

    @Test
    void theReportCarriesTheInstructionTheAccessAndTheOnesBefore() {
        machine.insert("card", card, PORTS);
        run(new FakeProcessor(cpu -> cpu.socket.ports().write(0x11, 1, 0x1a5), cpu -> cpu.socket.ports().read(0x12, 2),
                cpu -> throwOnRead(), cpu -> cpu.socket.ports().read(0x14, 1), cpu -> cpu.socket.ports().read(0x14, 1)));

        QuarantineDTO report = report();
        assertThat(report.pid + " " + report.bundle + " " + report.version).isEqualTo("card bundle.card 1.0.0");
        assertThat(report.state + ", " + report.misdeed + ", " + report.count).isEqualTo("open, threw, 1");
        assertThat(report.text)
                .isEqualTo("java.lang.IllegalStateException: ouch, in read of width 1 to 'regs' at offset 0x4");
        assertThat(report.instruction).isEqualTo(0x1003);
        assertThat(report.nanos).isEqualTo(30);
        assertThat(report.access.space + " " + report.access.address + " " + report.access.width + " "
                + report.access.write).isEqualTo("port " + 0x14 + " 1 false");
        assertThat(report.last).extracting(access -> (access.write ? "write " : "read ") + Long.toHexString(access.address)
                + " " + access.width + " " + Long.toHexString(access.value) + " " + access.returned)
                .containsExactly("write 11 1 a5 true", "read 12 2 302 true", "read 14 1 0 false");
        assertThat(report.trace[0]).isEqualTo("java.lang.IllegalStateException: ouch");
        assertThat(report.trace[1]).startsWith("  at org.backplane.bus.core.internal.slot.QuarantineTest.");
        assertThat(report.trace).contains("caused by java.lang.ArithmeticException: inner");
    }

    @Test
    void onlyTheLastSixteenAccessesAreKept() {
        machine.insert("card", card, PORTS);
        for (int i = 0; i < 40; i++) {
            machine.writePort(0x10, 1, i);
        }
        throwOnRead();
        machine.port(0x10, 1);
        machine.settle();

        assertThat(report().last).hasSize(16);
        assertThat(report().last[0].value).isEqualTo(25);
        assertThat(report().access.returned).isFalse();
    }

    @Test
    void aDeadCardAnswersNothingDrivesNothingAndHearsNothing() {
        FakeCard witness = new FakeCard();
        witness.onPlug = wires -> wires.sense("in", asserted -> witness.heard.add("in " + asserted));
        machine.insert("witness", witness, Map.of("bus.senses", "in=irq5", "bus.memory", "0x9000+4K"));
        machine.insert("card", card, Map.of("bus.port", "0x10+8", "bus.drives", "irq=irq5"));
        Line line = machine.on(() -> card.wires.line("irq"));
        Timer timer = machine.on(() -> card.wires.timer("tick", deadline -> card.heard.add("tick")));
        machine.runAndSettle(() -> {
            line.set(true);
            timer.arm(0);
        });
        witness.heard.clear();
        byte[] bytes = {1};
        card.onRead = () -> {
            card.onRead = () -> { };
            try {
                throw new IllegalStateException("ouch");
            } finally {
                card.heard.clear();
            }
        };

        assertThat(machine.port(0x10, 4)).isEqualTo(0xffff_ffffL);
        machine.runAndSettle(() -> {
            line.set(true);
            assertThat(card.wires.dma().write(0x9000, bytes, 0, 1)).isZero();
            machine.fabric.ports().write(0x10, 1, 1);
        });
        machine.fabric.powerOn();
        machine.settle();

        assertThat(card.heard).containsExactly("unplug");
        assertThat(witness.heard).containsExactly("in false", "reset POWER_ON");
        assertThat(machine.slot("card").state).isEqualTo("quarantined");
    }

    @Test
    void releaseStartsTheDeviceAnewAndItsNextFailureOpensAtOnce() {
        machine.insert("card", card, PORTS);
        throwOnRead();
        machine.port(0x10, 1);
        card.onRead = () -> { };
        machine.settle();

        machine.fabric.release("card");

        assertThat(machine.port(0x12, 1)).isEqualTo(2);
        assertThat(machine.slot("card").state).isEqualTo("live");
        assertThat(report().state).isEqualTo("half-open");
        byte[] none = {0};
        machine.runAndSettle(() -> card.wires.dma().read(-1, none, 0, 1));
        assertThat(machine.slot("card").state).as("DMA that meets nothing is no misdeed").isEqualTo("live");

        throwOnRead();
        machine.port(0x10, 1);
        machine.settle();
        assertThat(report().state + " " + report().count).isEqualTo("open 2");
        assertThat(machine.events()).last().asString().contains("quarantined again (2) at read 1 of port 0x10");
        assertThat(card.heard.stream().filter("plug"::equals)).hasSize(2);
    }

    @Test
    void aReleaseThatFailsInPlugIsAQuarantineToo() {
        machine.insert("card", card, PORTS);
        throwOnRead();
        machine.port(0x10, 1);
        machine.settle();
        card.onPlug = wires -> {
            throw new IllegalStateException("not any more");
        };

        machine.fabric.release("card");

        assertThat(machine.slot("card").state).isEqualTo("quarantined");
        assertThat(machine.slot("card").reason).isEqualTo("java.lang.IllegalStateException: not any more, in plug");
        assertThat(report().state + " " + report().count).isEqualTo("open 2");
    }

    @Test
    void aDeviceThatBehavesLongEnoughIsTrustedAgain() {
        machine.insert("card", card, PORTS);
        throwOnRead();
        machine.port(0x10, 1);
        card.onRead = () -> { };
        machine.settle();
        machine.fabric.release("card");
        FakeCard alarm = new FakeCard();
        alarm.onPlug = wires -> wires.timer("t", deadline -> wires.requestPowerOff(0)).arm(10_000_000_001L);
        machine.insert("alarm", alarm, Map.of());
        machine.insert("cpu", new FakeProcessor(FakeProcessor.HLT), Map.of());
        CompletableFuture<Integer> off = machine.fabric.poweredOff().toCompletableFuture();
        machine.fabric.powerOn();
        off.join();

        assertThat(report().state).isEqualTo("closed");
        assertThat(report().count).isEqualTo(1);
    }

    @Test
    void anotherRevisionReleasesIt() {
        Registration first = machine.insert("card", card, PORTS);
        throwOnRead();
        machine.port(0x10, 1);
        machine.settle();
        first.removeForUpdate();
        assertThat(machine.slot("card").state).isEqualTo("empty");

        machine.insert("card", new FakeCard(0x40), PORTS);

        assertThat(machine.port(0x10, 1)).isEqualTo(0x40);
        assertThat(report().state).isEqualTo("half-open");
    }

    @Test
    void onlyWhatIsOutCanBeReleased() {
        machine.insert("card", card, PORTS);

        assertThatThrownBy(() -> machine.fabric.release("none")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no slot 'none'");
        assertThatThrownBy(() -> machine.fabric.release("card")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the slot 'card' is live, there is nothing to release");
    }

    @Test
    void dmaOutsideOfTheGrantIsNotCarriedOutAndInTheEndQuarantines() {
        FakeCard ram = new FakeCard();
        machine.insert("ram", ram, Map.of("bus.memory", "0x1000+8K"));
        machine.insert("card", card, Map.of("bus.port", "0x10+8", "bus.dma", "0x1000+4K"));
        byte[] bytes = {1, 2};

        assertThat(machine.on(() -> card.wires.dma().write(0x1ffe, bytes, 0, 2))).isEqualTo(2);
        for (int i = 0; i < 8; i++) {
            assertThat(machine.on(() -> card.wires.dma().write(0x1fff, bytes, 0, 2))).isZero();
            assertThat(machine.slot("card").state).as("a guest can program a wrong address").isEqualTo("live");
        }
        assertThat(machine.events()).containsExactly(
                "card fabric DMA write of 2 bytes at 0x1fff where it is granted 0x1000-0x1fff");
        machine.runAndSettle(() -> card.wires.dma().read(0, bytes, 0, 1));

        assertThat(machine.slot("card").state).isEqualTo("quarantined");
        assertThat(report().misdeed).isEqualTo("dma");
        assertThat(bytes[0]).as("what nobody answers").isEqualTo((byte) 0xff);
        assertThat(ram.heard).as("nothing else came through").containsExactly("plug", "write 4094 2 201");
    }

    @Test
    void dmaToItsOwnRegistersIsNotCarriedOutAndInTheEndQuarantines() {
        machine.insert("card", card, Map.of("bus.memory", "0x20000+16"));
        card.onRead = () -> card.wires.dma().read(0x20008, new byte[4], 0, 4);

        for (int i = 0; i < 9; i++) {
            machine.memory(0x20000, 4);
        }
        machine.settle();

        assertThat(card.heard).as("no access from within an access").doesNotContain("read 8 4");
        assertThat(machine.slot("card").state).isEqualTo("quarantined");
        assertThat(report().misdeed).isEqualTo("re-entrance");
        assertThat(report().text).isEqualTo("DMA to 0x20008, a register of its own");
        assertThat(report().access.address).as("the access that led to it").isEqualTo(0x20000);
    }

    @Test
    void anInterruptStormIsQuarantined() {
        FakeCard listener = new FakeCard();
        listener.onPlug = wires -> {
            Line out = wires.line("out");
            wires.sense("in", out::set);
        };
        machine.insert("listener", listener, Map.of("bus.senses", "in=irq5", "bus.drives", "out=intr"));
        machine.insert("card", card, Map.of("bus.port", "0x10+8", "bus.drives", "irq=irq5"));
        card.onRead = () -> {
            for (int i = 0; i < 5_000; i++) {
                card.wires.line("irq").pulse();
            }
        };

        machine.port(0x10, 1);
        machine.settle();

        assertThat(machine.slot("card").state).isEqualTo("quarantined");
        assertThat(report().misdeed).isEqualTo("interrupt storm");
        assertThat(machine.slot("listener").state).as("who passes them on is not to blame").isEqualTo("live");
    }

    @Test
    void aStormByTimersIsQuarantinedAndCatchingUpIsNone() {
        FakeCard late = new FakeCard();
        late.onPlug = wires -> timer(wires, 1_000_000, 20_000);
        card.onPlug = wires -> timer(wires, 1, 20_000);
        machine.insert("late", late, Map.of("bus.drives", "irq=irq0"));
        machine.insert("card", card, Map.of("bus.drives", "irq=irq5"));
        FakeProcessor processor = new FakeProcessor(FakeProcessor.NOP);
        processor.repeat = true;
        machine.insert("cpu", processor, Map.of());
        machine.fabric.powerOn();
        while (machine.fabric.status().instructions < 25_000) {
            machine.settle();
        }

        assertThat(machine.slot("card").state).isEqualTo("quarantined");
        assertThat(machine.slot("late").state).as("20 seconds that were missed").isEqualTo("live");
    }

    /** Pulses so many times; the deadlines begin in the past. */
    private static void timer(org.backplane.bus.Wires wires, long periodNanos, int times) {
        Line line = wires.line("irq");
        Timer[] timer = new Timer[1];
        int[] left = {times};
        timer[0] = wires.timer("t", deadline -> {
            line.pulse();
            if (--left[0] > 0) {
                timer[0].arm(deadline + periodNanos);
            }
        });
        timer[0].arm(-periodNanos * times);
    }

    @Test
    void memoryThatIsShortIsReportedOfTheMachineToo() {
        machine.insert("card", card, PORTS);
        card.onRead = () -> {
            throw new OutOfMemoryError("Java heap space");
        };

        machine.port(0x10, 1);
        machine.settle();

        assertThat(machine.slot("card").state).isEqualTo("quarantined");
        assertThat(machine.events()).contains("main host the Java machine is in trouble, other devices may be next: "
                + "java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void aStackThatOverflowsAtTheFabricsEdgeLeavesLinesAndDmaInOrder() {
        FakeCard listener = new FakeCard();
        listener.onPlug = wires -> wires.sense("in", asserted -> { });
        machine.insert("listener", listener, Map.of("bus.senses", "in=irq5"));
        byte[] bytes = {0};
        card.onRead = new Runnable() {
            private int depth;

            @Override
            public void run() {
                // Not so often that it would be a storm.
                if (++depth % 32 == 0) {
                    card.wires.line("irq").pulse();
                }
                card.wires.dma().read(0x9000, bytes, 0, 1);
                card.wires.timer("t", deadline -> { }).arm(7);
                run();
            }
        };
        for (int i = 0; i < 100; i++) {
            Registration registration = machine.insert("card", card, Map.of("bus.port", "0x10+1",
                    "bus.drives", "irq=irq5"));
            machine.port(0x10, 1);
            machine.settle();
            assertThat(machine.slot("card").reason).startsWith("java.lang.StackOverflowError");
            registration.remove();
        }

        FakeCard ram = new FakeCard();
        ram.onPlug = wires -> {
            wires.sense("in", asserted -> ram.heard.add("in " + asserted));
            wires.timer("t", deadline -> {
                ram.heard.add("timer");
                wires.requestPowerOff(0);
            }).arm(5);
        };
        FakeCard driver = new FakeCard();
        machine.insert("ram", ram, Map.of("bus.memory", "0x9000+4K", "bus.senses", "in=irq6"));
        machine.insert("driver", driver, Map.of("bus.drives", "irq=irq6"));
        machine.runAndSettle(() -> driver.wires.line("irq").set(true));
        machine.insert("cpu", new FakeProcessor(FakeProcessor.NOP), Map.of());
        CompletableFuture<Integer> off = machine.fabric.poweredOff().toCompletableFuture();
        machine.fabric.powerOn();
        off.join();
        assertThat(ram.heard).contains("in true", "timer");
        assertThat(machine.on(() -> driver.wires.dma().read(0x9000, bytes, 0, 1))).isEqualTo(1);
        assertThat(machine.slot("listener").state).isEqualTo("live");
        assertThat(machine.fabric.quarantine()).extracting(any -> any.pid).isEqualTo(List.of("card"));
    }
}
