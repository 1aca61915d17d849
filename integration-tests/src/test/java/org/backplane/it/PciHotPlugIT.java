package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cards are plugged into a PC and out of it while Debian's Linux runs in it: it takes them in and lets them go by itself (ACPI
 * hot-plug, acpiphp), and does not see that their bundles are updated. All commands that are typed into the guest use or look at
 * the cards.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PciHotPlugIT {
    private static final Path SEABIOS = Path.of("/usr/share/seabios/bios-256k.bin");
    private static final Path BUNDLES = Path.of("target", "bundles");
    private static final String SERIAL = "device-serial-pci";
    private static final String EDU = "device-edu";
    private static final String SERIAL_PID = "org.backplane.device.serial.pci";
    private static final String EDU_PID = "org.backplane.device.edu";
    private static final String TAKEN = "the guest has taken it in";
    private static final String RELEASED = "the guest let go of it";
    private static final int PATIENCE_SECONDS = 120;
    private static final int UPDATES = 3;
    private static final int ROUND_BYTES = 512;

    /** Lets the card compute until a file appears, and checks each result; 32 bits of n! for n from 0 to 12. */
    private static final String FACTORIALS = """
            #include <fcntl.h>
            #include <stdint.h>
            #include <stdio.h>
            #include <sys/mman.h>
            #include <unistd.h>
            int main(int count, char **words) {
                int file = open(words[1], O_RDWR);
                volatile uint32_t *edu = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
                if (file < 0 || edu == MAP_FAILED) {
                    perror(words[1]);
                    return 1;
                }
                unsigned right = 0, wrong = 0;
                for (uint32_t n = 0; access("/tmp/enough", F_OK) != 0; n = (n + 1) % 13) {
                    uint32_t expected = 1;
                    for (uint32_t i = 2; i <= n; i++) {
                        expected *= i;
                    }
                    edu[2] = n;
                    while (edu[8] & 1) {
                    }
                    *(edu[2] == expected ? &right : &wrong) += 1;
                }
                printf("%s right, %u wrong\\n", right > 100 ? "many" : "few", wrong);
                return 0;
            }
            """;

    @TempDir
    Path directory;

    private Path plugins;
    private LinuxShell linux;
    private ShellPeer shell;

    @ParameterizedTest
    @ValueSource(strings = {"686", "686-pae"})
    void cardsComeAndGoUnderLinux(String flavour) throws Exception {
        Path packed = DebianLinux.kernel(flavour);
        Path initrd = InitialRamDisk.withoutModules()
                .file("bin/factorials", GuestProgram.compile("factorials", FACTORIALS, directory))
                .write(directory.resolve("initrd.cpio"));
        plugins = Files.createDirectory(directory.resolve("plugins"));
        int port = Distribution.freePort();
        int line = Distribution.freePort();
        Files.writeString(plugins.resolve(SERIAL_PID + ".cfg"), "host = tcp:" + line + "\n");
        try (Distribution started = Distribution.startForInteractiveWork("--machine", "pc", "--memory", "128M", "--kernel",
                DebianLinux.unpack(packed, directory).toString(), "--initrd", initrd.toString(), "--append",
                LinuxShell.KERNEL_OPTIONS, "--serial", "stdio", "--plugins", plugins.toString(), "--shell", "tcp:" + port);
                ShellPeer peer = ShellPeer.connect(port)) {
            shell = peer;
            linux = LinuxShell.boot(started);
            aSerialPortComesAndIsUsedThroughUpdates(line);
            anEduCardComesAndIsUsedThroughUpdates();
            theGuestLetsGoOfTheEduCard();
            theGuestLetsGoOfAPortThatIsOpenAndGetsItBack();
            aPortIsTornOut();
            assertThat(linux.run("dmesg | grep -c -e 'BUG:' -e 'Oops' -e 'WARNING:' -e 'irq .*: nobody cared' || true"))
                    .as("the kernel has nothing to complain of").isEqualTo("0");
            assertThat(started.err()).as("nothing went wrong").isEmpty();
            linux.say("poweroff -f");
            assertThat(started.awaitEnd()).as("it switches itself off").isZero();
        }
    }

    /**
     * The other ways to a running kernel: behind SeaBIOS, which has placed the functions that were there and left the windows, and
     * with APICs, whose inputs the controller's event and the port's interrupt go to.
     */
    @ParameterizedTest
    @CsvSource({"kernel,IO-APIC", "firmware,XT-PIC", "firmware,IO-APIC"})
    void aPortComesAndGoes(String start, String controller) throws Exception {
        Path packed = DebianLinux.kernel("686");
        Path initrd = InitialRamDisk.withoutModules().write(directory.resolve("initrd.cpio"));
        plugins = Files.createDirectory(directory.resolve("plugins"));
        int port = Distribution.freePort();
        int line = Distribution.freePort();
        Files.writeString(plugins.resolve(SERIAL_PID + ".cfg"), "host = tcp:" + line + "\n");
        List<String> options = new ArrayList<>(List.of("--machine", "pc", "--memory", "128M", "--serial", "stdio", "--plugins",
                plugins.toString(), "--shell", "tcp:" + port));
        options.addAll(start.equals("kernel") ? withKernel(packed, initrd) : withFirmware(packed, initrd));
        options.addAll(controller.equals("IO-APIC") ? List.of("--apic") : List.of());
        try (Distribution started = Distribution.startForInteractiveWork(options.toArray(String[]::new));
                ShellPeer peer = ShellPeer.connect(port)) {
            shell = peer;
            linux = LinuxShell.boot(started);
            drop(SERIAL);
            shell.await("slots", "03 +present .*" + Pattern.quote(SERIAL_PID) + ".*" + TAKEN);
            portEchoes(line);
            assertThat(linux.run("grep -e acpi -e ttyS2 /proc/interrupts")).as("the event and the port interrupt here")
                    .containsPattern(controller + ".* acpi").containsPattern(controller + ".* ttyS2");
            assertThat(shell.type("unplug 3")).isEqualTo("slot 03: " + SERIAL_PID + ", " + RELEASED);
            shell.type("plug serial-pci");
            shell.await("slots", "03 +present .*" + TAKEN);
            portEchoes(line);
            assertThat(linux.run("dmesg | grep -c -e 'BUG:' -e 'Oops' -e 'irq .*: nobody cared' || true")).isEqualTo("0");
        }
    }

    private List<String> withKernel(Path packed, Path initrd) throws Exception {
        return List.of("--kernel", DebianLinux.unpack(packed, directory).toString(), "--initrd", initrd.toString(), "--append",
                LinuxShell.KERNEL_OPTIONS);
    }

    private List<String> withFirmware(Path packed, Path initrd) throws Exception {
        assumeTrue(Files.isReadable(SEABIOS), "there is no " + SEABIOS);
        return List.of("--rom", SEABIOS.toString(), "--disk", BootDisk.make(directory, packed, initrd,
                "console=tty0 " + LinuxShell.KERNEL_OPTIONS, "").toString());
    }

    private void portEchoes(int line) throws Exception {
        linux.run("stty -F /dev/ttyS2 raw -echo 115200");
        linux.run("(cat /dev/ttyS2 > /dev/ttyS2) 2> /dev/null & true");
        linux.run("while ! grep -q '^2:.*RTS' /proc/tty/driver/serial; do sleep 0.1; done");
        try (Socket cable = new Socket(InetAddress.getLoopbackAddress(), line)) {
            converse(cable, new Random(2));
        }
    }

    private void drop(String module) throws Exception {
        ProbeBundle.drop(BUNDLES.resolve(module + ".jar"), plugins.resolve(module + ".jar"));
    }

    /** A file that looks new is a new revision of the bundle. */
    private void update(String module, String pid, int number) throws Exception {
        Files.setLastModifiedTime(plugins.resolve(module + ".jar"),
                FileTime.fromMillis(System.currentTimeMillis() + number * 2000L));
        shell.await("swap", "(?s)(" + Pattern.quote(pid) + " +0\\.1\\.0 -> 0\\.1\\.0 +swapped.*){" + number + "}");
    }

    private void aSerialPortComesAndIsUsedThroughUpdates(int line) throws Exception {
        drop(SERIAL);
        shell.await("slots", "03 +present .*" + Pattern.quote(SERIAL_PID) + ".*" + TAKEN);
        assertThat(linux.run("basename $(readlink /sys/bus/pci/devices/0000:00:03.0/driver)")).as("its driver is bound")
                .isEqualTo("serial");
        assertThat(linux.run("grep -c '^2: uart:16550A' /proc/tty/driver/serial")).isEqualTo("1");
        linux.run("stty -F /dev/ttyS2 raw -echo 115200");
        linux.run("(cat /dev/ttyS2 > /dev/ttyS2; echo ended > /tmp/echo) 2> /dev/null & true");
        // What comes before the port is open is lost.
        linux.run("while ! grep -q '^2:.*RTS' /proc/tty/driver/serial; do sleep 0.1; done");
        List<String> before = told();
        try (Socket cable = new Socket(InetAddress.getLoopbackAddress(), line)) {
            Random random = new Random(1);
            converse(cable, random);
            for (int number = 1; number <= UPDATES; number++) {
                byte[] sent = say(cable, random);
                update(SERIAL, SERIAL_PID, number);
                hear(cable, sent);
                converse(cable, random);
            }
        }
        assertThat(told()).as("the guest was told nothing of the updates").isEqualTo(before);
    }

    /** What the guest was told of slots, and what it said. */
    private List<String> told() throws Exception {
        return shell.type("events").lines().filter(line -> line.contains("PCI slot")).toList();
    }

    private static void converse(Socket cable, Random random) throws Exception {
        hear(cable, say(cable, random));
    }

    private static byte[] say(Socket cable, Random random) throws Exception {
        byte[] bytes = new byte[ROUND_BYTES];
        random.nextBytes(bytes);
        OutputStream out = cable.getOutputStream();
        out.write(bytes);
        out.flush();
        return bytes;
    }

    /** The guest sends back what it got. */
    private static void hear(Socket cable, byte[] expected) throws Exception {
        cable.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        InputStream in = cable.getInputStream();
        byte[] heard = in.readNBytes(expected.length);
        assertThat(Arrays.mismatch(heard, expected)).as("the first byte that is not as it was sent").isEqualTo(-1);
    }

    private void anEduCardComesAndIsUsedThroughUpdates() throws Exception {
        drop(EDU);
        shell.await("slots", "04 +present .*" + Pattern.quote(EDU_PID) + ".*" + TAKEN);
        assertThat(linux.run("cat /sys/bus/pci/devices/0000:00:04.0/vendor /sys/bus/pci/devices/0000:00:04.0/device"))
                .isEqualTo("0x1234\n0x11e8");
        linux.run("echo 1 > /sys/bus/pci/devices/0000:00:04.0/enable");
        linux.run("factorials /sys/bus/pci/devices/0000:00:04.0/resource0 > /tmp/factorials 2>&1 & true");
        for (int number = 1; number <= UPDATES; number++) {
            update(EDU, EDU_PID, number);
        }
        assertThat(linux.run("sleep 1; touch /tmp/enough; wait $!; cat /tmp/factorials")).isEqualTo("many right, 0 wrong");
    }

    private void theGuestLetsGoOfTheEduCard() throws Exception {
        Files.delete(plugins.resolve(EDU + ".jar"));
        shell.await("slots", "04 +released .*" + RELEASED);
        shell.await("devices", "(?m)^" + Pattern.quote(EDU_PID) + " +empty");
        assertThat(linux.run("ls /sys/bus/pci/devices")).doesNotContain("00:04.0");
    }

    private void theGuestLetsGoOfAPortThatIsOpenAndGetsItBack() throws Exception {
        assertThat(linux.answer("cat /tmp/echo").status()).as("somebody has the port open").isNotZero();
        assertThat(shell.type("unplug 3")).isEqualTo("slot 03: " + SERIAL_PID + ", " + RELEASED);
        assertThat(linux.run("ls /sys/bus/pci/devices")).doesNotContain("00:03.0");
        assertThat(linux.run("grep -c '^2: uart:unknown' /proc/tty/driver/serial")).as("the driver has let go").isEqualTo("1");
        assertThat(linux.run("while [ ! -e /tmp/echo ]; do sleep 0.1; done; cat /tmp/echo")).as("and hung up").isEqualTo("ended");

        assertThat(shell.type("plug serial-pci")).startsWith("slot 03: " + SERIAL_PID);
        shell.await("slots", "03 +present .*" + TAKEN);
        assertThat(linux.run("grep -c '^2: uart:16550A' /proc/tty/driver/serial")).isEqualTo("1");
    }

    private void aPortIsTornOut() throws Exception {
        linux.run("cat /dev/ttyS2 > /dev/null 2>&1 & true");
        assertThat(shell.type("unplug 3 --force")).isEqualTo("slot 03: " + SERIAL_PID + ", torn out: nobody asked the guest");
        assertThat(linux.run("while [ -e /sys/bus/pci/devices/0000:00:03.0 ]; do sleep 0.1; done; "
                + "grep -c '^2: uart:unknown' /proc/tty/driver/serial")).as("the guest has found out").isEqualTo("1");
    }
}
