package org.backplane.firmware.internal.rom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.backplane.firmware.RomImage;
import org.backplane.firmware.internal.HostProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitor ROM on another emulator: commands go in at its serial port, what it prints is looked at. */
class MonitorTest {
    private static final String EMULATOR = "qemu-system-i386";
    private static final String PROMPT = "\n> ";

    @TempDir
    Path directory;

    private List<String> machine;

    @BeforeEach
    void findEmulator() throws IOException {
        HostProgram.assumeInstalled(EMULATOR, "--version");
        Path rom = Files.write(directory.resolve("monitor.rom"), RomImage.read(RomImage.MONITOR).contents());
        machine = new ArrayList<>(List.of(EMULATOR, "-display", "none", "-nodefaults", "-bios", rom.toString(),
                "-device", "isa-debug-exit,iobase=0xf4", "-M", "pc", "-m", "64"));
    }

    @Test
    void itTellsWhatItFound() throws IOException {
        machine.addAll(List.of("-cpu", "pentium3", "-chardev", "null,id=com2", "-device", "isa-serial,index=1,chardev=com2",
                "-chardev", "null,id=debug", "-device", "isa-debugcon,iobase=0x402,chardev=debug"));

        assertThat(session())
                .contains("\nProcessor        GenuineIntel family 6 model 7 stepping 3\n")
                .containsPattern("features       FPU .*TSC.*CMOV PAT")
                .contains("\nRAM              640 KiB from 0, 63 MiB from 00100000 to 03FFFFFF\n")
                .contains("\nA20 gate         open\n")
                .contains("\nUART at 3F8      16550A, with FIFO, this console\n")
                .contains("\nUART at 2F8      16550A, with FIFO\n")
                .contains("\nUART at 3E8      nothing\n")
                .contains("\nUART at FE000000 nothing\n")
                .contains("\nDebug console    port 402 reads E9\n")
                .contains("64512 KiB in 30-31, 768 x 64 KiB above 16 MiB in 34-35\n");
    }

    @Test
    void memoryIsReadAndWrittenInTheWidthAskedFor() throws IOException {
        assertThat(session("poke 1000 11223344 aabbccdd", "pokeb 1001 ff", "pokew 1004 beef", "peek 1000 2",
                "PEEKB 0x1000 3", "peekw 1004h", "fill 2000 11 41", "dump 1ffe 14"))
                .contains("\n00001000: 1122FF44 AABBBEEF\n")
                .contains("\n00001000: 44 FF 22\n")
                .contains("\n00001004: BEEF\n")
                .contains("\n00001FFE  00 00 41 41 41 41 41 41 41 41 41 41 41 41 41 41  ..AAAAAAAAAAAAAA\n"
                        + "0000200E  41 41 41 00                                      AAA.\n");
    }

    @Test
    void portsAreReadAndWrittenInTheWidthAskedFor() throws IOException {
        assertThat(session("out 3ff 5a", "in 3ff", "outl cf8 80000000", "inl cf8", "inw cfc", "in 2a7"))
                .contains("> in 3ff\n5A\n")
                .contains("> inl cf8\n80000000\n")
                .contains("> inw cfc\n8086\n")
                .contains("> in 2a7\nFF\n");
    }

    @Test
    void aPageCanBeMappedWalkedAndUnmapped() throws IOException {
        assertThat(session("poke 1000 12345678", "map 40000000 1000 uc", "paging on", "peek 40000000", "walk 40000004",
                "paging show", "unmap 40000000", "peek 40000000", "paging off"))
                .contains("CR3    0000F000\nCR0    80000011 PE ET PG\n")
                .contains("\n40000000: 12345678\n")
                .contains("PTE 000 at 00009000 = 0000103B P=1 RW=1 US=0 PWT=1 PCD=1 A=1 D=0 PAT=0 G=0, "
                        + "PAT entry 3: uncacheable (UC)\nLinear 40000004 is physical 00001004\n")
                .contains("\n40000000-40000FFF -> 00001000 P RW PWT PCD, PAT entry 3: uncacheable (UC)\n")
                .contains("\nFault 0E #PF page fault, error code 00000000, EIP 000")
                .contains(", CR2 40000000: page not present on a read\n")
                .contains("> paging off\nCR0    00000011 PE ET\n");
    }

    @Test
    void writeCombiningNeedsAPat() throws IOException {
        assertThat(session("map 40000000 a0000 wc", "rdmsr 277"))
                .contains("PAT=1 G=0, PAT entry 4: write combining (WC)\n")
                .contains("\n00070401:00070406\n");

        machine.addAll(List.of("-cpu", "pentium"));
        assertThat(session("map 40000000 a0000 wc", "map 40000000 a0000 wt"))
                .contains("Write combining needs a processor with a page attribute table (CPUID.PAT).\n")
                .contains("G=0, write-through (WT)\n");
    }

    @Test
    void theA20GateCanBeClosed() throws IOException {
        assertThat(session("poke 500 1", "poke 100500 2", "a20 off", "peek 100500", "a20 on", "peek 100500"))
                .contains("> a20 off\nA20 gate         closed: address bit 20 is always 0\n"
                        + "> peek 100500\n00100500: 00000001\n")
                .contains("> a20 on\nA20 gate         open\n> peek 100500\n00100500: 00000002\n");
    }

    @Test
    void whatIsNotUnderstoodIsExplained() throws IOException {
        assertThat(session("pek 0", "peek", "peek 12x", "peek 123456789", "peek 0 1 2", "pokeb 0 100", "in 10000",
                "map 40000123 0", "map 9000 0", "a20 maybe"))
                .contains("No such command, type help for the list: pek\n")
                .contains("> peek\nA number is missing.\npeek[b|w|l] ADDR [COUNT]")
                .contains("This is no hex number: 12x\npeek[b|w|l]")
                .contains("This is more than 32 bits: 123456789\n")
                .contains("This is too much: 2\n")
                .contains("The value is wider than the access.\npoke[b|w|l]")
                .contains("Ports are numbers up to FFFF.\n")
                .contains("The address of a page ends in 000.\n")
                .contains("The monitor itself is there.\n")
                .contains("On or off?\na20 [on|off]");
    }

    @Test
    void aLineCanBeEdited() throws IOException {
        assertThat(session("peekk\bb 10\u007f\u007f500 2\u0015peekb 400 1"))
                .contains("\n00000400: ");
        assertThat(session("peek 400\n\r\npeek 404\r\n"))
                .as("CR LF counts once, so there is one empty line")
                .contains("> peek 400\n00000400: 00000000\n> \n> peek 404\n00000404: 00000000\n");
    }

    @Test
    void aLineThatIsTooLongIsCutAt120Characters() throws IOException {
        assertThat(session("help" + " ".repeat(116) + "no more")).contains("\npeek[b|w|l] ADDR").contains("\u0007");
    }

    @Test
    void theTourRunsToItsEnd() throws IOException {
        assertThat(session("tour", "peek 40000000"))
                .contains("> in 3ff\n5A\n")
                .contains("> in 2a7\nFF\n")
                .contains("> peekb 4000001c\n4000001C:\nFault 0E #PF")
                .contains("> peekb 4000001c\n4000001C: A5\n")
                .contains("A=1 D=1 PAT=0")
                .contains("> paging off\nCR0    00000011 PE ET\n> peek 40000000\n");
    }

    @Test
    void aResetStartsItAgain() throws IOException {
        assertThat(session("reset", "").split("Backplane monitor", -1)).as("two banners").hasSize(3);
    }

    @Test
    void withoutASerialPortItTellsTheDebugConsole() throws IOException {
        machine.addAll(List.of("-serial", "none", "-chardev", "stdio,id=debug,mux=on", "-mon", "debug",
                "-device", "isa-debugcon,iobase=0x402,chardev=debug"));
        String end = "in 34-35\n\n";

        assertThat(HostProgram.run(machine, end.replace("\n", "\r\n"), "\u0001x").output())
                .contains("\nUART at 3F8      nothing\n")
                .contains("\nDebug console    port 402 reads E9\n")
                .contains(end);
    }

    @Test
    void theSessionInTheReadmeHappensAsItIsPrinted() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String printed = readme.substring(readme.indexOf("```text\n") + 8, readme.indexOf("\n```\n"));
        String commands = printed.lines().filter(line -> line.startsWith("> ")).map(line -> line.substring(2))
                .collect(Collectors.joining("\r"));
        machine.addAll(List.of("-cpu", "pentium3", "-serial", "stdio"));

        HostProgram.Result result = HostProgram.run(machine, PROMPT, commands + "\r");

        assertThat(withoutCodeAddresses(result.output().strip())).isEqualTo(withoutCodeAddresses(printed));
    }

    /** An EIP changes with each change of the monitor. */
    private static String withoutCodeAddresses(String text) {
        return text.replaceAll("EIP [0-9A-F]{8}", "EIP");
    }

    /** Sends command lines, each ended by CR, and an exit command; gives what was printed. */
    private String session(String... lines) throws IOException {
        List<String> command = new ArrayList<>(machine);
        command.addAll(List.of("-serial", "stdio"));
        HostProgram.Result result = HostProgram.run(command, PROMPT, String.join("\r", lines) + "\rexit 15\r");
        assertThat(result.status()).as("exit wrote 15h to port F4h; it printed: " + result.output())
                .isEqualTo(2 * 0x15 + 1);
        return result.output();
    }
}
