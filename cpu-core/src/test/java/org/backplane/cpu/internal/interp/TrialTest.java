package org.backplane.cpu.internal.interp;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.cpu.internal.interp.Trial.Turn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The best code is tried now and then, and whether HotSpot interprets it is noticed. */
class TrialTest {
    private static final int INSTRUCTIONS = 2000;

    private final Trial trial = new Trial();
    private final Pace quick = new Pace();

    @BeforeEach
    void theQuickCodeTakesANanosecondAnInstruction() {
        for (int i = 0; i < 4; i++) {
            quick.measured(INSTRUCTIONS, INSTRUCTIONS);
        }
        assertThat(quick.isKnown()).isTrue();
    }

    private void tried(int nanosEach) {
        trial.tried(INSTRUCTIONS, (long) nanosEach * INSTRUCTIONS, quick);
    }

    @Test
    void theBestCodeHasAQuarterOfTheTurns() {
        int best = 0;
        for (int i = 0; i < 6500; i++) {
            best += trial.next() == Turn.BEST ? 1 : 0;
        }
        assertThat(best).isBetween(1500, 1800);
    }

    @Test
    void codeThatIsFarSlowerSeveralTimesInARowIsInterpreted() {
        tried(50);
        tried(50);
        assertThat(trial.isInterpreted()).as("may be the host's fault").isFalse();
        tried(50);
        assertThat(trial.isInterpreted()).isTrue();
        trial.warms();
        assertThat(trial.isInterpreted()).as("until it is seen again").isFalse();
    }

    @Test
    void codeWithAProfileIsNotTakenForInterpreted() {
        for (int i = 0; i < 10; i++) {
            tried(4);
        }
        tried(50);
        tried(50);
        tried(4);
        tried(50);
        assertThat(trial.isInterpreted()).isFalse();
    }

    @Test
    void itIsOverWhenTheBestCodeHasHadItsTime() {
        for (int i = 0; i < 140; i++) {
            tried(1000);
        }
        assertThat(trial.isOver()).isFalse();
        for (int i = 0; i < 20; i++) {
            tried(1000);
        }
        assertThat(trial.isOver()).isTrue();
    }

    @Test
    void accessesAreJudgedOnceTheBestCodeHasRunForAWhile() {
        tried(4);
        assertThat(trial.judges()).isFalse();
        for (int i = 0; i < 100; i++) {
            tried(4);
        }
        assertThat(trial.executed()).isEqualTo(101 * INSTRUCTIONS);
        assertThat(trial.judges()).isTrue();
        assertThat(trial.judges()).isFalse();
    }

    @Test
    void theNextTrialOfTheCodeDoesNotJudgeByWhatHasBeenCountedSince() {
        Trial next = trial.again();
        for (int i = 0; i < 200; i++) {
            next.tried(INSTRUCTIONS, INSTRUCTIONS, quick);
        }
        assertThat(next.judges()).isFalse();
    }

    @Test
    void itIsOverIfHotSpotDoesNotCompile() {
        for (int i = 0; i < 8; i++) {
            trial.warms();
        }
        assertThat(trial.isOver()).isFalse();
        trial.warms();
        assertThat(trial.isOver()).isTrue();
    }
}
