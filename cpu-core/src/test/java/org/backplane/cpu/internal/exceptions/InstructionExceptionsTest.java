package org.backplane.cpu.internal.exceptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.backplane.cpu.internal.Engine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exceptions that the manual pages of SDM 2 list, instruction by instruction: {@code exceptions.txt}. */
class InstructionExceptionsTest {
    static Stream<ExceptionCase> cases() throws IOException {
        try (InputStream in = InstructionExceptionsTest.class.getResourceAsStream("exceptions.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<ExceptionCase> cases = lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(ExceptionCase::parse).toList();
            return cases.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anInstructionEndsAsItsManualPageSays(ExceptionCase what) {
        for (Engine engine : Engine.values()) {
            ExceptionMachine machine = new ExceptionMachine(engine, what);
            assertThat(machine.outcome()).as("%s", engine).isEqualTo(what.expected());
            if (what.expected().startsWith("#")) {
                assertThat(machine.canBeRestarted()).as("%s: registers and flags are those before", engine).isTrue();
            }
        }
    }
}
