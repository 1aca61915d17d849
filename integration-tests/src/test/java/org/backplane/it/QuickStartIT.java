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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The script keeps the classes of a run for the runs after it, and from Java 25 on what HotSpot learned of them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class QuickStartIT {
    private static final int TIME_IS_UP = 124;
    private static final String STOPPED = "backplane: stopped after 1 s (--timeout)\n";
    private static final String PREPARING = "backplane: preparing faster starts, this takes seconds once\n";
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
        Files.copy(Path.of("..", "launcher", "jvm.options"), folder.resolve("launcher").resolve("jvm.options"));
        Files.copy(Distribution.JAR, jar);
    }

    @ParameterizedTest
    @EnumSource
    void runsHaveTheirClassesFromThoseBefore(HostJava host) throws Exception {
        assumeTrue(host.sharesClasses(), "this Java comes without an archive of its own, to which ours would be added");
        assertThat(run(host, "")).isEqualTo(STOPPED);
        assertThat(kept()).hasSize(1);
        if (kept().get(0).toString().endsWith(".aotconf")) {
            assertThat(run(host, "")).isEqualTo(PREPARING + STOPPED);
            assertThat(kept()).hasSize(1).allMatch(archive -> archive.toString().endsWith(".aot"));
        }
        Path log = folder.resolve("classes.log");
        assertThat(run(host, "-Xlog:class+load:file=" + log)).isEqualTo(STOPPED);
        List<String> shared = Files.readAllLines(log).stream().filter(line -> line.contains("source: shared objects file")).toList();
        for (String name : KEPT) {
            assertThat(shared).as(name).anyMatch(line -> line.contains(" " + name + " "));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOfAnotherJarIsReplacedAndWhatIsBrokenDoesNoHarm(HostJava host) throws Exception {
        run(host, "");
        List<Path> first = kept();
        Files.setLastModifiedTime(jar, FileTime.fromMillis(System.currentTimeMillis() + 1));
        assertThat(run(host, "")).isEqualTo(STOPPED);
        assertThat(kept()).as("the first one is gone, or written anew").hasSameSizeAs(first)
                .allMatch(archive -> archive.toFile().lastModified() >= jar.toFile().lastModified());
        for (Path broken : kept()) {
            byte[] nothing = new byte[(int) Files.size(broken)];
            Files.delete(broken);
            Files.write(broken, nothing);
        }
        assertThat(run(host, "")).isIn(STOPPED, PREPARING + STOPPED);
        assertThat(kept()).as("a recording of which no archive can be made is not kept").noneMatch(left -> left.toString().endsWith("conf"));
    }

    @Test
    void aJarThatIsOlderThanTheSourcesIsSaidToBe() throws Exception {
        Path source = Files.createFile(Files.createDirectories(folder.resolve("cpu-core").resolve("src").resolve("main")).resolve("A.java"));
        Files.setLastModifiedTime(source, FileTime.fromMillis(jar.toFile().lastModified() - 10_000));
        assertThat(run(HostJava.OF_TESTS, "")).isEqualTo(STOPPED);
        Files.setLastModifiedTime(source, FileTime.fromMillis(jar.toFile().lastModified() + 10_000));
        assertThat(run(HostJava.OF_TESTS, "")).isEqualTo("backplane: there are sources newer than launcher/target/backplane.jar; "
                + "mvn package builds it anew\n" + STOPPED);
    }

    private String run(HostJava host, String java) throws Exception {
        try (Distribution started = Distribution.startByScript(script, host, java, "--machine", "pc", "--serial", "none", "--timeout",
                "1")) {
            assertThat(started.awaitEnd()).isEqualTo(TIME_IS_UP);
            assertThat(started.out()).isEmpty();
            return started.err();
        }
    }

    /** What runs have left beside the jar. */
    private List<Path> kept() throws IOException {
        List<Path> kept = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(jar.getParent(), "classes-*")) {
            found.forEach(kept::add);
        }
        return kept;
    }
}
