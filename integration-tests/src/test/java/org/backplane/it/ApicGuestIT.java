package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A guest in protected mode that is interrupted on every way through the APICs: timer, messages to itself, edges and levels
 * at the I/O APIC, a message of a PCI function, the 8259A in virtual wire mode and without an APIC. It says the same on QEMU's
 * PC and on ours.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ApicGuestIT {
    private static final Path QEMU = Path.of("/usr/bin/qemu-system-i386");
    private static final Path GUEST = Path.of("src", "test", "guests", "apic.bin");
    private static final Path SOURCE = Path.of("src", "test", "guests", "apic.asm");
    private static final Path EDU = Path.of("target", "bundles", "device-edu.jar");
    private static final int QEMU_SECONDS = 60;
    /** What the guest's 0 at the exit port becomes. */
    private static final int LEFT = 1;

    private static final String EXPECTED = """
            apic 00000001 00000000 fee00900 00000014
            error 00000080
            one-shot 00000001 00000000
            periodic 00000001 00000000
            held 00000000 00000010 00000001 00000000
            nmi 00000001
            edge 00000001
            level 00000002 00008052
            message 00000002 00000078 00000000
            virtual wire 00000001 00000000
            disabled 00000000 8259A
            end
            """;

    @TempDir
    Path folder;

    @Test
    void theGuestIsWhatItsSourceSays() throws Exception {
        Path assembled = Nasm.assemble(SOURCE, folder.resolve("apic.bin"));
        assertThat(Files.readAllBytes(assembled)).isEqualTo(Files.readAllBytes(GUEST));
    }

    @Test
    void itSaysSoOnQemu() throws Exception {
        assumeTrue(Files.isExecutable(QEMU), "there is no " + QEMU + "; the package qemu-system-x86 has it");
        Path out = folder.resolve("qemu.out");
        Process qemu = new ProcessBuilder(QEMU.toString(), "-M", "pc,accel=tcg", "-nodefaults", "-display", "none",
                "-kernel", GUEST.toString(), "-device", "edu,addr=5", "-serial", "file:" + out, "-device",
                "isa-debug-exit,iobase=0xf4").inheritIO().start();
        try {
            assertThat(qemu.waitFor(QEMU_SECONDS, TimeUnit.SECONDS)).as("QEMU ends").isTrue();
            assertThat(qemu.exitValue()).isEqualTo(LEFT);
        } finally {
            qemu.destroyForcibly();
        }
        assertThat(Files.readString(out, StandardCharsets.ISO_8859_1)).isEqualTo(EXPECTED);
    }

    @Test
    void itSaysSoHere() throws Exception {
        assertThat(run()).isEqualTo(EXPECTED);
    }

    @Test
    void itSaysSoWhenTimeFollowsTheInstructions() throws Exception {
        assertThat(run("--deterministic")).isEqualTo(EXPECTED);
    }

    private String run(String... more) throws IOException, InterruptedException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.copy(EDU, plugins.resolve("device-edu.jar"));
        Path machine = new PcMachine().withEducationalDevice().write(folder.resolve("machine.json"));
        List<String> options = new ArrayList<>(List.of("--machine", machine.toString(), "--apic", "--kernel",
                GUEST.toString(), "--plugins", plugins.toString(), "--serial", "stdio", "--exit-port", "0xf4"));
        options.addAll(List.of(more));
        try (Distribution started = Distribution.start(options.toArray(String[]::new))) {
            assertThat(started.awaitEnd()).as("it said: %s%s", started.out(), started.err()).isEqualTo(LEFT);
            return started.out();
        }
    }
}
