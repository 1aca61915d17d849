package org.backplane.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommandSetTest {
    private static List<String> sets() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target/classes/org/backplane/shell/internal"))) {
            return files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".class"))
                    .map(file -> file.substring(0, file.length() - ".class".length())).filter(CommandSetTest::isSet).toList();
        }
    }

    private static boolean isSet(String name) {
        try {
            Class<?> type = Class.forName("org.backplane.shell.internal." + name);
            return CommandSet.class.isAssignableFrom(type) && type != CommandSet.class;
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(name, impossible);
        }
    }

    @Test
    void theShellWaitsForEachOfThem() throws IOException {
        assertThat(sets()).as("with fewer, one that comes late is not found by who types first")
                .hasSize(ShellComponent.COMMAND_SETS).contains("PciCommands", "QuarantineCommands", "WhyNotCommand");
    }
}
