package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example device comes into a PC that runs, does in it what its README shows, and goes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EduDeviceIT {
    private static final Path JAR = Path.of("target", "bundles", "device-edu.jar");
    private static final Path README = Path.of("..", "device-edu", "README.md");
    private static final String ID = "1234:11e8";

    @TempDir
    Path plugins;

    @Test
    void theReadmeShowsWhatHappens() throws Exception {
        List<Transcript> sessions = Transcript.of(README);
        assertThat(sessions).as("the README shows what it does, and that it has gone").hasSize(2);
        int port = Distribution.freePort();
        try (Distribution started = Distribution.start("--machine", "pc", "--serial", "none", "--plugins", plugins.toString(),
                "--shell", "tcp:" + port); ShellPeer shell = ShellPeer.connect(port)) {
            assertThat(shell.type("pci")).contains("8086:1237").doesNotContain(ID);

            Path jar = plugins.resolve("device-edu.jar");
            Path part = Files.copy(JAR, plugins.resolve("device-edu.jar.part"));
            Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
            sessions.get(0).replay(shell);
            assertThat(shell.type("pci")).contains(ID);

            Files.delete(jar);
            awaitGone(shell);
            sessions.get(1).replay(shell);
            assertThat(started.err()).as("nothing went wrong").isEmpty();
        }
    }

    private static void awaitGone(ShellPeer shell) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (shell.type("pci").contains(ID)) {
            assertThat(System.nanoTime()).as("the function goes").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
