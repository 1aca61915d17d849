package org.backplane.firmware.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.firmware.internal.LittleEndian.put32;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.backplane.firmware.FirmwareException;
import org.backplane.firmware.KernelImage;
import org.backplane.firmware.internal.FakeRam;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootPlanTest {
    private static final int LOWER_END = 0xA0000;

    @TempDir
    Path directory;

    private final byte[] image = Images.elf();
    private final FakeRam ram = new FakeRam(16 << 20);
    private String kernel;

    @BeforeEach
    void writeKernel() throws IOException {
        kernel = file("kernel.elf", image);
    }

    @Test
    void segmentsComeFromTheFileAndAreZeroedBehind() {
        BootPlan plan = place("", List.of());

        assertThat(plan.entry()).isEqualTo(0x100010);
        assertThat(ram.slice(0x100000, 0x1000)).isEqualTo(Arrays.copyOfRange(image, 0x1000, 0x2000));
        assertThat(ram.slice(0x101000, 0x800)).containsOnly(0);
        assertThat(ram.bytes[0x101800]).as("behind the segment").isEqualTo(FakeRam.GARBAGE);
        assertThat(ram.slice(0x200000, 0x1000)).isEqualTo(Arrays.copyOfRange(image, 0x2000, 0x3000));
    }

    @Test
    void theInformationSaysHowMuchMemoryThereIs() {
        long info = place("", List.of()).ebx();

        assertThat(info).as("lowest place from 64 KiB on").isEqualTo(0x10000);
        assertThat(ram.get32(info)).as("flags: mem, cmdline, mods, mmap, boot_loader_name").isEqualTo(0x24D);
        assertThat(ram.get32(info + 4)).as("mem_lower in KiB").isEqualTo(640);
        assertThat(ram.get32(info + 8)).as("mem_upper in KiB").isEqualTo(15 * 1024);
    }

    @Test
    void theMemoryMapListsRamAndTheBootRom() {
        long info = place("", List.of()).ebx();
        long map = ram.get32(info + 48);

        assertThat(ram.get32(info + 44)).as("mmap_length").isEqualTo(4 * 24);
        assertEntry(map, 0, LOWER_END, 1);
        assertEntry(map + 24, 0xF0000, 0x10000, 2);
        assertEntry(map + 48, 0x100000, 0xF00000, 1);
        assertEntry(map + 72, 0xFFFEF000L, 0x11000, 2);
    }

    @Test
    void memoryAbove3GiBIsNotPromised() {
        assertThat(RamMap.of(8L << 30).upperEnd()).isEqualTo(0xC0000000L);
        assertThat(RamMap.of(1 << 20).ranges()).as("no RAM above 1 MiB").hasSize(3);
    }

    @Test
    void theCommandLineIsHandedOverAsItIs() {
        long info = place("root=/dev/ram  \u00fcber", List.of()).ebx();

        assertThat(ram.text(ram.get32(info + 16))).isEqualTo("root=/dev/ram  \u00fcber");
        assertThat(ram.text(ram.get32(info + 64))).isEqualTo("Backplane");
        assertThat(ram.get32(info + 20)).as("mods_count").isZero();
    }

    @Test
    void modulesFollowTheKernelPageByPage() throws IOException {
        byte[] initrd = bytes("initial RAM disk");
        byte[] second = bytes("second");

        long info = place("", List.of(file("initrd.img", initrd), file("second.bin", second))).ebx();
        long mods = ram.get32(info + 24);

        assertThat(ram.get32(info + 20)).isEqualTo(2);
        assertThat(ram.get32(mods)).isEqualTo(0x201000);
        assertThat(ram.get32(mods + 4)).isEqualTo(0x201000 + initrd.length);
        assertThat(ram.text(ram.get32(mods + 8))).isEqualTo("initrd.img");
        assertThat(ram.get32(mods + 12)).as("reserved").isZero();
        assertThat(ram.slice(0x201000, initrd.length)).isEqualTo(initrd);
        assertThat(ram.get32(mods + 16)).isEqualTo(0x202000);
        assertThat(ram.text(ram.get32(mods + 24))).isEqualTo("second.bin");
        assertThat(ram.slice(0x202000, second.length)).isEqualTo(second);
    }

    @Test
    void theInformationMakesWayForAKernelInLowMemory() throws IOException {
        Images.programHeader(image, 1, 0x2000, 0x10020, 0x10020, 0x1000, 0x8_0000);
        kernel = file("kernel.elf", image);

        assertThat(place("", List.of()).ebx()).isEqualTo(0x90020);
    }

    @Test
    void theInformationGoesAbove1MiBIfTheLowMemoryIsFull() throws IOException {
        Images.programHeader(image, 1, 0x2000, 0x1000, 0x1000, 0x1000, LOWER_END - 0x1000);
        kernel = file("kernel.elf", image);

        assertThat(place("", List.of()).ebx()).as("behind the first segment").isEqualTo(0x101800);
    }

    @Test
    void aKernelOutsideOfRamIsRefused() throws IOException {
        refused("1M", kernel + " does not fit into memory: it needs 00100000-001017FF, but RAM is 00000000-0009FFFF");

        Images.programHeader(image, 1, 0x2000, 0x9F001, 0x9F001, 0x1000, 0x1000);
        kernel = file("kernel.elf", image);
        refused("16M", kernel
                + " does not fit into memory: it needs 0009F001-000A0000, "
                + "but RAM is 00000000-0009FFFF and 00100000-00FFFFFF");
    }

    @Test
    void aModuleThatDoesNotFitBesideTheKernelIsRefused() throws IOException {
        int free = 0x400000 - 0x201000;
        String fitting = file("fitting.img", new byte[free]);
        assertThat(BootPlan.read(kernel, "", List.of(fitting), "4M").placements()).hasSize(4);

        String module = file("initrd.img", new byte[free + 1]);

        assertThatThrownBy(() -> BootPlan.read(kernel, "", List.of(module), "4M")).isInstanceOf(FirmwareException.class)
                .hasMessage(module + " does not fit into memory beside the kernel: it has 2093057 bytes, "
                        + "RAM is 00000000-0009FFFF and 00100000-003FFFFF");
    }

    @Test
    void otherKernelsAreCalledByTheirNames() throws IOException {
        byte[] multiboot2 = new byte[0x100];
        put32(multiboot2, 8, 0xE85250D6L);
        kernel = file("kernel2", multiboot2);
        refused("16M", kernel + " is no Multiboot 1 kernel: it has a Multiboot 2 header only");

        kernel = file("notes.txt", bytes("no kernel at all"));
        refused("16M", kernel + " is no Multiboot 1 kernel: "
                + "no Multiboot header (magic number 1BADB002 with its checksum) in the first 8192 bytes, "
                + "and no Linux kernel either");
    }

    @Test
    void aMissingKernelOrModuleIsNamed() {
        String missing = directory.resolve("missing").toString();

        assertThatThrownBy(() -> BootPlan.read(missing, "", List.of(), "16M")).isInstanceOf(FirmwareException.class)
                .hasMessage(missing + " cannot be read: no such file");
        assertThatThrownBy(() -> BootPlan.read(kernel, "", List.of(missing), "16M"))
                .isInstanceOf(FirmwareException.class)
                .hasMessage(missing + " cannot be read: no such file");
        assertThatThrownBy(() -> BootPlan.read("", "", List.of(), "16M")).isInstanceOf(FirmwareException.class)
                .hasMessage("no kernel: the configuration has no property 'kernel'");
    }

    @Test
    void aLauncherCanCheckAKernelBeforeItStartsAMachine() {
        assertThat(KernelImage.check(kernel, "", List.of(), "16M")).isEqualTo(KernelImage.Format.MULTIBOOT);
        assertThatThrownBy(() -> KernelImage.check(kernel, "", List.of(), "32K")).isInstanceOf(FirmwareException.class)
                .hasMessage("a machine with 32768 bytes of memory cannot boot a kernel");
    }

    private BootPlan place(String commandLine, List<String> modules) {
        BootPlan plan = BootPlan.read(kernel, commandLine, modules, "16M");
        plan.write(ram);
        return plan;
    }

    private void refused(String memory, String message) {
        assertThatThrownBy(() -> BootPlan.read(kernel, "", List.of(), memory)).isInstanceOf(FirmwareException.class)
                .hasMessage(message);
    }

    private void assertEntry(long at, long base, long length, int type) {
        assertThat(ram.get32(at)).as("size").isEqualTo(20);
        assertThat(ram.get32(at + 4)).as("base").isEqualTo(base);
        assertThat(ram.get32(at + 8)).isZero();
        assertThat(ram.get32(at + 12)).as("length").isEqualTo(length);
        assertThat(ram.get32(at + 16)).isZero();
        assertThat(ram.get32(at + 20)).as("type").isEqualTo(type);
    }

    private String file(String name, byte[] contents) throws IOException {
        return Files.write(directory.resolve(name), contents).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
