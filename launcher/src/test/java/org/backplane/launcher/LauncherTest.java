package org.backplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What of a command line is refused before anything starts. */
class LauncherTest {
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Launcher.run(arguments, new PrintWriter(new StringWriter(), true), new PrintWriter(err, true));
    }

    @Test
    void anOptionThatStandsBeforeTheGuestIsNotForgottenInSilence() {
        assertThat(run("--memory", "256M", "guest", "linux")).isEqualTo(2);
        assertThat(err).hasToString(lines("backplane: --memory stands before guest; write it behind the guest's name"));
    }

    @Test
    void anUnknownGuestIsNamed() {
        assertThat(run("guest", "plan9")).isEqualTo(2);
        assertThat(err).hasToString(lines("backplane: guest: there is no guest 'plan9'; there is linux"));
    }

    @Test
    void anUnknownOptionGivesOneLine() {
        assertThat(run("--nonsense")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).allMatch(line -> line.startsWith("backplane: Unknown option"));
    }

    private static String lines(String line) {
        return line + System.lineSeparator();
    }
}
