package org.backplane.cpu.internal.interp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checked-in handlers are what the description generates; {@code -Dbackplane.generate} writes them anew. */
class GeneratedHandlersTest {
    private static final Path FOLDER = Path.of("src/main/java/org/backplane/cpu/internal/interp/generated");

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
