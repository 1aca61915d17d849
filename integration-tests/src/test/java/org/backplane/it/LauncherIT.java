package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line: what it starts, how it ends, and the one line that it says when something is wrong. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LauncherIT {
    /** Writes 15h to port E9h. */
    private static final int[] ENDS_THE_PROCESS = {
        0xBA, 0xE9, 0x00,                      // 00 mov dx,0e9h
        0xB0, 0x15,                            // 03 mov al,15h
        0xEE,                                  // 05 out dx,al
        0xF4,                                  // 06 hlt
    };
    /** POST codes 31h, FEh and FFh at port 190h, one at port 80h that does not count, then the exit port. */
    private static final int[] WRITES_POST_CODES = {
        0xBA, 0x90, 0x01,                      // 00 mov dx,190h
        0xB0, 0x31,                            // 03 mov al,31h
        0xEE,                                  // 05 out dx,al
        0xE6, 0x80,                            // 06 out 80h,al
        0xB0, 0xFE,                            // 08 mov al,0feh
        0xEE,                                  // 0a out dx,al
        0xB0, 0xFF,                            // 0b mov al,0ffh
        0xEE,                                  // 0d out dx,al
        0xBA, 0xE9, 0x00,                      // 0e mov dx,0e9h
        0xB0, 0x15,                            // 11 mov al,15h
        0xEE,                                  // 13 out dx,al
        0xF4,                                  // 14 hlt
    };
    /** Sets 8 data bits, prints the time-stamp counter as eight letters, waits until they are sent, and halts for good. */
    private static final int[] TELLS_THE_TIME = {
        0xBA, 0xFB, 0x03,                      // 00 mov dx,3fbh
        0xB0, 0x03,                            // 03 mov al,3
        0xEE,                                  // 05 out dx,al
        0x0F, 0x31,                            // 06 rdtsc
        0x66, 0x89, 0xC5,                      // 08 mov ebp,eax
        0xB9, 0x08, 0x00,                      // 0b mov cx,8
        0x66, 0xC1, 0xC5, 0x04,                // 0e digit: rol ebp,4
        0x89, 0xE8,                            // 12 mov ax,bp
        0x24, 0x0F,                            // 14 and al,15
        0x04, 0x41,                            // 16 add al,'A'
        0xE8, 0x11, 0x00,                      // 18 call print
        0xE2, 0xF1,                            // 1b loop digit
        0xB0, 0x0A,                            // 1d mov al,10
        0xE8, 0x0A, 0x00,                      // 1f call print
        0xBA, 0xFD, 0x03,                      // 22 mov dx,3fdh
        0xEC,                                  // 25 empty: in al,dx
        0xA8, 0x40,                            // 26 test al,40h
        0x74, 0xFB,                            // 28 jz empty
        0xFA,                                  // 2a cli
        0xF4,                                  // 2b hlt
        0x88, 0xC4,                            // 2c print: mov ah,al
        0xBA, 0xFD, 0x03,                      // 2e mov dx,3fdh
        0xEC,                                  // 31 wait1: in al,dx
        0xA8, 0x20,                            // 32 test al,20h
        0x74, 0xFB,                            // 34 jz wait1
        0xBA, 0xF8, 0x03,                      // 36 mov dx,3f8h
        0x88, 0xE0,                            // 39 mov al,ah
        0xEE,                                  // 3b out dx,al
        0xC3,                                  // 3c ret
    };

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Runs to the end of a start that is refused. */
    private String refusal(int status, String... options) throws Exception {
        try (Distribution started = Distribution.start(options)) {
            assertThat(started.awaitEnd()).as("status; it said: %s", started.err()).isEqualTo(status);
            assertThat(started.out()).as("standard output is for the guest").isEmpty();
            assertThat(started.err()).startsWith("backplane: ").doesNotContain("Exception");
            assertThat(started.err().lines()).as("exactly one line").hasSize(1);
            return started.err().strip();
        }
    }

    @Test
    void theVersionIsThatOfTheDistribution() throws Exception {
        try (Distribution started = Distribution.start("--version")) {
            assertThat(started.awaitEnd()).isZero();
            assertThat(started.out()).startsWith("backplane 0.1.0\nJava ");
            assertThat(started.err()).isEmpty();
        }
    }

    @Test
    void helpListsTheOptions() throws Exception {
        try (Distribution started = Distribution.start("--help")) {
            assertThat(started.awaitEnd()).isZero();
            assertThat(started.out()).contains("--machine=FILE", "--kernel=FILE", "--exit-port=PORT", "--deterministic");
            assertThat(started.err()).isEmpty();
        }
    }

    @Test
    void aBadOptionIsNamed() throws Exception {
        assertThat(refusal(2, "--colour")).contains("'--colour'", "--help");
        assertThat(refusal(2, "--memory")).contains("--memory");
        assertThat(refusal(2, "--memory", "3")).contains("--memory: '3'");
        assertThat(refusal(2, "--memory", "4G")).contains("--memory: 4G");
        assertThat(refusal(2, "--timeout", "soon")).contains("--timeout: 'soon'");
        assertThat(refusal(2, "--exit-port", "70000")).contains("--exit-port: '70000'");
        assertThat(refusal(2, "--append", "x")).contains("--append needs --kernel");
    }

    @Test
    void aStreamThatCannotBeIsNamed() throws Exception {
        assertThat(refusal(2, "--serial", "pigeon")).contains("--serial: 'pigeon'");
        assertThat(refusal(2, "--serial", "tcp:70000")).contains("--serial: 'tcp:70000'");
        assertThat(refusal(2, "--shell", "file:x")).contains("--shell", "file:");
        assertThat(refusal(2, "--serial", "stdio", "--shell", "stdio")).contains("--serial", "--shell", "stdio");
        assertThat(refusal(1, "--serial", "file:" + folder)).contains(folder.toString());
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        for (String option : new String[] {"--rom", "--kernel", "--disk", "--floppy", "--cdrom"}) {
            assertThat(refusal(2, option, folder.resolve("none").toString())).contains(option, "none");
        }
        assertThat(refusal(2, "--machine", "none")).contains("--machine", "'none'");
        assertThat(refusal(2, "--plugins", folder.resolve("none").toString())).contains("--plugins", "none");
        assertThat(refusal(2, "--plugins", file("file", "").toString())).contains("--plugins", "is no folder");
    }

    @Test
    void anImageWithoutADriveForItIsRefused() throws Exception {
        String image = file("disk.img", "").toString();
        assertThat(refusal(2, "--disk", image)).contains("--disk", "'monitor' has no hard disk controller");
        assertThat(refusal(2, "--machine", "pc", "--floppy", image)).contains("--floppy", image + " has 0 bytes");
        Path large = folder.resolve("large.img");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((2880 << 10) + 1);
        }
        assertThat(refusal(2, "--machine", "pc", "--floppy", large.toString())).contains("--floppy", "2949121 bytes");
        assertThat(refusal(2, "--display", "window")).contains("--display", "'monitor' has no display adapter");
    }

    @Test
    void apicsWithoutInterruptControllersAreRefused() throws Exception {
        assertThat(refusal(2, "--apic")).contains("--apic: the machine 'monitor' has no interrupt controllers");
    }

    @Test
    void aDiskOnABusThatIsNotThereIsRefused() throws Exception {
        String image = file("disk.img", "x".repeat(512)).toString();
        assertThat(refusal(2, "--disk", "virtio:" + image)).contains("--disk virtio:", "'monitor' has no PCI bus");
        assertThat(refusal(2, "--machine", "isa", "--disk", "virtio:" + image)).contains("'isa' has no PCI bus");
        assertThat(refusal(2, "--machine", "pc", "--disk", "scsi:" + image))
                .contains("--disk: 'scsi:' is none of ide: virtio:, followed by overlay: readonly:");
        assertThat(refusal(2, "--machine", "pc", "--disk", "overlay:virtio:" + image)).contains("--disk: 'virtio:' is none of");
        assertThat(refusal(2, "--machine", "pc", "--disk", "virtio:")).contains("--disk: '' names no file");
        assertThat(refusal(2, "--machine", "pc", "--disk", "virtio:" + folder.resolve("none"))).contains("there is no file");
    }

    @Test
    void aRomThatCannotBeOneIsRefused() throws Exception {
        Path large = folder.resolve("large.rom");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((16L << 20) + 1);
        }
        assertThat(refusal(1, "--rom", large.toString())).contains(large + " has 16777217 bytes; at most 16777216");
        Path empty = file("empty.rom", "");
        assertThat(refusal(1, "--rom", empty.toString())).contains(empty + " is empty");
    }

    @Test
    void aFileThatIsNoKernelIsRefused() throws Exception {
        Path text = file("kernel", "hello");
        assertThat(refusal(1, "--kernel", text.toString())).contains(text + " is no Multiboot 1 kernel");
    }

    @Test
    void aWrongMachineDescriptionIsRefused() throws Exception {
        assertThat(refusal(2, "--machine", file("syntax.json", "{ \"a\": ").toString())).contains("--machine", "syntax.json");
        assertThat(refusal(2, "--machine", file("empty.json", "{}").toString())).contains("describes no device");
        assertThat(refusal(1, "--machine", machine("\"org.backplane.device.nosuch\": {}")))
                .contains("no bundle offers org.backplane.device.nosuch");
        assertThat(refusal(1, "--machine", machine("\"org.backplane.device.ram\": { \"bus.memory\": \"much\" }")))
                .contains("bus.memory: 'much'", "org.backplane.device.ram");
        assertThat(refusal(1, "--machine", machine("\"org.backplane.device.uart\": { \"registerStride\": 3 }")))
                .contains("registerStride", "org.backplane.device.uart");
        assertThat(refusal(1, "--machine", machine("\"org.backplane.machine\": { \"clock\": \"sundial\" }")))
                .contains("clock: 'sundial'", "org.backplane.machine");
    }

    private String machine(String entry) throws IOException {
        return file("machine.json", "{ \"org.backplane.cpu\": {}, " + entry + " }").toString();
    }

    @Test
    void aPortThatSomebodyElseListensOnIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String stream = "tcp:" + taken.getLocalPort();
            assertThat(refusal(1, "--serial", stream)).contains(stream, "cannot listen", "uart~com1");
            assertThat(refusal(1, "--serial", "none", "--shell", stream)).contains(stream, "cannot listen", "shell");
        }
    }

    @Test
    void theTimeIsUpWithStatus124() throws Exception {
        try (Distribution started = Distribution.start("--serial", "none", "--timeout", "1")) {
            assertThat(started.awaitEnd()).isEqualTo(124);
            assertThat(started.err()).isEqualTo("backplane: stopped after 1 s (--timeout)\n");
        }
    }

    @Test
    void theExitPortGivesTheStatus() throws Exception {
        String rom = GuestRom.write(folder.resolve("exit.rom"), ENDS_THE_PROCESS).toString();
        try (Distribution started = Distribution.start("--rom", rom, "--serial", "none", "--exit-port", "0xe9")) {
            assertThat(started.awaitEnd()).as("(15h << 1) | 1").isEqualTo(0x2B);
            assertThat(started.err()).isEmpty();
        }
    }

    @Test
    void postCodesGoToAFileLineByLine() throws Exception {
        String rom = GuestRom.write(folder.resolve("post.rom"), WRITES_POST_CODES).toString();
        Path codes = folder.resolve("post.log");
        try (Distribution started = Distribution.start("--rom", rom, "--serial", "none", "--exit-port", "0xe9",
                "--post-port", "0x190", "--post", "file:" + codes)) {
            assertThat(started.awaitEnd()).isEqualTo(0x2B);
            assertThat(codes).hasContent("31\nfe\nff");
            assertThat(started.err()).isEmpty();
        }
    }

    @Test
    void twoDeterministicRunsAreEqual() throws Exception {
        String first = deterministicRun();
        assertThat(first).as("eight letters, and the count of a processor that halts").matches("[A-P]{8}\n[0-9]+");
        assertThat(deterministicRun()).isEqualTo(first);
    }

    /** What the guest prints, and how many instructions it took for that. */
    private String deterministicRun() throws Exception {
        String rom = GuestRom.write(folder.resolve("time.rom"), TELLS_THE_TIME).toString();
        int port = Distribution.freePort();
        try (Distribution started = Distribution.start("--rom", rom, "--serial", "stdio", "--shell", "tcp:" + port,
                "--deterministic"); ShellPeer shell = ShellPeer.connect(port)) {
            started.awaitOutput("\n");
            return started.out() + shell.awaitHalt();
        }
    }

    @Test
    void theShellOnAPipeExecutesItsLinesAndSwitchesOff() throws Exception {
        try (Distribution started = Distribution.start("--serial", "none", "--shell", "stdio")) {
            assertThat(started.awaitEnd()).as("standard input ended").isZero();
            assertThat(started.err()).isEmpty();
        }
    }
}
