package org.backplane.bus.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.core.internal.run.MachineSettings.OnShutdown;
import org.backplane.bus.core.internal.run.MachineSettings.TimeSource;
import org.junit.jupiter.api.Test;

class SliceLengthTest {
    private static final long LEAST = 5000;
    private static final long FAR = Long.MAX_VALUE;

    private static SliceLength length(TimeSource time, long least) {
        return new SliceLength(new MachineSettings("main", time, 10, least, 1 << 20, OnShutdown.RESET));
    }

    /** Slices at so many instructions a microsecond, after which their length has settled. */
    private static void run(SliceLength length, long perMicrosecond, int slices) {
        for (int i = 0; i < slices; i++) {
            length.took(length.instructions(FAR), length.instructions(FAR) * 1000 / perMicrosecond);
        }
    }

    @Test
    void aSliceOfAFastProcessorTakesTensOfMicroseconds() {
        SliceLength length = length(TimeSource.HOST, LEAST);
        run(length, 2000, 20);
        assertThat(length.instructions(FAR) / 2000).isBetween(40L, 160L);
    }

    @Test
    void aSlowProcessorKeepsTheConfiguredLength() {
        SliceLength length = length(TimeSource.HOST, LEAST);
        run(length, 100, 20);
        assertThat(length.instructions(FAR)).isEqualTo(LEAST);
    }

    @Test
    void aProcessorThatBecomesSlowGetsShortSlicesAgain() {
        SliceLength length = length(TimeSource.HOST, LEAST);
        run(length, 4000, 20);
        run(length, 50, 20);
        assertThat(length.instructions(FAR)).isEqualTo(LEAST);
    }

    @Test
    void thereIsALimitForAProcessorThatTakesNoTime() {
        SliceLength length = length(TimeSource.HOST, LEAST);
        run(length, 1_000_000, 100);
        assertThat(length.instructions(FAR)).isBetween(LEAST, 160_000L);
    }

    @Test
    void aSliceInWhichATimerComesDueEndsAboutThen() {
        SliceLength length = length(TimeSource.HOST, LEAST);
        run(length, 2000, 20);
        assertThat(length.instructions(10_000)).isEqualTo(20_000);
        assertThat(length.instructions(100)).as("as long as is configured").isEqualTo(LEAST);
        assertThat(length.instructions(150_000)).isEqualTo(length.instructions(FAR));
    }

    @Test
    void aTimerDoesNotShortenSlicesWhereTimeFollowsTheInstructions() {
        SliceLength length = length(TimeSource.INSTRUCTIONS, LEAST);
        run(length, 2000, 20);
        assertThat(length.instructions(10)).isEqualTo(LEAST);
    }

    @Test
    void slicesThatEndEarlyDoNotMakeItLonger() {
        SliceLength length = length(TimeSource.HOST, LEAST);
        for (int i = 0; i < 100; i++) {
            length.took(1, 1);
        }
        assertThat(length.instructions(FAR)).isEqualTo(LEAST);
    }

    @Test
    void longSlicesStayAsLongAsTheyAreConfigured() {
        SliceLength length = length(TimeSource.HOST, Long.MAX_VALUE);
        run(length, 1000, 1);
        length.took(1_000_000, 1_000_000);
        assertThat(length.instructions(FAR)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void allSlicesAreEqualWhereTimeFollowsTheInstructions() {
        SliceLength length = length(TimeSource.INSTRUCTIONS, LEAST);
        run(length, 2000, 20);
        assertThat(length.instructions(FAR)).isEqualTo(LEAST);
    }
}
