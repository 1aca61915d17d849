package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** gdb, as its users have it, debugs a guest of a few instructions; Debian's package {@code gdb}. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GdbIT {
    private static final Path GDB = Path.of("/usr/bin/gdb");
    /** Goes to CS 0 by copying itself to 1000h, so that EIP is the linear address, and counts at 2000h for ever. */
    private static final int[] COUNTS = {
        0x31, 0xC0,                             // 00 xor ax,ax
        0x8E, 0xC0,                             // 02 mov es,ax
        0x8E, 0xD8,                             // 04 mov ds,ax
        0xBE, 0x1A, 0x00,                       // 06 mov si,count
        0xBF, 0x00, 0x10,                       // 09 mov di,1000h
        0xB9, 0x10, 0x00,                       // 0c mov cx,16
        0xF3, 0x2E, 0xA4,                       // 0f rep movsb es:[di],cs:[si]
        0xEA, 0x00, 0x10, 0x00, 0x00,           // 12 jmp 0000:1000
        0x90, 0x90, 0x90,                       // 17 nop
        0x43,                                   // 1a/1000 count: inc bx
        0x89, 0x1E, 0x00, 0x20,                 // 1b/1001 mov [2000h],bx
        0xA1, 0x10, 0x20,                       // 1f/1005 mov ax,[2010h]
        0xEB, 0xF6,                             // 22/1008 jmp count
    };

    @TempDir
    Path folder;

    private String rom() throws IOException {
        return GuestRom.write(folder.resolve("count.rom"), COUNTS).toString();
    }

    /** What gdb prints for some commands, after it has connected. */
    private String gdb(int port, String... commands) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(GDB), "skipped: there is no gdb; Debian's package gdb has it");
        List<String> command = new ArrayList<>(List.of(GDB.toString(), "-nx", "-batch", "-ex", "set pagination off", "-ex",
                "set confirm off", "-ex", "set architecture i386", "-ex", "set tcp connect-timeout 100", "-ex",
                "target remote 127.0.0.1:" + port));
        for (String each : commands) {
            command.add("-ex");
            command.add(each);
        }
        Path output = folder.resolve("gdb.txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile()).start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("gdb ends; it said: %s", Files.readString(output)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    @Test
    void gdbBreaksStepsAndLooksAround() throws Exception {
        int port = Distribution.freePort();
        try (Distribution guest = Distribution.start("--rom", rom(), "--serial", "none", "--gdb", "tcp:" + port, "--gdb-wait")) {
            String said = gdb(port, "x/4bx 0xfffffff0", "break *0x1001", "continue", "info registers eip ebx", "stepi",
                    "x/2bx 0x2000", "continue", "p $ebx", "set var *(short*)0x2010 = 0x1234", "set $ebx = 0x41",
                    "delete", "stepi", "stepi", "p/x $ax", "p *(short*)0x2000", "p *(int*)0x90000000", "set var *(int*)0xffff8000 = 1",
                    "monitor pc:regs", "monitor pc:map", "monitor nosuch", "kill");
            assertThat(said).contains("0xfffffff0:\t0xea\t0x00\t0x00\t0x00")
                    .containsPattern("(?s)Breakpoint 1, 0x00001001.*eip +0x1001 .*ebx +0x1 ")
                    .containsPattern("(?s)0x2000:\t0x01\t0x00.*Breakpoint 1, 0x00001001.*\\$1 = 2\n")
                    .contains("$2 = 0x1234", "$3 = 65")
                    .contains("Cannot access memory at address 0x90000000", "Cannot access memory at address 0xffff8000")
                    .containsPattern("CR0 +60000010 +real mode").contains("org.backplane.firmware.rom").contains("nosuch");
            assertThat(guest.awaitEnd()).as("kill switches the machine off").isZero();
        }
    }

    @Test
    void gdbReadsAndWritesFloatingPointRegisters() throws Exception {
        int port = Distribution.freePort();
        try (Distribution guest = Distribution.start("--rom", rom(), "--serial", "none", "--gdb", "tcp:" + port, "--gdb-wait")) {
            String said = gdb(port, "set $fctrl = 0x37e", "set $ftag = 0x3fff", "set $fstat = 0x3800", "set $st0 = -1.5",
                    "p $st0", "info float", "set $xmm0.v4_int32[1] = 0x12345678", "p/x $xmm0.v4_int32",
                    "set $xmm7.v2_double[1] = 0.25", "p $xmm7.v2_double", "set $mxcsr = 0x9fc0", "p $mxcsr",
                    "set $mxcsr = 0x10000", "p/x (int)$mxcsr", "p/x $fop", "monitor pc:regs", "kill");
            assertThat(said).contains("$1 = -1.5").containsPattern("=>R7: Valid +0xbfffc000000000000000 -1.5")
                    .containsPattern("R6: Empty").containsPattern("Control Word: +0x037e")
                    .contains("$2 = {0x0, 0x12345678, 0x0, 0x0}", "$3 = {0, 0.25}").containsPattern("\\$4 = \\[ DAZ IM .*FZ \\]")
                    .contains("$5 = 0x9fc0").containsPattern("XMM7.HIGH +3fd0000000000000");
            assertThat(guest.awaitEnd()).isZero();
        }
    }

    @Test
    void gdbWatchesDataAndTheGuestRunsOnWhenItLeaves() throws Exception {
        int port = Distribution.freePort();
        int shellPort = Distribution.freePort();
        try (Distribution guest = Distribution.start("--rom", rom(), "--serial", "none", "--gdb", "tcp:" + port, "--gdb-wait",
                "--shell", "tcp:" + shellPort)) {
            String said = gdb(port, "hbreak *0x1000", "continue", "delete", "watch *(short*)0x2000", "continue", "continue",
                    "info registers eip", "delete", "rwatch *(short*)0x2010", "continue", "info registers eip", "delete", "detach");
            assertThat(said).containsPattern("(?s)Old value = 0\nNew value = 1.*Old value = 1\nNew value = 2\n.*eip +0x1005 ")
                    .containsPattern("(?s)Hardware read watchpoint 3: .*eip +0x1008 ");
            try (ShellPeer shell = ShellPeer.connect(shellPort)) {
                assertThat(shell.type("status")).as("after detach").contains("main running");
                try (Socket first = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    assertThat(ask(first, "?", "3f")).as("a lost connection").isEqualTo("+$T05thread:1;#d7");
                    try (Socket second = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        assertThat(second.getInputStream().read()).as("a second debugger is hung up on").isEqualTo(-1);
                    }
                    assertThat(ask(first, "m2000,zz", "4f")).as("malformed").isEqualTo("+$E22#a9");
                    assertThat(shell.type("status")).contains("main stopped");
                    first.getOutputStream().write("+$c#63".getBytes(StandardCharsets.US_ASCII));
                    assertThat(first.getInputStream().read()).isEqualTo('+');
                    first.getOutputStream().write(3);
                    assertThat(answer(first)).as("Ctrl-C").startsWith("$T02");
                }
                String status = shell.type("status");
                while (status.contains("main stopped")) {
                    status = shell.type("status");
                }
                assertThat(status).as("after the connection was lost").contains("main running");
                shell.say("off");
            }
            assertThat(guest.awaitEnd()).isZero();
        }
    }

    private static String ask(Socket debugger, String packet, String checksum) throws IOException {
        debugger.getOutputStream().write(("$" + packet + "#" + checksum).getBytes(StandardCharsets.US_ASCII));
        return answer(debugger);
    }

    /** Everything up to the end of a packet. */
    private static String answer(Socket debugger) throws IOException {
        debugger.setSoTimeout(90_000);
        StringBuilder text = new StringBuilder();
        InputStream in = debugger.getInputStream();
        while (text.length() < 3 || text.charAt(text.length() - 3) != '#') {
            text.append((char) in.read());
        }
        return text.toString();
    }

    @Test
    void whatCannotBeIsSaidInOneLine() throws Exception {
        for (String[] options : new String[][] {{"--gdb", "1234"}, {"--gdb", "tcp:70000"}, {"--gdb", "stdio"}, {"--gdb-wait"}}) {
            try (Distribution started = Distribution.start(options)) {
                assertThat(started.awaitEnd()).as(String.join(" ", options)).isEqualTo(2);
                assertThat(started.err().lines()).hasSize(1).first().asString().startsWith("backplane: --gdb");
            }
        }
    }
}
