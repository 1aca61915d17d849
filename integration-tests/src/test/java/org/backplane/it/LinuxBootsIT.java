package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's kernel on the machine {@code pc}, twice: equal inputs give equal runs. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LinuxBootsIT {
    private static final int HALT_SECONDS = 300;
    private static final String[] DRIVERS = {"ata_piix", "sr_mod"};
    private static final String LOUD_KERNEL_OPTIONS = LinuxShell.KERNEL_OPTIONS.replace(" quiet", "");
    private static final String HALTED = "reboot: System halted";
    private static final Pattern INSTRUCTIONS = Pattern.compile(", (\\d+) instructions, ");

    @TempDir
    Path directory;

    private Path packed;
    private Path kernel;
    private Path ramDisk;

    @BeforeEach
    void prepare() throws Exception {
        packed = DebianLinux.kernel("686");
        kernel = DebianLinux.unpack(packed, directory);
        ramDisk = InitialRamDisk.of(packed).load(DRIVERS).write(directory.resolve("initrd.cpio"));
    }

    private Distribution start(String kernelOptions, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of("--machine", "pc", "--memory", "128M", "--kernel", kernel.toString(),
                "--initrd", ramDisk.toString(), "--serial", "stdio", "--append", kernelOptions));
        options.addAll(List.of(more));
        return Distribution.startForInteractiveWork(options.toArray(String[]::new));
    }

    /** What a guest says and how far it comes. */
    private record Run(String output, long instructions) {
    }

    /** Time follows the instructions and nobody types, so nothing can differ: the kernel prints times to the microsecond. */
    @Test
    void twoBootsAreEqualToTheInstruction() throws Exception {
        ramDisk = InitialRamDisk.of(packed).load(DRIVERS).run("cat /proc/interrupts").run("halt -f")
                .write(directory.resolve("halting.cpio"));
        Run first = untilItHalts();
        assertThat(first.output()).contains("Linux version ", "XT-PIC      timer", "ata_piix 0000:00:01.1");
        assertThat(first.instructions()).isGreaterThan(100_000_000);
        Run second = untilItHalts();
        assertThat(second.output()).isEqualTo(first.output());
        assertThat(second.instructions()).isEqualTo(first.instructions());
    }

    private Run untilItHalts() throws Exception {
        int port = Distribution.freePort();
        try (Distribution started = start(LOUD_KERNEL_OPTIONS, "--deterministic", "--shell", "tcp:" + port);
                ShellPeer shell = ShellPeer.connect(port)) {
            started.awaitOutput(HALTED, 0, HALT_SECONDS);
            String status = shell.type("pc:status");
            for (String before = ""; !instructions(status).equals(before); status = shell.type("pc:status")) {
                before = instructions(status);
            }
            return new Run(started.out(), Long.parseLong(instructions(status)));
        }
    }

    private static String instructions(String status) {
        Matcher found = INSTRUCTIONS.matcher(status);
        assertThat(found.find()).as(status).isTrue();
        return found.group(1);
    }
}
