package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** HotSpot says nothing about methods that {@code ./backplane} names and that are not there. */
class InlineLimitsTest {
    private static final Pattern METHOD = Pattern.compile("(\\$cpu|org\\.backplane)([\\w.]+)::(\\w+)");

    @Test
    void theMethodsThatAreNotInlinedExist() throws IOException, ClassNotFoundException {
        List<MatchResult> methods = METHOD.matcher(Files.readString(Path.of("../backplane"))).results().toList();
        assertThat(methods).isNotEmpty();
        for (MatchResult method : methods) {
            String outer = method.group(1).replace("$cpu", "org.backplane.cpu.internal");
            Method[] declared = Class.forName(outer + method.group(2)).getDeclaredMethods();
            assertThat(Arrays.stream(declared).map(Method::getName)).as(method.group()).contains(method.group(3));
        }
    }
}
