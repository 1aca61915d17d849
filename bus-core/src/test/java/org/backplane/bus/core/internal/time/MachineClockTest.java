package org.backplane.bus.core.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineClockTest {
    private long instructions;
    private final InstructionClock counted = new InstructionClock(7, () -> instructions);

    @Test
    void timeIsTheCountOfInstructionsTimesWhatOneTakes() {
        instructions = 1000;

        assertThat(counted.nanos()).isEqualTo(7000);
    }

    @Test
    void aDeadlineIsReachedWithTheFirstInstructionThatEndsNotBeforeIt() {
        instructions = 10;

        assertThat(counted.instructionsUntil(70)).as("it has come").isEqualTo(1);
        assertThat(counted.instructionsUntil(71)).isEqualTo(1);
        assertThat(counted.instructionsUntil(77)).isEqualTo(1);
        assertThat(counted.instructionsUntil(78)).isEqualTo(2);
        assertThat(counted.instructionsUntil(Long.MIN_VALUE)).isEqualTo(1);
        assertThat(counted.instructionsUntil(MachineClock.NEVER)).isGreaterThan(1L << 59);
    }

    @Test
    void theWaitInHltIsSkippedAndNotRunBackwards() {
        instructions = 10;

        assertThat(counted.idle(1000)).as("no host time passes").isZero();
        assertThat(counted.nanos()).isEqualTo(1000);
        instructions = 11;
        assertThat(counted.nanos()).isEqualTo(1007);
        counted.idle(500);
        assertThat(counted.nanos()).isEqualTo(1007);
        assertThat(counted.idle(MachineClock.NEVER)).isEqualTo(MachineClock.NEVER);
    }

    @Test
    void withoutAProcessorCountedTimeStands() {
        assertThat(counted.vacant(1000)).isEqualTo(MachineClock.NEVER);
        assertThat(counted.nanos()).isZero();
    }

    @Test
    void hostTimeStandsUntilItIsStartedAndAfterItIsStopped() {
        HostClock clock = new HostClock();
        assertThat(clock.nanos()).isZero();

        clock.start();
        long running = clock.nanos();
        while (clock.nanos() == running) {
            Thread.onSpinWait();
        }
        clock.stop();
        long stopped = clock.nanos();

        assertThat(stopped).isGreaterThan(running);
        assertThat(clock.nanos()).isEqualTo(stopped);
        clock.start();
        assertThat(clock.nanos()).as("it goes on where it stood").isGreaterThanOrEqualTo(stopped);
    }

    @Test
    void hostTimeIsWaitedFor() {
        HostClock clock = new HostClock();

        assertThat(clock.idle(1000)).isEqualTo(1000);
        assertThat(clock.idle(Long.MIN_VALUE)).isZero();
        assertThat(clock.idle(MachineClock.NEVER)).isEqualTo(MachineClock.NEVER);
        assertThat(clock.vacant(1000)).isEqualTo(1000);
        assertThat(clock.instructionsUntil(1)).as("a slice of any length").isEqualTo(Long.MAX_VALUE);
        assertThat(clock.instructionsUntil(0)).as("it has come").isEqualTo(1);
    }
}
