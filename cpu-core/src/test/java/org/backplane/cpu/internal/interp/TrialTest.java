package org.backplane.cpu.internal.interp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.backplane.cpu.internal.interp.Trial.Turn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rival is tried now and then, and whether HotSpot interprets it is noticed. */
class TrialTest {
    private static final int INSTRUCTIONS = 2000;
    private static final int ROUND = 65;

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
    void theRivalHasAQuarterOfTheTurns() {
        int rival = 0;
        for (int i = 0; i < 6500; i++) {
            rival += trial.next() == Turn.RIVAL ? 1 : 0;
        }
        assertThat(rival).isBetween(1500, 1800);
    }

    @Test
    void aRivalWithItsProfileWaitsForC2() {
        for (int i = 0; i < 60; i++) {
            tried(1000);
        }
        assertThat(IntStream.range(0, 10_000).filter(i -> trial.next() == Turn.NONE).count()).isBetween(8500L, 9000L);
        assertThat(IntStream.range(0, 10_000).filter(i -> trial.next() == Turn.RIVAL).count()).isBetween(250L, 450L);
    }

    /** Rounds in which a turn takes so many nanoseconds an instruction, with the end of the last one. */
    private void rounds(int count, double chosen, double rival) {
        for (int i = 0; i < count * ROUND + 1; i++) {
            Turn turn = trial.next();
            if (turn == Turn.MEASURED) {
                trial.measured(INSTRUCTIONS, (long) (chosen * INSTRUCTIONS));
            } else if (turn == Turn.RIVAL) {
                trial.tried(INSTRUCTIONS, (long) (rival * INSTRUCTIONS), quick);
            }
        }
    }

    @Test
    void aRivalThatIsFasterSeveralTimesInARowHasWon() {
        rounds(5, 0.5, 0.4);
        assertThat(trial.isWon()).as("may be an accident").isFalse();
        rounds(3, 0.4, 0.5);
        rounds(5, 0.5, 0.4);
        assertThat(trial.isWon()).as("was slower meanwhile").isFalse();
        rounds(2, 0.5, 0.4);
        assertThat(trial.isWon()).isTrue();
    }

    @Test
    void aRivalThatIsSlowerHasNotWon() {
        rounds(30, 0.4, 0.5);
        assertThat(trial.isWon()).isFalse();
    }

    @Test
    void aRivalIsNotFasterBecauseHotSpotCompilesTheOtherCodeAgain() {
        rounds(5, 0.3, 1.2);
        rounds(20, 6, 1.2);
        assertThat(trial.isWon()).as("C1 has compiled it").isFalse();
        rounds(7, 6, 0.3);
        assertThat(trial.isWon()).as("and now C2").isTrue();
    }

    @Test
    void codeThatIsFarSlowerSeveralTimesInARowSeemsInterpreted() {
        tried(50);
        tried(50);
        assertThat(trial.seemsInterpreted()).as("may be the host's fault").isFalse();
        tried(50);
        assertThat(trial.seemsInterpreted()).isTrue();
        trial.warms();
        assertThat(trial.seemsInterpreted()).as("until it is seen again").isFalse();
    }

    @Test
    void codeThatOnlyRunsForTheFirstTimeStaysOnTrialHoweverOftenThatIs() {
        for (int i = 0; i < 20; i++) {
            tried(50);
            tried(50);
            tried(50);
            assertThat(trial.seemsInterpreted()).isTrue();
            trial.goesOn();
            assertThat(trial.seemsInterpreted()).isFalse();
        }
        assertThat(trial.isOver()).isFalse();
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
        assertThat(trial.seemsInterpreted()).isFalse();
    }

    @Test
    void itIsOverWhenTheRivalHasHadItsTime() {
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
    void accessesAreJudgedOnceTheRivalHasRunForAWhile() {
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
