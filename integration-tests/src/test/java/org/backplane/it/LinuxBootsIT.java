package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's kernels on the machine {@code pc} without firmware, again and again: none hangs, equal inputs give equal runs, and the
 * diskette is read. How often is said by {@code -Dlinux.boots=50}.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class LinuxBootsIT {
    private static final int BOOTS = Integer.getInteger("linux.boots", 3);
    private static final List<String> FLAVOURS = List.of("686", "686-pae");
    private static final int HALT_SECONDS = 300;
    private static final String[] DRIVERS = {"ata_piix", "sr_mod"};
    private static final String LOUD_KERNEL_OPTIONS = LinuxShell.KERNEL_OPTIONS.replace(" quiet", "");
    private static final String HALTED = "reboot: System halted";
    private static final Pattern INSTRUCTIONS = Pattern.compile(", (\\d+) instructions, ");

    private static final int FLOPPY_BYTES = 1440 << 10;
    private static final int TRACK_BYTES = 18 * 512;

    @TempDir
    Path directory;

    /** An unpacked kernel and its RAM disk. */
    private record Guest(Path kernel, Path ramDisk) {
    }

    /** A guest that goes through some lines of shell before it comes to its prompt. */
    private Guest guest(String flavour, String... lines) throws Exception {
        Path own = Files.createDirectories(directory.resolve(flavour));
        Path packed = DebianLinux.kernel(flavour);
        InitialRamDisk ramDisk = InitialRamDisk.of(packed).load(DRIVERS);
        for (String line : lines) {
            ramDisk.run(line);
        }
        return new Guest(DebianLinux.unpack(packed, own), ramDisk.write(own.resolve("initrd.cpio")));
    }

    private static Distribution start(Guest guest, String kernelOptions, String... more) throws Exception {
        return start(HostJava.OF_TESTS, guest, kernelOptions, more);
    }

    private static Distribution start(HostJava host, Guest guest, String kernelOptions, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of("--machine", "pc", "--memory", "128M", "--kernel",
                guest.kernel().toString(), "--initrd", guest.ramDisk().toString(), "--serial", "stdio", "--append",
                kernelOptions));
        options.addAll(List.of(more));
        return Distribution.startForInteractiveWork(host, options.toArray(String[]::new));
    }

    /** Each boot is another one: time is the host's, and interrupts come where they fall. */
    @Test
    void noBootHangs() throws Exception {
        List<Guest> guests = new ArrayList<>();
        for (String flavour : FLAVOURS) {
            guests.add(guest(flavour));
        }
        for (int boot = 0; boot < BOOTS; boot++) {
            try (Distribution started = start(guests.get(boot % guests.size()), LinuxShell.KERNEL_OPTIONS)) {
                LinuxShell linux = LinuxShell.boot(started);
                assertThat(linux.run("sleep 1; expr 6 '*' 7")).as("boot %s", boot).isEqualTo("42");
                linux.say("printf '\\x17' | dd of=/dev/port bs=1 seek=244 count=1");
                assertThat(started.awaitEnd()).as("the exit port, with 17h, in boot %s", boot).isEqualTo(0x17 << 1 | 1);
            }
        }
    }

    /** The translator makes the same classes on each Java, and another HotSpot compiles them. */
    @Test
    void aNewerJavaRunsTheTranslator() throws Exception {
        try (Distribution started = start(HostJava.NEWER, guest("686"), LinuxShell.KERNEL_OPTIONS, "--engine", "translator")) {
            assertThat(LinuxShell.boot(started).run("expr 6 '*' 7")).isEqualTo("42");
            assertThat(started.err()).isEmpty();
        }
    }

    /** What a guest says and how far it comes. */
    private record Run(String output, long instructions) {
    }

    /** Time follows the instructions and nobody types, so nothing can differ: the kernel prints times to the microsecond. */
    @Test
    void twoBootsAreEqualToTheInstruction() throws Exception {
        Guest halting = guest("686", "cat /proc/interrupts", "halt -f");
        Run first = untilItHalts(halting);
        assertThat(first.output()).contains("Linux version ", "XT-PIC      timer", "ata2.00: ATAPI: Backplane CD-ROM");
        assertThat(first.instructions()).isGreaterThan(100_000_000);
        Run second = untilItHalts(halting);
        assertThat(second.output()).isEqualTo(first.output());
        assertThat(second.instructions()).isEqualTo(first.instructions());
    }

    private static Run untilItHalts(Guest guest) throws Exception {
        int port = Distribution.freePort();
        try (Distribution started = start(guest, LOUD_KERNEL_OPTIONS, "--deterministic", "--shell", "tcp:" + port);
                ShellPeer shell = ShellPeer.connect(port)) {
            started.awaitOutput(HALTED, 0, HALT_SECONDS);
            String status = shell.type("pc:status");
            for (String before = ""; !instructions(status).equals(before); status = shell.type("pc:status")) {
                before = instructions(status);
            }
            return new Run(started.out(), Long.parseLong(instructions(status)));
        }
    }

    /** A driver programs its own DMA channel; that both controllers are connected is firmware's, here the kernel loader's. */
    @Test
    void theDisketteIsReadWithoutFirmware() throws Exception {
        Path packed = DebianLinux.kernel("686");
        Guest guest = new Guest(DebianLinux.unpack(packed, directory),
                InitialRamDisk.of(packed).load("floppy").write(directory.resolve("floppy.cpio")));
        byte[] contents = new byte[FLOPPY_BYTES];
        new Random(7).nextBytes(contents);
        Path floppy = Files.write(directory.resolve("floppy.img"), contents);
        MessageDigest track = MessageDigest.getInstance("MD5");
        track.update(contents, 0, TRACK_BYTES);
        try (Distribution started = start(guest, LinuxShell.KERNEL_OPTIONS, "--floppy", floppy.toString())) {
            assertThat(LinuxShell.boot(started).run("dd if=/dev/fd0 bs=512 count=" + TRACK_BYTES / 512 + " 2>/dev/null | md5sum"))
                    .startsWith(HexFormat.of().formatHex(track.digest()));
        }
    }

    private static String instructions(String status) {
        Matcher found = INSTRUCTIONS.matcher(status);
        assertThat(found.find()).as(status).isTrue();
        return found.group(1);
    }
}
