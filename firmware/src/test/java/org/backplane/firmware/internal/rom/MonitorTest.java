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
                .contains("\nPCI host bridge  8086:1237, 4 functions\n")
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
    void pciFunctionsAreListedWithTheirBaseAddresses() throws IOException {
        machine.addAll(List.of("-device", "VGA,romfile=,addr=5", "-device", "pci-bridge,chassis_nr=1,addr=6,id=behind",
                "-device", "edu,bus=behind,addr=1"));

        assertThat(session("pci", "pci write 0:6.0 18 020100", "pci", "pci size 0:1.1", "pci size 0:6.0"))
                .contains("> pci\n00:00.0 8086:1237 class 060000 command 0000\n00:01.0 8086:7000 class 060100 command 0000\n"
                        + "00:01.1 8086:7010 class 010180 command 0000\n  BAR 4 not placed, 16 ports\n")
                .contains("\n00:05.0 1234:1111 class 030000 command 0000\n"
                        + "  BAR 0 not placed, 16 MiB of memory, prefetchable\n  BAR 2 not placed, 4 KiB of memory\n")
                .contains("\n  BAR 0 not placed, 256 bytes of memory, 64-bit address\n> pci write")
                .contains("64-bit address\n01:01.0 1234:11E8 class 00FF00 command 0000\n  BAR 0 not placed, 1 MiB of memory\n")
                .contains("> pci size 0:1.1\nBAR 4 at 20 holds 00000001, reads FFFFFFF1 after all ones: 16 ports\n")
                .contains("BAR 0 at 10 holds 0000000000000004, reads FFFFFFFFFFFFFF04 after all ones: "
                        + "256 bytes of memory, 64-bit address\n");
    }

    @Test
    void aPciFunctionIsPlacedMovedAndSwitchedOff() throws IOException {
        machine.addAll(List.of("-device", "edu,addr=4"));

        assertThat(session("pci place 0:4.0 0 d0000000", "peek d0000000", "pci enable 0:4.0 mem master", "peek d0000000",
                "poke d0000004 1", "peek d0000004", "pci place 0:4.0 0 e0000000", "peek d0000004", "peek e0000004",
                "pci", "pci read 0:4.0 10", "pci disable 0:4.0 mem", "pci write 0:4.0 3c b b", "pci read 0:4.0 3c B",
                "pci read 0:9.0 0"))
                .as("this emulator reads zeros where nobody answers")
                .contains("> pci place 0:4.0 0 d0000000\n  BAR 0 D0000000-D00FFFFF, 1 MiB of memory\n"
                        + "> peek d0000000\nD0000000: 00000000\n"
                        + "> pci enable 0:4.0 mem master\n00:04.0 command 0006 mem master\n"
                        + "> peek d0000000\nD0000000: 010000ED\n")
                .as("register 4 inverts").contains("> peek d0000004\nD0000004: FFFFFFFE\n")
                .as("it has moved").contains("> peek d0000004\nD0000004: 00000000\n> peek e0000004\nE0000004: FFFFFFFE\n")
                .as("listing did not disturb it").contains("\n  BAR 0 E0000000-E00FFFFF, 1 MiB of memory\n")
                .contains("> pci read 0:4.0 10\nE0000000\n")
                .contains("> pci disable 0:4.0 mem\n00:04.0 command 0004 master\n")
                .contains("> pci read 0:4.0 3c B\n0B\n")
                .as("nobody answers").contains("> pci read 0:9.0 0\nFFFFFFFF\n");
    }

    @Test
    void whatCannotBeInConfigurationSpaceIsExplained() throws IOException {
        assertThat(session("pci foo", "pci read 0:20.0 0", "pci read 0:1 0", "pci read 0:1.1 100", "pci read 0:1.1 21 w",
                "pci read 0:1.1 20 q", "pci write 0:1.1 3c abc b", "pci size 0:1f.0", "pci place 0:1.1 0 c000",
                "pci place 0:1.1 4 c001", "pci enable 0:1.1"))
                .contains("This is too much: foo\npci   ")
                .contains("This is no BUS:DEVICE.FUNCTION such as 0:1f.7: 0:20.0\npci read BDF")
                .contains("This is no BUS:DEVICE.FUNCTION such as 0:1f.7: 0:1\n")
                .contains("Configuration registers are numbers up to FF.\n")
                .contains("The register is no multiple of the width.\n")
                .contains("The width is b, w or l: q\n")
                .contains("The value is wider than the access.\npci write BDF")
                .contains("Nothing answers there: the ID reads all ones.\npci size BDF")
                .contains("The function has no such base address register.\npci place BDF")
                .contains("The address must be a multiple of the length.\n")
                .contains("The bits are io, mem and master.\npci enable BDF");

        machine.addAll(List.of("-M", "isapc"));
        assertThat(session("pci", "tour"))
                .contains("\nPCI host bridge  none at port CF8\n")
                .contains("> pci\nThere is no PCI host bridge: port CF8 keeps nothing.\n")
                .contains("This machine has no PCI host bridge, so this part is left out.\n> ");
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
                .contains("> paging off\nCR0    00000011 PE ET\n\n5. ")
                .contains("> pci size 00:01.1\nBAR 4 at 20 holds 00000001, reads FFFFFFF1 after all ones: 16 ports\n")
                .contains("> pci place 00:01.1 4 c000\n  BAR 4 0000C000-0000C00F, 16 ports\n> in c000\nFF\n"
                        + "> pci enable 00:01.1 io\n00:01.1 command 0001 io\n> in c000\n00\n")
                .contains("> pci place 00:01.1 4 d000\n  BAR 4 0000D000-0000D00F, 16 ports\n> in c000\nFF\n> in d000\n00\n")
                .contains("> pci place 00:01.1 4 0\n  BAR 4 not placed, 16 ports\n> peek 40000000\n");
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
