package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code jvm.options} tells HotSpot of inlining, which says nothing about methods that are not there, or that are too large. */
class InlineLimitsTest {
    private static final Pattern METHOD = Pattern.compile("(org\\.backplane[\\w.]+)::(\\w+)");

    private static final Pattern LIMIT = Pattern.compile("FreqInlineSize=(\\d+)");
    private static final Path CLASSES = Path.of("target", "classes", "org", "backplane", "cpu", "internal");
    /** What regions call often. */
    private static final List<String> CALLED = List.of("jit/ArenaAccess$Direct", "jit/ArenaAccess$Views", "core/LinearMemory", "fpu/QuickArithmetic",
            "fpu/QuickComparison", "fpu/QuickControl", "fpu/QuickTransfer", "fpu/DoubleArithmetic");

    @Test
    void theMethodsThatAreNotInlinedExist() throws IOException, ClassNotFoundException {
        List<MatchResult> methods = inOptions(METHOD);
        assertThat(methods).isNotEmpty();
        for (MatchResult method : methods) {
            Method[] declared = Class.forName(method.group(1)).getDeclaredMethods();
            assertThat(Arrays.stream(declared).map(Method::getName)).as(method.group()).contains(method.group(2));
        }
    }

    @Test
    void whatRegionsCallIsInlined() throws IOException {
        List<MatchResult> limits = inOptions(LIMIT);
        assertThat(limits).hasSize(1);
        int limit = Integer.parseInt(limits.get(0).group(1));
        for (String name : CALLED) {
            try (InputStream in = Files.newInputStream(CLASSES.resolve(name + ".class"))) {
                Map<String, Integer> sizes = BytecodeSizes.of(in);
                assertThat(sizes).as(name).isNotEmpty();
                assertThat(sizes.values()).as(name).allMatch(size -> size <= limit);
            }
        }
    }

    private static List<MatchResult> inOptions(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(Path.of("../launcher/jvm.options"))).results().toList();
    }
}
