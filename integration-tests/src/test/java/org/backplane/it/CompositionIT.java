package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that fit into a machine and bundles that do not: an AT without PCI says in hardware words what they lack. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CompositionIT {
    private static final Path OLD = Path.of("target", "probe", "old.jar");
    private static final Path NEWER = Path.of("target", "probe", "newer.jar");
    private static final Path LONELY = Path.of("target", "probe", "lonely.jar");

    @TempDir
    Path folder;

    private Path plugins;
    private Distribution started;
    private ShellPeer shell;

    @BeforeAll
    static void packTheBundles() throws Exception {
        ProbeBuilder.buildAll();
        ProbeBuilder.buildDice();
        ProbeBuilder.buildOld(OLD);
        ProbeBuilder.buildProbe(NEWER, "org.backplane.it.newer", "org.backplane.bus;version='[1.900,2)',*");
        ProbeBuilder.buildProbe(LONELY, "org.backplane.it.lonely", "com.example.missing,*");
    }

    @BeforeEach
    void startAnAtWithoutPci() throws Exception {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        int port = Distribution.freePort();
        started = Distribution.start("--machine", "isa", "--serial", "none", "--plugins", plugins.toString(),
                "--shell", "tcp:" + port);
        shell = ShellPeer.connect(port);
    }

    @AfterEach
    void end() throws Exception {
        shell.close();
        started.close();
    }

    private void drop(Path bundle) throws Exception {
        ProbeBundle.drop(bundle, plugins.resolve(bundle.getFileName()));
    }

    /** Asks until the answer has a text: the folder of plug-ins is looked at from time to time. */
    private String ask(String bundle, String expected) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String answer = shell.type("why-not " + bundle);
        while (!answer.contains(expected)) {
            assertThat(System.nanoTime()).as(answer).isLessThan(deadline);
            Thread.sleep(50);
            answer = shell.type("why-not " + bundle);
        }
        return answer;
    }

    @Test
    void aDeviceCompiledAgainstApiOneRunsOnThisOne() throws Exception {
        drop(OLD);
        ask("it.old", "nothing is wrong: org.backplane.it.old answers");

        assertThat(shell.type("in 300")).isEqualTo("a5");
        assertThat(started.err()).isEmpty();
    }

    @Test
    void conflictsAndBadPropertiesAreNamed() throws Exception {
        drop(OLD);
        ask("it.old", "nothing is wrong");
        drop(ProbeBundle.file(1));
        assertThat(ask("it.probe", "parked")).contains("org.backplane.it.probe is parked: ").contains("org.backplane.it.old");

        Path part = Files.writeString(plugins.resolve("probe.part"), "bus.port=nowhere\n");
        Files.move(part, plugins.resolve("org.backplane.it.probe.cfg"));
        assertThat(ask("it.probe", "invalid")).contains("bus.port").contains("nowhere");
    }

    @Test
    void whatABundleLacksIsSaidInHardwareWords() throws Exception {
        assertThat(shell.type("why-not device.uart")).isEqualTo(
                "org.backplane.device.uart 0.1.0 nothing is wrong: org.backplane.device.uart~com1 answers");
        assertThat(shell.type("why-not device-nothing")).isEqualTo("there is no bundle 'device-nothing'");

        drop(ProbeBundle.DICE);
        assertThat(ask("it.dice", "PCI")).contains("org.backplane.it.dice 1.0.0 needs a PCI bus: no bundle provides one");
        drop(NEWER);
        assertThat(ask("it.newer", "was built")).contains(
                "was built against 1.900.0 of the device API org.backplane.bus, this machine has 1.");
        drop(LONELY);
        assertThat(ask("it.lonely", "needs")).isEqualTo(
                "org.backplane.it.lonely 1.0.0 needs the package com.example.missing: no bundle exports it");
    }
}
