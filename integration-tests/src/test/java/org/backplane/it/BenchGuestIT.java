package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A Multiboot kernel of 15 workloads for the integer unit, each of which prints a checksum of what it computed.
 *
 * <p>The checksums are those of the same kernel at the same scale under QEMU 7.2: {@code qemu-system-i386 -display none
 * -nodefaults -kernel ia32bench.elf -append "run=... scale=2" -serial stdio -device isa-debug-exit,iobase=0xf4}.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BenchGuestIT {
    private static final Path KERNEL = Path.of("..", "..", "shared", "bench", "out", "ia32bench.elf");
    /** In check mode everything is executed twice; that takes half a minute on a host that is not busy. */
    private static final int PATIENCE_SECONDS = 240;
    private static final Pattern END = Pattern.compile("BENCH END (\\w+) checksum=(\\w+)");
    private static final Map<String, String> CHECKSUMS = new TreeMap<>(Map.ofEntries(
            Map.entry("coremix", "a82c5774"), Map.entry("sieve", "a8314158"), Map.entry("crc32", "351f8e01"),
            Map.entry("sha256", "dd21cf5c"), Map.entry("fib", "00a012ab"), Map.entry("qsort", "be13e04c"),
            Map.entry("memcpy_rep", "71ba79a0"), Map.entry("memcpy_loop", "461a0d2d"), Map.entry("strops", "9a8e6f15"),
            Map.entry("muldiv64", "60cb2e05"), Map.entry("interp", "b77425ff"), Map.entry("bigcode", "bff270b3"),
            Map.entry("coldcode", "29caf809"), Map.entry("smc_far", "3dd69280"), Map.entry("smc_near", "0024f16c")));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"interpreter", "translator", "check"})
    void theIntegerWorkloadsComputeWhatTheyShould(String engine) throws Exception {
        assumeTrue(Files.isReadable(KERNEL), "there is no " + KERNEL + "; the benchmark guest is not part of this tree");
        try (Distribution started = Distribution.startForWork("--kernel", KERNEL.toString(), "--memory", "64M", "--append",
                "run=" + String.join(",", CHECKSUMS.keySet()) + " scale=2", "--serial", "stdio", "--engine", engine)) {
            assertThat(started.awaitEnd(PATIENCE_SECONDS)).as("it leaves through the exit port with 0").isEqualTo(1);
            assertThat(checksums(started.out())).isEqualTo(CHECKSUMS);
            assertThat(started.out()).endsWith("BENCH DONE\n");
            assertThat(started.err()).isEmpty();
        }
    }

    /** In the distribution the processor's classes have the class loader of a bundle. The guest works well past the hold-off. */
    @Test
    void flightRecorderIsToldWhatIsTranslated() throws Exception {
        assumeTrue(Files.isReadable(KERNEL), "there is no " + KERNEL + "; the benchmark guest is not part of this tree");
        Path settings = Files.writeString(folder.resolve("settings.jfc"), """
                <configuration version="2.0">
                  <event name="org.backplane.RegionCompile"><setting name="enabled">true</setting></event>
                </configuration>
                """);
        Path recording = folder.resolve("recording.jfr");
        try (Distribution started = Distribution.startRecording(recording, settings, "--kernel", KERNEL.toString(), "--memory",
                "64M", "--append", "run=sieve scale=100", "--serial", "stdio", "--engine", "translator")) {
            assertThat(started.awaitEnd()).isEqualTo(1);
            assertThat(started.err()).isEmpty();
        }
        assertThat(RecordingFile.readAllEvents(recording)).extracting(event -> event.getEventType().getName())
                .contains("org.backplane.RegionCompile");
    }

    private static Map<String, String> checksums(String output) {
        Map<String, String> checksums = new TreeMap<>();
        for (Matcher end = END.matcher(output); end.find();) {
            checksums.put(end.group(1), end.group(2));
        }
        return checksums;
    }
}
