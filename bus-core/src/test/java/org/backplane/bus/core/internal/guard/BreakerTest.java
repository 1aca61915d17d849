package org.backplane.bus.core.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.machine.QuarantineDTO;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final long LATER = 100_000_000_000L;

    private final Breaker breaker = new Breaker();

    private int toleratedAt(long nanos) {
        int tolerated = 0;
        while (breaker.tolerates(nanos)) {
            tolerated++;
        }
        return tolerated;
    }

    private String state(long nanos) {
        return breaker.describe(nanos).state;
    }

    private void open() {
        QuarantineDTO report = new QuarantineDTO();
        report.state = Reports.AS_THE_BREAKER;
        breaker.open();
        breaker.report(report);
    }

    @Test
    void closedItToleratesAFewWithinASecondAndThenAsManyAgain() {
        assertThat(toleratedAt(0)).isEqualTo(Breaker.TOLERATED);
        assertThat(breaker.tolerates(Breaker.TOLERANCE_NANOS - 1)).isFalse();
        assertThat(toleratedAt(Breaker.TOLERANCE_NANOS)).isEqualTo(Breaker.TOLERATED);
    }

    @Test
    void halfOpenItToleratesNothingUntilTheDeviceHasProvedItself() {
        open();
        assertThat(state(LATER)).as("time alone does not close it").isEqualTo("open");
        breaker.release(LATER);

        assertThat(breaker.tolerates(LATER + 1)).isFalse();
        assertThat(state(LATER + Breaker.PROBATION_NANOS - 1)).isEqualTo("half-open");
        assertThat(state(LATER + Breaker.PROBATION_NANOS)).isEqualTo("closed");
        assertThat(toleratedAt(LATER + Breaker.PROBATION_NANOS)).isEqualTo(Breaker.TOLERATED);
    }

    @Test
    void onlyAnOpenOneCanBeReleased() {
        breaker.release(0);
        assertThat(breaker.tolerates(0)).as("it was closed and is").isTrue();
    }

    @Test
    void aDeviceThatCannotBePluggedInOpensItOnProbationOnly() {
        assertThat(breaker.openUnlessProved(0)).isFalse();
        open();
        breaker.release(0);
        assertThat(breaker.openUnlessProved(1)).isTrue();
        assertThat(breaker.describe(1).count).isEqualTo(2);
        breaker.release(1);
        assertThat(breaker.openUnlessProved(1 + Breaker.PROBATION_NANOS)).isFalse();
    }
}
