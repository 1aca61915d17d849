package org.backplane.cpu.internal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.backplane.cpu.internal.Engine;
import org.backplane.cpu.internal.core.Eflags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the conformance guest ({@code src/test/asm/conformance.asm}) and compares what it says with {@code expected.txt},
 * line by line. The expectations come from QEMU, whose transcript is {@code qemu.txt}; where they are others the manual
 * says so, by the section that {@code qemu-differences.txt} gives.
 */
class ConformanceTest {
    /** An image of EFLAGS. */
    private static final Pattern FLAGS = Pattern.compile("fl=([0-9A-F]{8})");

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theGuestSaysWhatTheManualAsksFor(Engine engine) throws IOException {
        List<String> lines = new ConformanceGuest(engine).transcript();
        Files.write(Path.of("target", "conformance-" + engine + ".txt"), lines);
        assertThat(lines).isEqualTo(ConformanceGuest.lines("expected.txt"));
    }

    @Test
    void everyDifferenceFromQemuHasItsReason() throws IOException {
        Map<String, String> expected = byCase(ConformanceGuest.lines("expected.txt"));
        Map<String, String> qemu = byCase(ConformanceGuest.lines("qemu.txt"));
        List<String> reasons = ConformanceGuest.lines("qemu-differences.txt");
        var different = new TreeSet<String>();
        expected.forEach((name, line) -> {
            if (!line.equals(qemu.get(name))) {
                different.add(name);
            }
        });
        assertThat(byCase(reasons).keySet()).as("cases of which QEMU says something else")
                .containsExactlyInAnyOrderElementsOf(different);
    }

    private static Map<String, String> byCase(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(line -> line.split(":")[0], ConformanceTest::withoutResumeFlag));
    }

    private static String withoutResumeFlag(String line) {
        return FLAGS.matcher(line).replaceAll(image ->
                "fl=" + Integer.toHexString(Integer.parseUnsignedInt(image.group(1), 16) & ~Eflags.RF));
    }
}
