package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine is written to a file by the shell, and another process goes on with it. */
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class SnapshotIT {
    private static final Path SEABIOS = Path.of("/usr/share/seabios/bios-256k.bin");
    private static final Path GRUB_CDROM = Path.of("/usr/lib/grub-rescue/grub-rescue-cdrom.iso");
    private static final Path BENCHMARK = Path.of("..", "..", "shared", "bench", "out", "ia32bench.elf");
    private static final Pattern CHECKSUM = Pattern.compile("BENCH END (\\w+) checksum=(\\w+)");
    /** What the benchmark guest computes under QEMU at the scale 2 ({@link BenchGuestIT}). */
    private static final Map<String, String> CHECKSUMS = Map.of("coremix", "a82c5774", "sieve", "a8314158", "crc32", "351f8e01",
            "sha256", "dd21cf5c", "qsort", "be13e04c", "smc_near", "0024f16c", "bigcode", "bff270b3");

    /** EAX is multiplied and added to so many times; its top byte goes to the exit port. */
    private static int[] computes(int rounds) {
        return new int[] {
            0x66, 0xB9, rounds & 0xFF, rounds >>> 8 & 0xFF, rounds >>> 16 & 0xFF, rounds >>> 24, // 00 mov ecx,rounds
            0x66, 0x31, 0xC0,                                                                    // 06 xor eax,eax
            0x66, 0x69, 0xC0, 0x0D, 0x66, 0x19, 0x00,                                            // 09 next: imul eax,eax,1664525
            0x66, 0x05, 0x5F, 0xF3, 0x6E, 0x3C,                                                  // 10 add eax,1013904223
            0x66, 0x49,                                                                          // 16 dec ecx
            0x75, 0xEF,                                                                          // 18 jnz next
            0x66, 0xC1, 0xE8, 0x18,                                                              // 1a shr eax,24
            0xBA, 0xF4, 0x00,                                                                    // 1e mov dx,0f4h
            0xEE,                                                                                // 21 out dx,al
            0xF4,                                                                                // 22 hlt
        };
    }

    @TempDir
    Path folder;

    private static int computed(int rounds) {
        int value = 0;
        for (int i = 0; i < rounds; i++) {
            value = value * 1664525 + 1013904223;
        }
        return (value >>> 24) << 1 & 0xff | 1;
    }

    private static Distribution start(int port, String... options) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(options));
        all.addAll(List.of("--shell", "tcp:" + port));
        return Distribution.startForWork(all.toArray(String[]::new));
    }

    private static void isInstalled(Path file) {
        assumeTrue(Files.isReadable(file), "there is no " + file);
    }

    private Path taken(ShellPeer shell, String name) throws Exception {
        Path file = folder.resolve(name + ".bpz");
        assertThat(shell.type("snapshot " + file)).startsWith(file.toString()).contains("the guest stood for");
        return file;
    }

    /** Virtual time follows the instructions, so a run that was interrupted can be held against one that was not. */
    @Test
    void firmwareThatWasInterruptedEndsUpWhereItWouldHave() throws Exception {
        isInstalled(SEABIOS);
        Path middle;
        Path uninterrupted;
        int port = Distribution.freePort();
        try (Distribution started = start(port, "--machine", "pc", "--rom", SEABIOS.toString(), "--deterministic", "--gdb", "tcp:0",
                "--gdb-wait", "--serial", "none"); ShellPeer shell = ShellPeer.connect(port)) {
            shell.type("step 280000");
            middle = taken(shell, "middle");
            shell.type("step 1800000");
            uninterrupted = taken(shell, "uninterrupted");
            shell.say("off");
            assertThat(started.awaitEnd()).isZero();
            assertThat(started.err()).isEmpty();
        }
        int next = Distribution.freePort();
        try (Distribution restored = start(next, "--restore", middle.toString(), "--gdb", "tcp:0", "--gdb-wait");
                ShellPeer shell = ShellPeer.connect(next)) {
            // The shell may be there before the machine is on.
            assertThat(shell.await("status", "stopped")).contains(" " + 0x280000 + " instructions");
            shell.type("step 1800000");
            Path interrupted = taken(shell, "interrupted");
            Map<String, String> expected = SnapshotFiles.comparable(uninterrupted);
            Map<String, String> found = SnapshotFiles.comparable(interrupted);
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            assertThat(found.keySet().stream().filter(entry -> !found.get(entry).equals(expected.get(entry))))
                    .as("what differs").isEmpty();
            assertThat(shell.type("events")).as("nothing to report").doesNotContain("fabric");
            assertThat(restored.err()).isEmpty();
        }
    }

    /** As many rounds as take the engine seconds, so that the guest has not ended when the shell takes the snapshot. */
    @ParameterizedTest
    @CsvSource({"interpreter, 100000000", "translator, 1000000000"})
    void aGuestThatComputesEndsWithTheSameResult(String engine, int rounds) throws Exception {
        Path rom = GuestRom.write(folder.resolve("guest.rom"), computes(rounds));
        int port = Distribution.freePort();
        Path file;
        try (Distribution started = start(port, "--rom", rom.toString(), "--engine", engine, "--serial", "none", "--gdb", "tcp:0",
                "--gdb-wait"); ShellPeer shell = ShellPeer.connect(port)) {
            shell.type("step 100000");
            shell.type("cont");
            file = taken(shell, engine);
            shell.say("off");
            started.awaitEnd();
        }
        try (Distribution restored = Distribution.startForWork("--restore", file.toString())) {
            assertThat(restored.awaitEnd()).as("the exit port").isEqualTo(computed(rounds));
            assertThat(restored.err()).isEmpty();
        }
    }

    @Test
    void theBenchmarkGoesOnInTheMiddleOfAWorkload() throws Exception {
        isInstalled(BENCHMARK);
        int port = Distribution.freePort();
        Path file;
        String before;
        try (Distribution started = start(port, "--kernel", BENCHMARK.toString(), "--memory", "64M", "--append",
                "run=" + String.join(",", CHECKSUMS.keySet()) + " scale=2", "--serial", "stdio", "--engine", "translator");
                ShellPeer shell = ShellPeer.connect(port)) {
            started.awaitOutput("BENCH END ");
            file = taken(shell, "benchmark");
            before = started.out();
            shell.say("off");
            started.awaitEnd();
        }
        try (Distribution restored = Distribution.startForWork("--restore", file.toString())) {
            assertThat(restored.awaitEnd()).isEqualTo(1);
            Map<String, String> found = new TreeMap<>();
            for (Matcher end = CHECKSUM.matcher(before + restored.out()); end.find();) {
                found.put(end.group(1), end.group(2));
            }
            assertThat(found).containsExactlyInAnyOrderEntriesOf(CHECKSUMS);
            assertThat(restored.out()).endsWith("BENCH DONE\n");
            assertThat(restored.err()).isEmpty();
        }
    }

    @Test
    void grubAtItsMenuTakesKeysAndReadsItsDisc() throws Exception {
        isInstalled(SEABIOS);
        isInstalled(GRUB_CDROM);
        int port = Distribution.freePort();
        Path file;
        try (Distribution started = start(port, "--machine", "pc", "--memory", "32M", "--serial", "none", "--rom",
                SEABIOS.toString(), "--cdrom", GRUB_CDROM.toString(), "--engine", "translator");
                ShellPeer shell = ShellPeer.connect(port)) {
            GrubMenu.await(shell);
            file = taken(shell, "grub");
            shell.say("off");
            started.awaitEnd();
        }
        int next = Distribution.freePort();
        try (Distribution restored = start(next, "--restore", file.toString()); ShellPeer shell = ShellPeer.connect(next)) {
            GrubMenu.await(shell).lists("(cd) (cd,msdos1)");
            assertThat(restored.err()).isEmpty();
        }
    }

    /** Linux with a disk whose writes go to an overlay, in the middle of counting. */
    @Test
    void linuxGoesOnCountingAndReadsItsDisk() throws Exception {
        Path kernel = DebianLinux.kernel("686");
        Path disk = InitialRamDisk.of(kernel).load("virtio_pci", "virtio_blk").write(folder.resolve("initrd.cpio"));
        Path image = folder.resolve("disk.img");
        try (RandomAccessFile contents = new RandomAccessFile(image.toFile(), "rw")) {
            contents.setLength(1 << 20);
            contents.seek(512 << 10);
            contents.write("from the image".getBytes(StandardCharsets.US_ASCII));
        }
        int port = Distribution.freePort();
        Path file;
        long uptime;
        try (Distribution started = Distribution.startForInteractiveWork("--machine", "pc", "--memory", "128M", "--kernel",
                DebianLinux.unpack(kernel, folder).toString(), "--initrd", disk.toString(), "--append",
                LinuxShell.KERNEL_OPTIONS, "--serial", "stdio", "--disk", "virtio:overlay:" + image, "--engine", "translator",
                "--shell", "tcp:" + port); ShellPeer shell = ShellPeer.connect(port)) {
            LinuxShell linux = LinuxShell.boot(started);
            linux.run("echo to the overlay | dd of=/dev/vda bs=512 seek=3 conv=sync,notrunc 2>/dev/null && sync");
            linux.run("(i=0; while :; do i=$((i + 1)); echo $i > /tmp/next; mv /tmp/next /tmp/count; usleep 20000; done) & true");
            uptime = Long.parseLong(linux.run("cut -d. -f1 /proc/uptime"));
            file = taken(shell, "linux");
            assertThat(linux.run("echo $((6 * 7))")).as("the guest runs on").isEqualTo("42");
            shell.say("off");
            started.awaitEnd();
        }
        assertThat(Files.size(file)).as("empty pages are left out, the others compressed").isLessThan(64 << 20);
        try (Distribution restored = Distribution.startForInteractiveWork("--restore", file.toString())) {
            // Typed before the cards are back, so that it has to wait for them.
            LinuxShell linux = LinuxShell.restored(restored);
            int count = Integer.parseInt(linux.run("cat /tmp/count"));
            assertThat(Integer.parseInt(linux.run("sleep 1; cat /tmp/count"))).as("counts on").isGreaterThan(count);
            assertThat(Long.parseLong(linux.run("cut -d. -f1 /proc/uptime"))).as("time goes on where it stood")
                    .isBetween(uptime, uptime + 120);
            linux.run("echo 3 > /proc/sys/vm/drop_caches");
            assertThat(linux.run("dd if=/dev/vda bs=512 skip=3 count=1 2>/dev/null | tr -d '\\0'")).isEqualTo("to the overlay");
            assertThat(linux.run("dd if=/dev/vda bs=512 skip=1024 count=1 2>/dev/null | tr -d '\\0'")).isEqualTo("from the image");
            assertThat(linux.answer("dmesg | grep -e 'BUG:' -e 'Oops' -e 'general protection' -e 'segfault' -e 'I/O error'"
                    + " -e 'nobody cared' -e 'stall' -e 'marked unstable'").output()).isEmpty();
            assertThat(restored.err()).isEmpty();
        }
    }

    // What is wrong is said in one line.

    private String refusal(int status, String... options) throws Exception {
        try (Distribution started = Distribution.start(options)) {
            assertThat(started.awaitEnd()).as("status; it said: %s", started.err()).isEqualTo(status);
            assertThat(started.err()).doesNotContain("Exception");
            return started.err().strip();
        }
    }

    /** The monitor with the ledger among its plug-ins, in which a value was written. */
    private Path withLedger(int revision) throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("plugins" + revision));
        ProbeBuilder.buildLedger(revision, plugins.resolve("ledger.jar"));
        int port = Distribution.freePort();
        try (Distribution started = start(port, "--serial", "none", "--plugins", plugins.toString());
                ShellPeer shell = ShellPeer.connect(port)) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!shell.type("devices").contains("org.backplane.it.ledger")) {
                assertThat(System.nanoTime()).as("the plug-in comes").isLessThan(deadline);
                Thread.sleep(20);
            }
            shell.type("out 310 2a");
            Path file = taken(shell, "ledger" + revision);
            shell.say("off");
            started.awaitEnd();
            return file;
        }
    }

    @Test
    void aNewerRevisionOfABundleMigratesTheStateAndAnOlderOneIsRefused() throws Exception {
        Path older = withLedger(1);
        Path newer = withLedger(2);
        int port = Distribution.freePort();
        try (Distribution restored = start(port, "--restore", older.toString(), "--plugins", folder.resolve("plugins2").toString());
                ShellPeer shell = ShellPeer.connect(port)) {
            assertThat(shell.type("in 310")).contains("2a");
            assertThat(shell.type("in 311")).as("what the migrator has made").contains("01");
            assertThat(restored.err()).contains("org.backplane.it.ledger was 1.0.0 when the snapshot was taken, it is 2.0.0 now");
            assertThat(shell.type("events")).contains("org.backplane.it.ledger 1", "became org.backplane.it.ledger 2");
        }
        assertThat(refusal(1, "--restore", newer.toString(), "--plugins", folder.resolve("plugins1").toString()))
                .contains("org.backplane.it.ledger 1.0.0 does not go on with the state org.backplane.it.ledger 2 that"
                        + " org.backplane.it.ledger 2.0.0 has saved: there is no way");
        assertThat(refusal(2, "--restore", newer.toString(), "--plugins", folder.toString()))
                .isEqualTo("backplane: --restore: " + newer + " needs the bundle org.backplane.it.ledger 2.0.0, which is neither in"
                        + " the distribution nor among the plug-ins");
    }

    @Test
    void filesThatAreNoSnapshotAndOptionsThatMeanAnotherMachineAreRefused() throws Exception {
        int port = Distribution.freePort();
        Path file;
        try (Distribution started = start(port, "--serial", "none"); ShellPeer shell = ShellPeer.connect(port)) {
            assertThat(shell.type("snapshot " + folder.resolve("no/where"))).contains("cannot be written");
            file = taken(shell, "monitor");
            shell.say("off");
            started.awaitEnd();
        }
        assertThat(refusal(2, "--restore", file.toString(), "--memory", "64M")).isEqualTo(
                "backplane: --memory: the machine is the one in " + file + "; leave it out with --restore");
        Path damaged = folder.resolve("damaged.bpz");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(damaged, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(refusal(2, "--restore", damaged.toString())).contains(damaged + " is no snapshot, or damaged").hasLineCount(1);
        bytes[bytes.length / 4] ^= 1;
        Files.write(damaged, bytes);
        assertThat(refusal(1, "--restore", damaged.toString())).contains(damaged.toString()).hasLineCount(1);
        Files.writeString(damaged, "nothing");
        assertThat(refusal(2, "--restore", damaged.toString())).contains("is no snapshot").hasLineCount(1);
    }
}
