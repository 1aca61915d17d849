package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Debian's kernels for i386, without and with PAE, on the machine {@code minimal}: processor, RAM, interrupt controllers,
 * interval timer and a serial port, no firmware. They boot to a shell, which is given a script of commands.
 *
 * <p>The kernel is entered unpacked and spared its self-tests; both would be four fifths of the work.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LinuxIT {
    private static final int SWAP_SECONDS = 120;

    /** Commands and what they answer, in order. */
    private static final Map<String, String> SCRIPT = new LinkedHashMap<>();

    static {
        SCRIPT.put("echo $((6 * 7))", "42");
        SCRIPT.put("uname -m", "i686");
        SCRIPT.put("grep 'model name' /proc/cpuinfo | cut -d: -f2", "Backplane i686");
        SCRIPT.put("dd if=/dev/zero bs=1k count=256 2>/dev/null | md5sum", "ec87a838931d4d5d2e94a04644788a55  -");
        SCRIPT.put("seq 1 2000 | sort -rn | sed -n 500p", "1501");
        SCRIPT.put("seq 1 5000 | gzip -c | gunzip -c | tail -n 1", "5000");
        SCRIPT.put("awk 'BEGIN { printf \"%.9f\\n\", 355 / 113 }'", "3.141592920");
        SCRIPT.put("(sleep 1; echo slept) & wait", "slept");
        SCRIPT.put("grep -c 'XT-PIC.*timer' /proc/interrupts", "1");
        SCRIPT.put("dmesg | grep -c -e 'BUG:' -e 'Oops' -e 'general protection' -e 'segfault'", "0");
    }

    /** Whether the kernel is interrupted by the local APIC's timer. */
    private static final String LOC_COUNTS = "loc() { awk '/LOC:/ { print $2 }' /proc/interrupts; };"
            + " a=$(loc); sleep 1; b=$(loc); [ $b -gt $a ] && echo counts";
    private static final Map<String, String> WITH_APICS = new LinkedHashMap<>();

    static {
        WITH_APICS.put("grep -c -w apic /proc/cpuinfo", "1");
        WITH_APICS.put("dmesg | grep -o 'MPTABLE: APIC at: .*'", "MPTABLE: APIC at: 0xFEE00000");
        WITH_APICS.put("dmesg | grep -o 'IOAPIC.*'",
                "IOAPIC[0]: apic_id 1, version 32, address 0xfec00000, GSI 0-23");
        WITH_APICS.put("cat /sys/devices/system/clockevents/clockevent0/current_device", "lapic");
        WITH_APICS.put(LOC_COUNTS, "counts");
        WITH_APICS.put("grep -c 'IO-APIC *2-edge *timer' /proc/interrupts", "1");
        WITH_APICS.put("grep -c 'IO-APIC *4-edge *ttyS0' /proc/interrupts", "1");
        WITH_APICS.put("grep XT-PIC /proc/interrupts | grep -c -v cascade", "0");
        WITH_APICS.put("dmesg | grep -c -e 'BUG:' -e 'Oops' -e 'general protection' -e 'segfault' -e 'APIC error'", "0");
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"686, interpreter", "686-pae, interpreter", "686-pae, translator", "686, check"})
    void aKernelBootsToAShellThatAnswers(String flavour, String engine) throws Exception {
        Path packed = DebianLinux.kernel(flavour);
        Path initrd = InitialRamDisk.withoutModules().write(directory.resolve("initrd.cpio"));
        Path kernel = DebianLinux.unpack(packed, directory);
        try (Distribution started = Distribution.startForInteractiveWork("--machine", "minimal", "--memory", "128M",
                "--kernel", kernel.toString(), "--initrd", initrd.toString(), "--append", LinuxShell.KERNEL_OPTIONS,
                "--serial", "stdio", "--engine", engine)) {
            LinuxShell linux = LinuxShell.boot(started);
            for (Map.Entry<String, String> step : SCRIPT.entrySet()) {
                assertThat(linux.answer(step.getKey()).output()).as(step.getKey()).isEqualTo(step.getValue());
            }
            assertThat(linux.run("uname -r")).as("the kernel's name is its release").isEqualTo(DebianLinux.release(packed));
            linux.say("printf '\\x15' | dd of=/dev/port bs=1 seek=244 count=1");
            assertThat(started.awaitEnd()).as("the exit port, with 15h").isEqualTo(0x15 << 1 | 1);
            assertThat(started.err()).isEmpty();
        }
    }

    @Test
    void modulesOfTheKernelAndProgramsOfOursRunInIt() throws Exception {
        Path packed = DebianLinux.kernel("686");
        Path program = GuestProgram.compile("sum", """
                #include <stdio.h>
                #include <stdlib.h>
                int main(int count, char **words) {
                    printf("%s and %s\\n", words[1], words[2]);
                    return atoi(words[1]) + atoi(words[2]);
                }
                """, directory);
        Path initrd = InitialRamDisk.of(packed).load("virtio_blk").file("bin/sum", program)
                .write(directory.resolve("initrd.cpio"));
        Path kernel = DebianLinux.unpack(packed, directory);
        try (Distribution started = Distribution.startForInteractiveWork("--machine", "minimal", "--memory", "128M",
                "--kernel", kernel.toString(), "--initrd", initrd.toString(), "--append", LinuxShell.KERNEL_OPTIONS,
                "--serial", "stdio")) {
            LinuxShell linux = LinuxShell.boot(started);
            assertThat(linux.answer("sum 3 4")).isEqualTo(new LinuxShell.Answer("3 and 4", 7));
            assertThat(linux.run("cut -d' ' -f1 /proc/modules")).as("the module and what it depends on, newest first")
                    .isEqualTo("virtio_blk\nvirtio_ring\nvirtio");
        }
    }

    /**
     * With APICs the loader gives the kernel an MP table, by which it finds them. Time follows the instructions: on a busy
     * host the 8254, by which Linux measures the APIC's timer, would lose interrupts, and Linux then does not trust the timer.
     * Both bundles are replaced under the kernel, which goes on counting.
     */
    @Test
    void withApicsTheKernelUsesTheTimerOfTheOneAndTheInputsOfTheOther() throws Exception {
        Path packed = DebianLinux.kernel("686");
        Path initrd = InitialRamDisk.withoutModules().write(directory.resolve("initrd.cpio"));
        Path kernel = DebianLinux.unpack(packed, directory);
        int port = Distribution.freePort();
        try (Distribution started = Distribution.startForInteractiveWork("--machine", "minimal", "--apic", "--deterministic",
                "--memory", "128M", "--kernel", kernel.toString(), "--initrd", initrd.toString(), "--append",
                LinuxShell.KERNEL_OPTIONS, "--serial", "stdio", "--shell", "tcp:" + port); ShellPeer shell = ShellPeer.connect(port)) {
            LinuxShell linux = LinuxShell.boot(started);
            for (Map.Entry<String, String> step : WITH_APICS.entrySet()) {
                assertThat(linux.answer(step.getKey()).output()).as(step.getKey()).isEqualTo(step.getValue());
            }
            replace(shell, "lapic");
            replace(shell, "ioapic");
            assertThat(linux.answer(LOC_COUNTS).output()).as("after the replacement").isEqualTo("counts");
            assertThat(shell.type("explain phys:fee00320")).contains("register  LVT_TIMER (SDM 3A ");
            linux.say("printf '\\x16' | dd of=/dev/port bs=1 seek=244 count=1");
            assertThat(started.awaitEnd()).as("the exit port, with 16h").isEqualTo(0x16 << 1 | 1);
            assertThat(started.err()).isEmpty();
        }
    }

    /** Updates the bundle of a device in place, and waits until its new revision goes on where the old one was. */
    private static void replace(ShellPeer shell, String device) throws Exception {
        Matcher id = Pattern.compile("(\\d+)\\|Active[^\\n]*org\\.backplane\\.device\\." + device + " ")
                .matcher(shell.type("lb -s"));
        assertThat(id.find()).as("the bundle of %s", device).isTrue();
        shell.type("update " + id.group(1) + " " + Path.of("target", "bundles", "device-" + device + ".jar").toUri());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SWAP_SECONDS);
        Pattern swapped = Pattern.compile("device\\." + device + " .* swapped ");
        for (String swaps = shell.type("swap"); !swapped.matcher(swaps).find(); swaps = shell.type("swap")) {
            assertThat(System.nanoTime()).as("no replacement in time: %s", swaps).isLessThan(deadline);
            Thread.sleep(50);
        }
    }
}
