package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script keeps the classes of a run for the runs after it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class QuickStartIT {
    private static final int TIME_IS_UP = 124;
    private static final String STOPPED = "backplane: stopped after 1 s (--timeout)\n";
    /** Of a library beside the framework, of a bundle of others, and of ours: each has a class loader of its own. */
    private static final List<String> KEPT = List.of("org.apache.felix.framework.Felix", "org.apache.felix.scr.impl.Activator",
            "org.backplane.cpu.internal.interp.Interpreter", "org.backplane.device.rtc.internal.RtcComponent");

    @TempDir
    Path folder;
    private Path script;
    private Path jar;

    @BeforeEach
    void install() throws IOException {
        script = Files.copy(Path.of("..", "backplane"), folder.resolve("backplane"));
        assumeTrue(script.toFile().setExecutable(true), "a file cannot be made executable here");
        jar = Files.createDirectories(folder.resolve("launcher").resolve("target")).resolve("backplane.jar");
        Files.copy(Distribution.JAR, jar);
    }

    @Test
    void theSecondRunHasItsClassesFromTheFirst() throws Exception {
        assumeTrue(sharesClasses(), "this Java comes without an archive of its own, to which ours would be added");
        assertThat(run("")).isEqualTo(STOPPED);
        assertThat(archives()).hasSize(1);
        Path log = folder.resolve("classes.log");
        assertThat(run("-Xlog:class+load:file=" + log)).isEqualTo(STOPPED);
        List<String> shared = Files.readAllLines(log).stream().filter(line -> line.endsWith("source: shared objects file (top)")).toList();
        for (String name : KEPT) {
            assertThat(shared).as(name).anyMatch(line -> line.contains(" " + name + " "));
        }
    }

    @Test
    void anArchiveOfAnotherJarIsReplacedAndOneThatIsNoneIsIgnored() throws Exception {
        run("");
        List<Path> first = archives();
        Files.setLastModifiedTime(jar, FileTime.fromMillis(System.currentTimeMillis() + 1));
        assertThat(run("")).isEqualTo(STOPPED);
        assertThat(archives()).as("the first one is gone, or written anew").hasSameSizeAs(first)
                .allMatch(archive -> archive.toFile().lastModified() >= jar.toFile().lastModified());
        for (Path archive : archives()) {
            byte[] nothing = new byte[(int) Files.size(archive)];
            Files.delete(archive);
            Files.write(archive, nothing);
        }
        assertThat(run("")).isEqualTo(STOPPED);
    }

    private String run(String java) throws Exception {
        try (Distribution started = Distribution.startByScript(script, java, "--machine", "pc", "--serial", "none", "--timeout", "1")) {
            assertThat(started.awaitEnd()).isEqualTo(TIME_IS_UP);
            assertThat(started.out()).isEmpty();
            return started.err();
        }
    }

    private List<Path> archives() throws IOException {
        List<Path> archives = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(jar.getParent(), "classes-*")) {
            found.forEach(archives::add);
        }
        return archives;
    }

    private static boolean sharesClasses() throws IOException, InterruptedException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:on", "-version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }
}
