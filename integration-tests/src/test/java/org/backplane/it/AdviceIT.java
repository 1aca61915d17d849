package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the distribution says to guests that do wrong, and faults that a machine description injects. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AdviceIT {
    private static final int ADVICE_STATUS = 122;
    private static final int TIMEOUT_STATUS = 124;
    private static final int WRITE_BACK = 0x03;
    private static final int UNCACHEABLE = 0x1B;
    private static final int[] WRITES_LSR = {0xA2, 0x14, 0x80};
    private static final int[] NOPS = {0x90, 0x90, 0x90};
    private static final Path DOCUMENT = Path.of("..", "docs", "advice.md");

    @TempDir
    Path folder;

    /** Maps the serial port at FE000000h at 8000h, reads its LSR, perhaps writes it, and ends the process. */
    private Path driver(int pageBits, int[] thenDoes) throws IOException {
        return GuestRom.write(folder.resolve("driver.rom"),
                0x31, 0xC0,                                               // 00 xor ax,ax
                0x8E, 0xD8,                                               // 02 mov ds,ax
                0x66, 0xC7, 0x06, 0x00, 0x10, 0x03, 0x20, 0x00, 0x00,     // 04 mov dword [1000h],2003h      PDE 0
                0x66, 0xC7, 0x06, 0xC0, 0x23, 0x03, 0x00, 0x0F, 0x00,     // 0d mov dword [23c0h],0f0003h    this page
                0x66, 0xC7, 0x06, 0x20, 0x20, pageBits, 0x00, 0x00, 0xFE, // 16 mov dword [2020h],fe0000xxh  PTE 8
                0x66, 0xB8, 0x00, 0x10, 0x00, 0x00,                       // 1f mov eax,1000h
                0x0F, 0x22, 0xD8,                                         // 25 mov cr3,eax
                0x0F, 0x20, 0xC0,                                         // 28 mov eax,cr0
                0x66, 0x0D, 0x01, 0x00, 0x00, 0x80,                       // 2b or eax,80000001h
                0x0F, 0x22, 0xC0,                                         // 31 mov cr0,eax
                0xA0, 0x14, 0x80,                                         // 34 mov al,[8014h]
                thenDoes[0], thenDoes[1], thenDoes[2],                    // 37
                0xBA, 0xE9, 0x00,                                         // 3a mov dx,0e9h
                0xB0, 0x15,                                               // 3d mov al,15h
                0xEE,                                                     // 3f out dx,al
                0xF4);                                                    // 40 hlt
    }

    private Path report() {
        return folder.resolve("advice.json");
    }

    private int run(Path rom, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--rom", rom.toString(), "--deterministic", "--serial", "none",
                "--advice", report().toString()));
        all.addAll(List.of(options));
        try (Distribution started = Distribution.start(all.toArray(String[]::new))) {
            return started.awaitEnd();
        }
    }

    @Test
    void registersThatAreMappedWriteBackAreFoundWithInstructionAndEntry() throws Exception {
        int status = run(driver(WRITE_BACK, NOPS), "--exit-port", "0xe9", "--advice-fatal");

        assertThat(status).isEqualTo(ADVICE_STATUS);
        assertThat(Files.readString(report())).containsOnlyOnce("\"kind\"").contains("\"kind\": \"memory-type\"",
                "\"device\": \"org.backplane.device.uart~mmio\"", "\"linear\": \"0x8000\"", "\"first\": \"0xf0034\"",
                "\"entry\": \"PTE 008 at 00002020 = fe000023 ", "\"text\": \"mapped WB, but the range wants UC");
    }

    @Test
    void aGuestThatDoesRightEndsAsItWants() throws Exception {
        int status = run(driver(UNCACHEABLE, NOPS), "--exit-port", "0xe9", "--advice-fatal");

        assertThat(status).isEqualTo(0x15 << 1 | 1);
        assertThat(Files.readString(report())).contains("\"findings\": [").doesNotContain("kind");
    }

    @Test
    void withoutFatalTheStatusIsTheGuests() throws Exception {
        int status = run(driver(UNCACHEABLE, WRITES_LSR), "--exit-port", "0xe9");

        assertThat(status).isEqualTo(0x15 << 1 | 1);
        assertThat(Files.readString(report())).containsOnlyOnce("\"kind\"").contains("\"kind\": \"read-only\"",
                "\"register\": \"LSR\"", "\"first\": \"0xf0037\"");
    }

    @Test
    void theTimeOutIsAnEndLikeAnother() throws Exception {
        assertThat(run(driver(WRITE_BACK, NOPS), "--timeout", "1", "--advice-fatal")).isEqualTo(ADVICE_STATUS);
        assertThat(Files.readString(report())).contains("memory-type");

        assertThat(run(driver(UNCACHEABLE, NOPS), "--timeout", "1", "--advice-fatal")).isEqualTo(TIMEOUT_STATUS);
    }

    @Test
    void aReportThatCannotBeWrittenIsRefusedAtOnce() throws Exception {
        Path nowhere = folder.resolve("none").resolve("advice.json");
        try (Distribution started = Distribution.start("--advice", nowhere.toString())) {
            assertThat(started.awaitEnd()).isEqualTo(2);
            assertThat(started.err()).startsWith("backplane: --advice: " + nowhere + " cannot be written");
        }
    }

    /** A machine with a fault at the line status register of its serial port. */
    private Path faulty(Path rom, String fault) throws IOException {
        return Files.writeString(folder.resolve("faulty.json"), """
                {
                  "org.backplane.machine": { "name": "main" },
                  "org.backplane.cpu": {},
                  "org.backplane.device.ram": { "bus.memory": "0x0+1M" },
                  "org.backplane.firmware.rom": { "image": "%s" },
                  "org.backplane.device.uart~com1": { "bus.port": "0x3f8-0x3ff", "host": "none" },
                  "org.backplane.device.exit": {},
                  "org.backplane.tap.fault~lsr": { "tap.ranges": ["org.backplane.device.uart~com1/port0"], %s }
                }
                """.formatted(rom, fault));
    }

    /** Reads LSR twice and ends the process with what it read the second time. */
    private Path reader() throws IOException {
        return GuestRom.write(folder.resolve("reader.rom"),
                0xBA, 0xFD, 0x03,   // mov dx,3fdh
                0xEC,               // in al,dx
                0xEC,               // in al,dx
                0xBA, 0xF4, 0x00,   // mov dx,0f4h
                0xEE,               // out dx,al
                0xF4);              // hlt
    }

    private int runFaulty(String fault) throws Exception {
        try (Distribution started = Distribution.start("--machine", faulty(reader(), fault).toString(),
                "--advice", report().toString(), "--advice-fatal")) {
            return started.awaitEnd();
        }
    }

    @Test
    void aFaultIsInjectedAfterTheAccessesThatPass() throws Exception {
        assertThat(runFaulty("\"offset\": \"5\", \"fault\": \"value:0x15\", \"after:Long\": 1")).isEqualTo(0x15 << 1 | 1);
        assertThat(Files.readString(report())).doesNotContain("kind");
    }

    @Test
    void aFaultThatNeverHappensFailsTheRun() throws Exception {
        assertThat(runFaulty("\"offset\": \"5\", \"fault\": \"value:0x15\", \"after:Long\": 2")).isEqualTo(ADVICE_STATUS);
        assertThat(Files.readString(report())).contains("\"kind\": \"tap-not-fired\"",
                "\"device\": \"org.backplane.tap.fault~lsr\"", "it saw 2 accesses");
    }

    @Test
    void aFaultThatIsNoneIsSaidInOneLine() throws Exception {
        try (Distribution started = Distribution.start("--machine", faulty(reader(), "\"fault\": \"fire\"").toString())) {
            assertThat(started.awaitEnd()).isEqualTo(1);
            assertThat(started.err()).contains("fault: 'fire' is none of error, ones and value:NUMBER").doesNotContain("\tat ");
        }
    }

    /** The addresses of the monitor's instructions are its own. */
    private static String normal(String line) {
        return line.strip().replaceAll(" +", " ").replaceAll("000f[0-9a-f]{4}", "EIP").replace("\u00c2\u00a7", "\u00a7");
    }

    @Test
    void theTourOfTheDocumentIsAsItSays() throws Exception {
        int port = Distribution.freePort();
        try (Monitor monitor = Monitor.start("--shell", "tcp:" + port); ShellPeer shell = ShellPeer.connect(port)) {
            String answer = "";
            int checked = 0;
            boolean inSession = false;
            for (String line : Files.readAllLines(DOCUMENT)) {
                if (line.startsWith("```")) {
                    inSession = line.equals("```text");
                } else if (inSession && line.startsWith("> ")) {
                    answer = monitor.type(line.substring(2));
                } else if (inSession && line.startsWith("pc> ")) {
                    answer = shell.type(line.substring(4));
                } else if (inSession) {
                    assertThat(answer.lines().map(AdviceIT::normal)).contains(normal(line));
                    checked++;
                }
            }
            assertThat(checked).as("lines of answers in the document").isGreaterThan(20);
        }
    }

    @Test
    void aTraceIsStartedShownAndStopped() throws Exception {
        int port = Distribution.freePort();
        Path file = folder.resolve("uart.trace");
        try (Monitor monitor = Monitor.start("--shell", "tcp:" + port); ShellPeer shell = ShellPeer.connect(port)) {
            shell.type("trace start '(&(range.device=*com1)(range.space=port))' " + file);
            monitor.type("in 3f9");
            assertThat(shell.type("trace last 1000")).containsPattern("\\d+ 000f\\p{XDigit}{4} r port 03fd 1 \\p{XDigit}{2}"
                    + " org\\.backplane\\.device\\.uart~com1/port0\\+5 ok");
            assertThat(shell.type("trace stop")).contains("accesses traced to " + file);
            monitor.type("in 3fa");
        }

        assertThat(file).content().startsWith("# backplane-trace 1:").contains(" r port 03f9 1 ");
        assertThat(Files.readAllLines(file)).as("nothing after the stop").noneMatch(line -> line.contains("r port 03fa"));
    }
}
