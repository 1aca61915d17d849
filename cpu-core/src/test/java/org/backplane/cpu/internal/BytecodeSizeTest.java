package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.backplane.cpu.internal.core.LinearMemory;
import org.backplane.mmu.Mmu;
import org.junit.jupiter.api.Test;

/** HotSpot never compiles a method above 8,000 bytes of bytecode, and inlines hot ones up to 325 (FreqInlineSize). */
class BytecodeSizeTest {
    private static final int NEVER_COMPILED = 8_000;
    private static final int INLINED = 325;
    private static final Path CLASSES = Path.of("target", "classes");
    /** What runs for each instruction or access: class, or class and method, as the key begins. */
    private static final List<String> HOT = List.of(
            "org/backplane/cpu/internal/core/LinearMemory.",
            "org/backplane/cpu/internal/core/SegmentedMemory.",
            "org/backplane/cpu/internal/core/Flags.",
            "org/backplane/cpu/internal/core/Alu.",
            "org/backplane/cpu/internal/core/Execution.",
            "org/backplane/cpu/internal/interp/Interpreter.",
            "org/backplane/cpu/internal/interp/BlockCache.");

    @Test
    void everyMethodCanBeCompiled() throws IOException {
        Map<String, Integer> sizes = sizes();
        assertThat(sizes).as("the classes of this module were read")
                .containsKey(key(LinearMemory.class) + "load32(ILorg/backplane/cpu/internal/core/Handler;)I");
        assertThat(above(sizes, NEVER_COMPILED)).isEmpty();
    }

    @Test
    void theHotPathCanBeInlined() throws IOException {
        Map<String, Integer> hot = sizes();
        hot.keySet().removeIf(method -> HOT.stream().noneMatch(method::startsWith) && !isHandler(method));
        for (String prefix : HOT) {
            assertThat(hot.keySet()).as(prefix).anyMatch(method -> method.startsWith(prefix));
        }
        assertThat(hot.keySet()).as("handlers").anyMatch(BytecodeSizeTest::isHandler);
        assertThat(above(hot, INLINED)).isEmpty();
    }

    @Test
    void theTranslationCanBeInlined() throws IOException {
        String mmu = "/" + Mmu.class.getPackageName().replace('.', '/') + "/internal/PagingMmu.class";
        try (InputStream in = Mmu.class.getResourceAsStream(mmu)) {
            assertThat(above(BytecodeSizes.of(in), INLINED)).isEmpty();
        }
    }

    private static boolean isHandler(String method) {
        return method.startsWith("org/backplane/cpu/internal/interp/generated/") && method.contains(".exec(");
    }

    private static Map<String, Integer> above(Map<String, Integer> sizes, int limit) {
        return sizes.entrySet().stream().filter(e -> e.getValue() > limit)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Integer> sizes() throws IOException {
        Map<String, Integer> all = new TreeMap<>();
        try (var files = Files.walk(CLASSES)) {
            files.filter(file -> file.toString().endsWith(".class")).forEach(file -> {
                String type = CLASSES.relativize(file).toString().replace('\\', '/').replace(".class", ".");
                read(file).forEach((method, size) -> all.put(type + method, size));
            });
        }
        return all;
    }

    private static Map<String, Integer> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return BytecodeSizes.of(in);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static String key(Class<?> type) {
        return type.getName().replace('.', '/') + ".";
    }
}
