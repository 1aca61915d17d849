package org.backplane.firmware.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.firmware.internal.LittleEndian.get16;
import static org.backplane.firmware.internal.LittleEndian.put32;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.backplane.firmware.internal.HostProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The boot ROM on another emulator, which has the kernel in RAM already and the parameters in the ROM; the write to the
 * loader's register goes nowhere there. The kernel tells in which state it was started.
 */
class BootRomTest {
    private static final String EMULATOR = "qemu-system-i386";
    private static final Path KERNEL =
            Path.of("src/test/resources/org/backplane/firmware/internal/kernel/kernel.elf");
    private static final Path VIDEO_FIRMWARE = Path.of("/usr/share/seabios/vgabios-stdvga.bin");
    private static final String DARK = "screen mode 00000000\ncolumns 00000000\n";

    @TempDir
    Path directory;

    @BeforeEach
    void findEmulator() {
        HostProgram.assumeInstalled(EMULATOR, "--version");
    }

    @Test
    void aKernelIsStartedInTheStateThatMultibootPromises() throws IOException {
        HostProgram.Result result = run();

        String expected = """
                EAX 2BADB002
                EBX 00010000
                CR0.PG,PE 00000001
                EFLAGS.VM,IF 00000000
                limit FFFFFFFF
                writable 00000000
                %s\
                zeroed 00000000
                flags 0000024D
                mem_lower 00000280
                mem_upper 00007C00
                "console=ttyS0 quiet"
                mods_count 00000001
                mod_start 00105000
                mod_bytes 00000007
                "initrd.img"
                first 644D4152
                base 00000000
                length 000A0000
                type 00000001
                base 000F0000
                length 00010000
                type 00000002
                base 00100000
                length 01F00000
                type 00000001
                base FFFEF000
                length 00011000
                type 00000002
                screen mode 00000000
                columns 00000000
                IDETIM 80008000
                "Backplane"
                """.formatted("limit FFFFFFFF\nwritable 00000001\n".repeat(5));
        assertThat(result).isEqualTo(new HostProgram.Result(1, expected));
    }

    @Test
    void theFirmwareOfTheDisplayAdapterSetsATextMode() throws IOException {
        assertThat(run(adapter(videoFirmware())).output()).contains("screen mode 00000003\ncolumns 00000050\n");
    }

    @Test
    void firmwareThatIsDamagedIsNotRun() throws IOException {
        byte[] image = videoFirmware();
        image[image.length - 1]++;
        assertThat(run(adapter(image)).output()).contains(DARK);
    }

    @Test
    void firmwareThatFaultsIsGivenUp() throws IOException {
        assertThat(run(adapter(firmware(0x0F, 0x0B))).output()).as("UD2").contains(DARK);
    }

    /** The emulator's time follows its instructions, one a microsecond. */
    @Test
    void firmwareThatDoesNotComeBackIsGivenUp() throws IOException {
        String[] more = Stream.concat(Stream.of("-icount", "shift=10,sleep=off"),
                Stream.of(adapter(firmware(0xEB, 0xFE)))).toArray(String[]::new);
        assertThat(run(more).output()).as("JMP to itself").contains(DARK);
    }

    /** Those of another processor come first in some ROMs. */
    @Test
    void firmwareOfAnotherKindIsNotRun() throws IOException {
        byte[] image = videoFirmware();
        image[get16(image, 0x18) + 0x14] = 3;
        image[image.length - 1] -= 3;
        assertThat(run(adapter(image)).output()).as("code type EFI").contains(DARK);
    }

    private static byte[] videoFirmware() throws IOException {
        assumeTrue(Files.isReadable(VIDEO_FIRMWARE), "there is no " + VIDEO_FIRMWARE + "; the package seabios has it");
        return Files.readAllBytes(VIDEO_FIRMWARE);
    }

    /** An image of 512 bytes with code at its entry point (PCI 3.0 §6.3.1). */
    private static byte[] firmware(int... code) {
        byte[] image = new byte[512];
        put32(image, 0, 0x01_AA55);
        for (int i = 0; i < code.length; i++) {
            image[3 + i] = (byte) code[i];
        }
        image[0x18] = 0x1C;
        put32(image, 0x1C, 0x5249_4350);
        put32(image, 0x20, 0x1111_1234);
        put32(image, 0x28, 0x0300_0000);
        image[0x2C] = 1;
        image[0x31] = (byte) 0x80;
        int sum = 0;
        for (byte each : image) {
            sum += each;
        }
        image[511] = (byte) -sum;
        return image;
    }

    private String[] adapter(byte[] image) throws IOException {
        return new String[] {"-device", "VGA,romfile=" + Files.write(directory.resolve("vgabios.bin"), image)};
    }

    private HostProgram.Result run(String... more) throws IOException {
        Path module = Files.write(directory.resolve("initrd.img"), "RAMdisk".getBytes(StandardCharsets.US_ASCII));
        BootPlan plan = BootPlan.read(KERNEL.toString(), "console=ttyS0 quiet", List.of(module.toString()), "32M");
        List<String> command = command(plan);
        command.addAll(List.of(more));
        return HostProgram.run(command, "", "");
    }

    /** The emulator with each placement in RAM and the parameters in the ROM. */
    private List<String> command(BootPlan plan) throws IOException {
        byte[] rom = BootRom.image();
        put32(rom, BootRom.STATUS, 1);
        put32(rom, BootRom.ENTRY, plan.entry());
        put32(rom, BootRom.EAX, plan.eax());
        put32(rom, BootRom.EBX, plan.ebx());
        put32(rom, BootRom.LOCAL_APIC, 0xFEE0_0000L);
        put32(rom, BootRom.IO_APIC, BoardApics.IO_APIC);
        put32(rom, BootRom.IO_APIC_ID, 0x0100_0000);
        List<String> command = new ArrayList<>(List.of(EMULATOR, "-M", "pc", "-m", "32",
                "-display", "none", "-nodefaults", "-serial", "stdio", "-device", "isa-debug-exit,iobase=0xf4",
                "-bios", Files.write(directory.resolve("boot.rom"), rom).toString()));
        for (Placement placement : plan.placements()) {
            Path file = directory.resolve(String.format("%08X", placement.physical()));
            int end = placement.offset() + placement.length();
            Files.write(file, Arrays.copyOfRange(placement.source(), placement.offset(), end));
            command.addAll(List.of("-device",
                    String.format("loader,file=%s,addr=0x%x,force-raw=on", file, placement.physical())));
        }
        return command;
    }
}
