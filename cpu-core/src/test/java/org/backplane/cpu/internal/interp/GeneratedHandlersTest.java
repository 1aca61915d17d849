package org.backplane.cpu.internal.interp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.interp.generated.HandlerTable;
import org.junit.jupiter.api.Test;

/** The checked-in handlers are what the description generates; {@code -Dbackplane.generate} writes them anew. */
class GeneratedHandlersTest {
    private static final Path FOLDER = Path.of("src/main/java/org/backplane/cpu/internal/interp/generated");

    /** A class loader of its own, which tells what it has loaded. */
    private static final class Loader extends URLClassLoader {
        Loader(Path classes) throws IOException {
            super(new URL[] {classes.toUri().toURL()}, Handler.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(HandlerTable.class.getPackageName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }

        boolean hasLoaded(Object handler) {
            return findLoadedClass(handler.getClass().getName()) != null;
        }
    }

    /** There are more than two thousand, and a machine that starts needs one hundred. */
    @Test
    void makingOneHandlerLoadsNoOther() throws IOException, ReflectiveOperationException {
        try (Loader loader = new Loader(Path.of("target/classes"))) {
            Method create = loader.loadClass(HandlerTable.class.getName()).getMethod("create", int.class);
            Object handler = create.invoke(null, 0);
            assertThat(loader.hasLoaded(handler)).isTrue();
            assertThat(loader.hasLoaded(HandlerTable.create(1))).as("the next one of the same chapter").isFalse();
        }
    }

    @Test
    void theCheckedInHandlersAreUpToDate() throws IOException {
        Map<String, String> files = new HandlerGenerator().generate();
        if (System.getProperty("backplane.generate") != null) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(FOLDER.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            assertThat(FOLDER.resolve(file.getKey())).as("run the build with -Dbackplane.generate after a change of the "
                    + "opcode map or the semantics").hasContent(file.getValue());
        }
        try (var present = Files.list(FOLDER)) {
            assertThat(present.map(p -> p.getFileName().toString())).as("no file is left over")
                    .containsExactlyInAnyOrderElementsOf(files.keySet());
        }
    }
}
