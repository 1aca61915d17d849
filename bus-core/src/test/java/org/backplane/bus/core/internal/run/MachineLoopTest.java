package org.backplane.bus.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.backplane.bus.Reset;
import org.backplane.bus.Timer;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.FakeProcessor.Instruction;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.core.internal.run.MachineSettings.OnShutdown;
import org.backplane.bus.core.internal.run.MachineSettings.TimeSource;
import org.backplane.bus.machine.Machine.State;
import org.backplane.bus.machine.MachineCallException;
import org.backplane.bus.machine.StopPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MachineLoopTest {
    private TestMachine machine = new TestMachine();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        machine.close();
    }

    private void use(TimeSource time, OnShutdown onShutdown) {
        machine.close();
        machine = new TestMachine(time, onShutdown);
    }

    /** A program of empty instructions with one of some use at an index. */
    private static FakeProcessor nopsWith(int index, Instruction instruction) {
        FakeProcessor processor = new FakeProcessor();
        for (int i = 0; i < index; i++) {
            processor.program.add(FakeProcessor.NOP);
        }
        processor.program.add(instruction);
        return processor;
    }

    /** Runs a program until an instruction or a card switches the machine off. */
    private int runToPowerOff(FakeProcessor processor) {
        machine.insert("cpu", processor, Map.of());
        CompletableFuture<Integer> off = machine.fabric.poweredOff().toCompletableFuture();
        machine.fabric.powerOn();
        return off.join();
    }

    private static Instruction powerOff(int status) {
        return processor -> processor.socket.requestPowerOff(status);
    }

    @Test
    void powerOnResetsTheCardsInTheOrderOfTheirPidsAndTheProcessorLast() {
        FakeProcessor processor = new FakeProcessor() {
            @Override
            public void reset(Reset kind) {
                log.add("cpu " + kind);
            }
        };
        machine.insert("a-cpu", processor, Map.of());
        for (String pid : List.of("z", "b")) {
            machine.insert(pid, new FakeCard() {
                @Override
                public void reset(Reset kind) {
                    log.add(pid + " " + kind);
                }
            }, Map.of());
        }

        machine.fabric.powerOn();
        machine.fabric.powerOn();
        machine.fabric.reset(Reset.HARD);
        machine.fabric.reset(Reset.INIT);

        assertThat(log).as("power is on already the second time, and INIT# is for processors").containsExactly(
                "b POWER_ON", "z POWER_ON", "cpu POWER_ON", "b HARD", "z HARD", "cpu HARD", "cpu INIT");
    }

    @Test
    void whatIsOffDoesNotRunButAnswers() {
        FakeProcessor processor = nopsWith(0, cpu -> log.add("ran"));
        machine.insert("cpu", processor, Map.of());
        machine.insert("card", new FakeCard(), Map.of("bus.port", "0x10+1"));

        assertThat(machine.fabric.state()).isEqualTo(State.OFF);
        assertThat(machine.port(0x10, 1)).isZero();
        machine.fabric.resume();
        machine.fabric.stop();
        machine.fabric.powerOff(1);

        assertThat(machine.fabric.state()).as("there is nothing to resume, to stop or to switch off").isEqualTo(State.OFF);
        assertThat(machine.fabric.poweredOff().toCompletableFuture()).isNotDone();
        assertThat(log).isEmpty();
    }

    @Test
    void aStoppedGuestStandsWithItsClockUntilItIsResumed() {
        FakeProcessor processor = new FakeProcessor(FakeProcessor.NOP);
        processor.repeat = true;
        machine.insert("cpu", processor, Map.of());
        machine.fabric.powerOn();
        machine.fabric.stop();
        long instructions = machine.fabric.status().instructions;
        long nanos = machine.fabric.status().nanos;

        machine.settle();
        assertThat(machine.fabric.status().state).isEqualTo("STOPPED");
        assertThat(machine.fabric.status().instructions).isEqualTo(instructions).isEqualTo(processor.retired());
        assertThat(machine.fabric.status().nanos).isEqualTo(nanos).isEqualTo(10 * instructions);

        machine.fabric.resume();
        assertThat(machine.fabric.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aStepExecutesExactlySoManyInstructions() {
        FakeProcessor processor = new FakeProcessor(FakeProcessor.NOP);
        processor.repeat = true;
        machine.insert("cpu", processor, Map.of());
        assertThatThrownBy(() -> machine.fabric.step(1)).isInstanceOf(IllegalStateException.class)
                .hasMessage("the machine is OFF, not STOPPED");
        machine.fabric.powerOn();
        machine.fabric.stop();
        long before = processor.retired();

        machine.fabric.step(1);
        assertThat(processor.retired()).isEqualTo(before + 1);
        machine.fabric.step(1234);
        assertThat(processor.retired()).as("many slices").isEqualTo(before + 1235);
        assertThat(machine.fabric.status().instructions).isEqualTo(before + 1235);
        machine.fabric.step(0);
        assertThat(machine.fabric.state()).isEqualTo(State.STOPPED);
        assertThatThrownBy(() -> machine.on(() -> {
            machine.fabric.step(1);
            return 0;
        })).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStepOfAGuestThatWaitsForNothingEnds() {
        FakeProcessor processor = new FakeProcessor(FakeProcessor.HLT);
        machine.insert("cpu", processor, Map.of());
        machine.fabric.powerOn();
        machine.fabric.stop();

        machine.fabric.step(1000);

        assertThat(machine.fabric.state()).isEqualTo(State.STOPPED);
    }

    /** Stops before the instruction at the first stop point. */
    private static final class StoppingProcessor extends FakeProcessor {
        private List<StopPoint> points = List.of();

        StoppingProcessor() {
            super(NOP, NOP, NOP);
            repeat = true;
        }

        @Override
        public void stopAt(List<StopPoint> wanted) {
            points = wanted;
        }

        @Override
        public Exit run(long instructions) {
            for (long left = instructions; left > 0; left--) {
                super.run(1);
                if (met().isPresent()) {
                    return Exit.STOPPED;
                }
            }
            return Exit.LIMIT;
        }

        @Override
        public Optional<StopPoint> met() {
            return points.stream().filter(point -> point.linear() == instruction()).findFirst();
        }
    }

    @Test
    void aStopPointStopsTheGuestAndEndsAStep() {
        StopPoint point = new StopPoint(StopPoint.Kind.EXECUTE, 0x1002, 1);
        machine.fabric.stopAt(List.of(point));
        StoppingProcessor processor = new StoppingProcessor();
        machine.insert("cpu", processor, Map.of());
        machine.fabric.powerOn();
        machine.fabric.stop();
        machine.fabric.step(1000);
        assertThat(processor.retired()).as("a processor that comes later knows it").isLessThan(1000);
        assertThat(machine.fabric.stoppedAt()).contains(point);
        assertThat(machine.fabric.state()).isEqualTo(State.STOPPED);

        machine.fabric.stopAt(List.of());
        machine.fabric.resume();
        assertThat(machine.fabric.stoppedAt()).as("it runs").isEmpty();
        machine.fabric.stop();
        assertThat(machine.fabric.stoppedAt()).as("somebody else has stopped it").isEmpty();
    }

    @Test
    void aProcessorThatCannotStopOrBeSetSaysSo() {
        machine.insert("cpu", new FakeProcessor(), Map.of());
        assertThatThrownBy(() -> machine.fabric.stopAt(List.of(new StopPoint(StopPoint.Kind.WRITE, 0, 1))))
                .isInstanceOf(MachineCallException.class).hasMessageContaining("cannot stop at an address");
        assertThatThrownBy(() -> machine.fabric.setRegister("EAX", 1)).isInstanceOf(MachineCallException.class)
                .hasMessageContaining("registers");
    }

    @Test
    void aTimerExpiresAtTheExactInstructionOfItsDeadline() {
        FakeCard card = new FakeCard();
        FakeProcessor processor = nopsWith(1000, powerOff(0));
        card.onPlug = wires -> {
            for (long deadline : new long[] {10, 15, 1230, 5000}) {
                wires.timer("t", due -> log.add(due + " at " + processor.retired() + ", " + wires.clock().nanos()))
                        .arm(deadline);
            }
        };
        machine.insert("card", card, Map.of());

        runToPowerOff(processor);

        assertThat(log).containsExactly("10 at 1, 10", "15 at 2, 20", "1230 at 123, 1230", "5000 at 500, 5000");
    }

    @Test
    void aDeadlineThatIsArmedWithinASliceEndsIt() {
        FakeCard card = new FakeCard();
        FakeProcessor processor = nopsWith(7, cpu -> {
            Timer timer = card.wires.timer("t", due -> log.add(due + " at " + cpu.retired()));
            timer.arm(card.wires.clock().nanos() + 30);
            Timer past = card.wires.timer("past", due -> log.add("past at " + cpu.retired()));
            past.arm(0);
        });
        for (int i = 0; i < 50; i++) {
            processor.program.add(FakeProcessor.NOP);
        }
        processor.program.add(powerOff(0));
        machine.insert("card", card, Map.of());

        runToPowerOff(processor);

        assertThat(log).as("the 8th instruction arms at 70 ns; a deadline in the past comes at the next boundary")
                .containsExactly("past at 8", "100 at 10");
    }

    @Test
    void aTimerThatIsAlwaysDueLetsTheGuestGetOn() {
        FakeCard card = new FakeCard();
        card.onPlug = wires -> {
            Timer[] timer = new Timer[1];
            timer[0] = wires.timer("mad", deadline -> timer[0].arm(deadline));
            timer[0].arm(0);
        };
        machine.insert("card", card, Map.of());

        assertThat(runToPowerOff(nopsWith(500, powerOff(5)))).isEqualTo(5);
    }

    @Test
    void hltSkipsToTheNextDeadlineIfTimeFollowsTheInstructions() {
        FakeCard card = new FakeCard();
        FakeProcessor processor = new FakeProcessor(FakeProcessor.NOP, FakeProcessor.HLT, powerOff(0));
        card.onPlug = wires -> {
            wires.timer("noise", due -> log.add("noise " + wires.clock().nanos())).arm(1_000_000_000_000L);
            wires.timer("irq", due -> {
                log.add("irq " + wires.clock().nanos() + " after " + processor.retired());
                wires.line("irq").pulse();
            }).arm(3_600_000_000_000L);
        };
        machine.insert("cpu", processor, Map.of("bus.senses", "intr=irq0"));
        machine.insert("pit", card, Map.of("bus.drives", "irq=irq0"));
        CompletableFuture<Integer> off = machine.fabric.poweredOff().toCompletableFuture();

        machine.fabric.powerOn();
        off.join();

        assertThat(log).containsExactly("noise 1000000000000", "irq 3600000000000 after 2");
        assertThat(machine.fabric.status().nanos).isEqualTo(3_600_000_000_010L);
    }

    @Test
    void hltWaitsForTheDeadlineIfTimeFollowsTheHost() {
        use(TimeSource.HOST, OnShutdown.RESET);
        FakeCard card = new FakeCard();
        FakeProcessor processor = new FakeProcessor(FakeProcessor.HLT, powerOff(0));
        machine.insert("cpu", processor, Map.of("bus.senses", "intr=irq0"));
        card.onPlug = wires -> wires.timer("irq", due -> {
            log.add("clock past the deadline: " + (wires.clock().nanos() >= due));
            wires.line("irq").set(true);
        }).arm(2_000_000);
        machine.insert("pit", card, Map.of("bus.drives", "irq=irq0"));
        CompletableFuture<Integer> off = machine.fabric.poweredOff().toCompletableFuture();

        machine.fabric.powerOn();
        off.join();

        assertThat(log).containsExactly("clock past the deadline: true");
    }

    @Test
    void aGuestInHltIsWokenByPostedWork() {
        for (TimeSource time : TimeSource.values()) {
            use(time, OnShutdown.RESET);
            FakeCard card = new FakeCard();
            machine.insert("cpu", new FakeProcessor(FakeProcessor.HLT, powerOff(4)), Map.of("bus.senses", "intr=irq1"));
            machine.insert("kbd", card, Map.of("bus.drives", "irq=irq1"));
            CompletableFuture<Integer> off = machine.fabric.poweredOff().toCompletableFuture();
            machine.fabric.powerOn();
            machine.settle();

            card.wires.post(() -> card.wires.line("irq").set(true));

            assertThat(off.join()).isEqualTo(4);
        }
    }

    @Test
    void withoutAProcessorHostTimeGoesOnAndTimersExpire() {
        use(TimeSource.HOST, OnShutdown.RESET);
        FakeCard card = new FakeCard();
        card.onPlug = wires -> wires.timer("t", due -> wires.requestPowerOff(6)).arm(1_000_000);
        machine.insert("card", card, Map.of());
        CompletableFuture<Integer> off = machine.fabric.poweredOff().toCompletableFuture();

        machine.fabric.powerOn();

        assertThat(off.join()).isEqualTo(6);
    }

    @Test
    void aResetThatACardAsksForTakesPlaceAfterTheInstruction() {
        FakeCard card = new FakeCard();
        boolean[] done = new boolean[1];
        FakeProcessor processor = new FakeProcessor(cpu -> {
            if (done[0]) {
                cpu.socket.requestPowerOff(0);
                return;
            }
            done[0] = true;
            card.wires.requestReset(Reset.INIT);
            card.wires.requestReset(Reset.HARD);
            card.wires.requestReset(Reset.INIT);
            log.add("still within the instruction: " + card.heard);
        }, cpu -> log.add("must not be executed"));
        machine.insert("card", card, Map.of());

        runToPowerOff(processor);

        assertThat(log).containsExactly("still within the instruction: [plug, reset POWER_ON]");
        assertThat(card.heard).as("of several resets the strongest").containsExactly("plug", "reset POWER_ON",
                "reset HARD");
        assertThat(processor.heard).containsSubsequence("reset POWER_ON", "reset HARD").doesNotContain("reset INIT");
    }

    @Test
    void powerGoesOffAfterTheInstructionWithTheStatusGiven() {
        FakeProcessor processor = new FakeProcessor(powerOff(3), cpu -> log.add("must not be executed"));
        CompletableFuture<String> thread = machine.fabric.poweredOff()
                .thenApply(status -> status + " on " + Thread.currentThread().getName()).toCompletableFuture();

        assertThat(runToPowerOff(processor)).isEqualTo(3);

        assertThat(thread.join()).isEqualTo("3 on backplane-main");
        machine.settle();
        assertThat(machine.fabric.state()).isEqualTo(State.OFF);
        assertThat(log).isEmpty();
        assertThat(machine.fabric.poweredOff().toCompletableFuture()).as("the next time").isNotDone();
    }

    @Test
    void aShutdownIsReportedAndResetsTheMachine() {
        FakeCard card = new FakeCard();
        boolean[] faulted = new boolean[1];
        FakeProcessor processor = new FakeProcessor(cpu -> {
            if (faulted[0]) {
                cpu.socket.requestPowerOff(0);
            }
            faulted[0] = true;
        }, FakeProcessor.TRIPLE_FAULT);
        machine.insert("card", card, Map.of());

        runToPowerOff(processor);

        assertThat(card.heard).containsExactly("plug", "reset POWER_ON", "reset HARD");
        assertThat(machine.events()).containsExactly("cpu fabric the processor has shut down (triple fault)");
        assertThat(machine.fabric.events().get(0).instruction).isEqualTo(0x1002);
    }

    @Test
    void aShutdownMayStopTheMachineOrSwitchItOff() {
        use(TimeSource.INSTRUCTIONS, OnShutdown.POWEROFF);
        assertThat(runToPowerOff(new FakeProcessor(FakeProcessor.TRIPLE_FAULT))).isEqualTo(1);

        use(TimeSource.INSTRUCTIONS, OnShutdown.STOP);
        machine.insert("cpu", new FakeProcessor(FakeProcessor.TRIPLE_FAULT), Map.of());
        machine.fabric.powerOn();
        while (machine.fabric.state() == State.RUNNING) {
            machine.settle();
        }
        assertThat(machine.fabric.state()).isEqualTo(State.STOPPED);
        machine.fabric.step(1);
        assertThat(machine.fabric.events().get(0).count).as("it has nothing to execute").isGreaterThanOrEqualTo(2);
    }

    @Test
    void anotherProcessorGoesOnCountingInstructions() {
        FakeProcessor first = new FakeProcessor(FakeProcessor.NOP);
        first.repeat = true;
        Registration registration = machine.insert("cpu0", first, Map.of());
        machine.fabric.powerOn();
        machine.fabric.stop();
        machine.fabric.step(70);
        long before = machine.fabric.status().instructions;
        registration.remove();
        FakeProcessor second = new FakeProcessor(FakeProcessor.NOP);
        second.repeat = true;
        machine.insert("cpu1", second, Map.of());

        machine.fabric.step(30);

        assertThat(second.retired()).isEqualTo(30);
        assertThat(machine.fabric.status().instructions).isEqualTo(before + 30);
        assertThat(machine.fabric.status().nanos).as("time never runs backwards").isEqualTo(10 * (before + 30));
    }

    @Test
    void twoRunsWithTheSameInputsAreTheSame() {
        List<String> first = randomRun();
        log.clear();
        use(TimeSource.INSTRUCTIONS, OnShutdown.RESET);
        List<String> second = randomRun();

        assertThat(first).hasSizeGreaterThan(500).isEqualTo(second);
    }

    private List<String> randomRun() {
        Random random = new Random(42);
        FakeCard card = new FakeCard();
        List<Timer> timers = new ArrayList<>();
        card.onPlug = wires -> {
            for (int i = 0; i < 20; i++) {
                int number = i;
                timers.add(wires.timer("t" + i, due -> {
                    log.add("t" + number + " " + due + " " + wires.clock().nanos());
                    timers.get(random.nextInt(20)).arm(due + random.nextInt(500));
                    wires.line("irq").pulse();
                }));
            }
        };
        machine.insert("card", card, Map.of("bus.drives", "irq=irq0"));
        FakeProcessor processor = new FakeProcessor();
        for (int i = 0; i < 3000; i++) {
            int number = i;
            processor.program.add(i % 50 == 49 ? FakeProcessor.HLT : cpu -> {
                timers.get(random.nextInt(20)).arm(card.wires.clock().nanos() + random.nextInt(300) - 20);
                log.add("i" + number + " " + card.wires.clock().nanos());
            });
        }
        processor.program.add(powerOff(0));
        machine.insert("cpu", processor, Map.of("bus.senses", "intr=irq0"));
        CompletableFuture<Integer> off = machine.fabric.poweredOff().toCompletableFuture();
        machine.fabric.powerOn();
        off.join();
        return List.copyOf(log);
    }

    @Test
    void closingUnplugsEverythingAndCompletesWhatWaits() {
        FakeCard card = new FakeCard();
        machine.insert("card", card, Map.of("bus.port", "0x10+1"));
        machine.insert("cpu", new FakeProcessor(), Map.of());
        machine.fabric.powerOn();
        CompletableFuture<Integer> off = machine.fabric.poweredOff().toCompletableFuture();

        machine.close();

        assertThat(card.heard).endsWith("unplug");
        assertThat(off).isCompletedWithValue(0);
        assertThatThrownBy(() -> machine.fabric.poweredOff().toCompletableFuture().join())
                .isInstanceOfAny(CompletionException.class, CancellationException.class);
        assertThat(machine.fabric.state()).isEqualTo(State.OFF);
    }
}
