package org.backplane.device.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.backplane.device.tck.internal.ComponentBundle;
import org.backplane.device.tck.internal.Subject;
import org.backplane.device.tck.internal.check.Check;
import org.backplane.device.tck.internal.check.Kit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each check finds a device that is wrong in its respect, and no other check takes offence at it. */
class MutationTest {
    private static final Map<String, Object> PROPERTIES = ComponentBundle.of(SampleDevice.class).properties();

    static Report report(Mutation mutation) {
        return Kit.run(Subject.of("sample", wires -> SampleDevice.specimen(mutation), PROPERTIES));
    }

    @AfterEach
    void forget() {
        Crimes.forget();
    }

    @Test
    void theDeviceInOrderPassesEverything() {
        Report report = report(Mutation.NONE);

        assertThat(report.checks(Verdict.PASSED)).as(report.text())
                .containsExactlyElementsOf(Kit.checks().stream().map(Check::name).toList());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMutationIsFoundByItsCheckAndByNoOther(Mutation mutation) {
        Report report = report(mutation);

        assertThat(report.checks(Verdict.FAILED)).as(report.text()).containsExactly(mutation.check());
    }

    @Test
    void everyCheckHasAMutation() {
        assertThat(Arrays.stream(Mutation.values()).map(Mutation::check).filter(check -> !check.isEmpty())
                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Kit.checks().stream().map(Check::name).toList());
    }
}
