package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Memtest86+ from its CD-ROM: it fills and compares all memory, in 32-bit code with paging off, and counts what differs. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class MemoryTestIT {
    private static final Path SEABIOS = Path.of("/usr/share/seabios/bios-256k.bin");
    private static final Path CDROM = Path.of("/usr/lib/memtest86+/memtest86+ia32.iso");
    private static final long PATIENCE_MILLIS = 240_000;

    @Test
    void theFirstTestsFindNoError() throws Exception {
        assumeTrue(Files.isReadable(SEABIOS), "there is no " + SEABIOS + "; the package seabios has it");
        assumeTrue(Files.isReadable(CDROM), "there is no " + CDROM + "; the package memtest86+ has it");
        int port = Distribution.freePort();
        try (Distribution started = Distribution.startForWork("--machine", "pc", "--rom", SEABIOS.toString(), "--memory", "16M",
                "--serial", "none", "--shell", "tcp:" + port, "--cdrom", CDROM.toString());
                ShellPeer shell = ShellPeer.connect(port)) {
            shell.awaitScreen("Memtest86+ v", "Memory  :   16MB");
            assertThat(shell.awaitScreen(PATIENCE_MILLIS, "Test #5")).as("0 to 4 are done").containsPattern("Errors: 0\\s");
            assertThat(started.err()).isEmpty();
        }
    }
}
