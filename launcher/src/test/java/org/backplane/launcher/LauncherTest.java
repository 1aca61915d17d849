package org.backplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a command line is refused before anything starts. */
class LauncherTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

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

    @Test
    void aBootMenuNeedsFirmwareThatCanBeToldOfIt() {
        assertThat(run("--boot-menu")).isEqualTo(2);
        assertThat(err).hasToString(lines("backplane: --boot-menu: the machine 'monitor' has no firmware configuration interface "
                + "(org.backplane.device.fwcfg)"));
        err.getBuffer().setLength(0);
        assertThat(run("--machine", "pc", "--boot-menu", "--kernel", "vmlinuz")).isEqualTo(2);
        assertThat(err).hasToString(lines("backplane: --kernel starts without firmware; leave out --boot-menu"));
    }

    @Test
    void aMachineThatIsRestoredIsNotComposedAnew() throws IOException {
        Path file = Snapshots.write(folder.resolve("a.bpz"), "backplane-snapshot", 1, "");
        for (String option : new String[] {"--machine=pc", "--memory=1M", "--disk=x", "--apic", "--deterministic"}) {
            err.getBuffer().setLength(0);
            assertThat(run("--restore", file.toString(), option)).isEqualTo(2);
            assertThat(err).hasToString(lines("backplane: " + option.split("=")[0] + ": the machine is the one in " + file
                    + "; leave it out with --restore"));
        }
    }

    @Test
    void whatIsNoSnapshotIsRefused() throws IOException {
        Path file = folder.resolve("a.bpz");
        assertThat(restored(file)).contains("there is no file");
        assertThat(restored(Files.writeString(file, "PK"))).contains("is no snapshot, or damaged");
        assertThat(restored(Snapshots.write(file, "other", 1, ""))).contains("its manifest does not say backplane-snapshot");
        assertThat(restored(Snapshots.write(file, "backplane-snapshot", 2, "")))
                .contains("has the newer format 2, this Backplane reads 1");
    }

    private String restored(Path file) {
        err.getBuffer().setLength(0);
        assertThat(run("--restore", file.toString())).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        return err.toString();
    }

    @Test
    void bundlesAreHeldAgainstThoseOfTheSnapshot() throws IOException {
        SavedMachine saved = SavedMachine.read(Snapshots.write(folder.resolve("a.bpz"), "backplane-snapshot", 1, "org.card"));

        assertThat(saved.differences(Map.of("org.card", new BundleFile("org.card", "1.0.0", "abc")))).isEmpty();
        assertThat(saved.differences(Map.of("org.card", new BundleFile("org.card", "1.1.0", "abc"))))
                .containsExactly("org.card was 1.0.0 when the snapshot was taken, it is 1.1.0 now");
        assertThat(saved.differences(Map.of("org.card", new BundleFile("org.card", "1.0.0", "def"))))
                .containsExactly("org.card 1.0.0 has other contents than when the snapshot was taken");
        assertThatThrownBy(() -> saved.differences(Map.of())).isInstanceOf(UsageException.class)
                .hasMessageContaining("needs the bundle org.card 1.0.0");
    }

    private static String lines(String line) {
        return line + System.lineSeparator();
    }
}
