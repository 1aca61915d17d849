package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to a device that answers in a running machine, as {@code docs/device-in-five-minutes.md} says it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ArchetypeIT {
    private static final Path DOCUMENT = Path.of("..", "docs", "device-in-five-minutes.md");
    private static final String SOURCES = "src/main/java/com/example/dice/";

    @TempDir
    Path folder;

    @Test
    void aGeneratedDeviceIsBuiltPluggedInAndAnswers() throws Exception {
        assumeTrue(GeneratedProject.possible(), "this is not run by Maven");
        List<String> commands = GeneratedProject.commands(DOCUMENT);
        assertThat(commands).as("install, generate, build").hasSize(3);
        GeneratedProject project = new GeneratedProject(folder);
        project.run(".", commands.get(1));
        Path dice = folder.resolve("dice");
        assertThat(dice.resolve("README.md")).content().startsWith("# dice\n");
        for (String name : new String[] {"DiceRegister", "DiceCard", "DiceComponent"}) {
            assertThat(dice.resolve(SOURCES + name + ".java")).content().startsWith("package com.example.dice;\n");
        }

        project.run("dice", commands.get(2));
        assertThat(dice.resolve("target/surefire-reports/com.example.dice.DiceCardTest.txt")).content()
                .as("its tests ran").contains("Tests run: 6, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(dice.resolve("target/tck/com.example.dice.txt")).content()
                .as("what the conformance kit says").startsWith("com.example.dice: device-tck level 1, 20 passed, 0 failed");
        answersInAMachine(dice.resolve("target/dice-1.0.0.jar"));
    }

    private void answersInAMachine(Path jar) throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        int port = Distribution.freePort();
        try (Distribution started = Distribution.start("--machine", "pc", "--serial", "none", "--plugins", plugins.toString(),
                "--shell", "tcp:" + port); ShellPeer shell = ShellPeer.connect(port)) {
            assertThat(shell.type("in 302")).as("nobody is there yet").isEqualTo("ff");
            Path part = Files.copy(jar, plugins.resolve("dice.jar.part"));
            Files.move(part, plugins.resolve("dice.jar"), StandardCopyOption.ATOMIC_MOVE);
            List<Transcript> sessions = Transcript.of(DOCUMENT);
            assertThat(sessions).hasSize(1);
            sessions.get(0).replay(shell);
            assertThat(started.err()).as("nothing went wrong").isEmpty();
        }
    }
}
