package org.backplane.firmware.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.firmware.internal.LittleEndian.put32;

import java.io.IOException;
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

/** What a Linux kernel finds in RAM and in its registers (Linux Documentation/x86/boot.rst, zero-page.rst). */
class LinuxPlanTest {
    private static final int MEMORY = 32 << 20;
    private static final int ZERO_PAGE = 0x11000;

    @TempDir
    Path directory;

    private final byte[] image = LinuxImages.image();
    private final FakeRam ram = new FakeRam(MEMORY);
    private String kernel;

    @BeforeEach
    void writeKernel() throws IOException {
        kernel = file("bzImage", image);
    }

    @Test
    void theProtectedModePartOfABzImageGoesTo1MiB() {
        BootPlan plan = place("", List.of());

        assertThat(plan.entry()).isEqualTo(0x100000);
        assertThat(ram.slice(0x100000, 0x1800)).containsOnly(0xCC);
        assertThat(ram.bytes[0x101800]).as("behind it").isEqualTo(FakeRam.GARBAGE);
        assertThat(plan.esi()).as("ESI points to the zero page").isEqualTo(ZERO_PAGE);
        assertThat(plan.eax()).isZero();
        assertThat(plan.ebx()).as("EBX must be 0").isZero();
    }

    @Test
    void aHeaderWithoutANumberOfSetupSectorsHasFour() throws IOException {
        image[0x1F1] = 0;
        kernel = file("bzImage", image);
        place("", List.of());

        assertThat(ram.slice(0x100000, 0x1600)).containsOnly(0xCC);
        assertThat(ram.bytes[0x101600]).isEqualTo(FakeRam.GARBAGE);
    }

    @Test
    void theSetupHeaderIsCopiedAndFilledIn() {
        place("console=ttyS0", List.of());

        assertThat(ram.slice(ZERO_PAGE, 0x1E0)).as("nothing of the boot sector").containsOnly(0);
        assertThat(ram.get32(ZERO_PAGE + 0x202)).as("HdrS").isEqualTo(0x53726448);
        assertThat(ram.bytes[ZERO_PAGE + 0x210]).as("type_of_loader: undefined").isEqualTo((byte) 0xFF);
        assertThat(ram.bytes[ZERO_PAGE + 0x211]).as("loadflags").isEqualTo((byte) 1);
        assertThat(ram.get32(ZERO_PAGE + 0x214)).as("code32_start").isEqualTo(0x100000);
        assertThat(ram.get32(ZERO_PAGE + 0x218)).as("no initial RAM disk").isZero();
        assertThat(ram.text(ram.get32(ZERO_PAGE + 0x228))).isEqualTo("console=ttyS0");
        assertThat(ram.get32(ZERO_PAGE + 0x268)).as("the last field").isEqualTo(0x12345678);
        assertThat(ram.get32(ZERO_PAGE + 0x26C)).as("behind the header").isZero();
    }

    @Test
    void theMemoryMapListsRamAndTheBootRom() {
        place("", List.of());

        assertThat(ram.get32(ZERO_PAGE + 0x1E0)).as("alt_mem_k").isEqualTo(31 * 1024);
        assertThat(ram.bytes[ZERO_PAGE + 0x1E8]).as("e820_entries").isEqualTo((byte) 4);
        assertEntry(0, 0, 0xA0000, 1);
        assertEntry(1, 0xF0000, 0x10000, 2);
        assertEntry(2, 0x100000, 31 << 20, 1);
        assertEntry(3, 0xFFFEF000L, 0x11000, 2);
    }

    @Test
    void theInitialRamDiskGoesToTheEndOfMemory() throws IOException {
        byte[] initrd = new byte[0x1234];
        Arrays.fill(initrd, (byte) 7);
        place("", List.of(file("initrd.img", initrd)));

        assertThat(ram.get32(ZERO_PAGE + 0x218)).isEqualTo(MEMORY - 0x2000);
        assertThat(ram.get32(ZERO_PAGE + 0x21C)).isEqualTo(0x1234);
        assertThat(ram.slice(MEMORY - 0x2000, 0x1234)).isEqualTo(initrd);
    }

    @Test
    void orToTheHighestPlaceThatTheKernelAccepts() throws IOException {
        put32(image, 0x22C, 0x1B0_0FFF);
        kernel = file("bzImage", image);
        place("", List.of(file("initrd.img", new byte[0x1800])));

        assertThat(ram.get32(ZERO_PAGE + 0x218)).as("initrd_addr_max is its last byte").isEqualTo(0x1AFF000);
    }

    @Test
    void anUnpackedKernelGoesWhereItsSegmentsSayAndGetsAHeader() throws IOException {
        kernel = file("vmlinux", LinuxImages.elf());
        BootPlan plan = place("quiet", List.of(file("initrd.img", new byte[1])));

        assertThat(plan.entry()).isEqualTo(0x100010);
        assertThat(plan.esi()).isEqualTo(ZERO_PAGE);
        assertThat(ram.slice(0x200000, 0x10)).isEqualTo(Arrays.copyOfRange(LinuxImages.elf(), 0x2000, 0x2010));
        assertThat(ram.get32(ZERO_PAGE + 0x1FE) & 0xFFFF).as("boot_flag").isEqualTo(0xAA55);
        assertThat(ram.get32(ZERO_PAGE + 0x202)).as("HdrS").isEqualTo(0x53726448);
        assertThat(ram.get32(ZERO_PAGE + 0x206) & 0xFFFF).as("version").isEqualTo(0x20F);
        assertThat(ram.text(ram.get32(ZERO_PAGE + 0x228))).isEqualTo("quiet");
        assertThat(ram.get32(ZERO_PAGE + 0x21C)).as("ramdisk_size").isEqualTo(1);
    }

    @Test
    void aLauncherIsToldTheFormat() throws IOException {
        assertThat(KernelImage.check(kernel, "", List.of(), "32M")).isEqualTo(KernelImage.Format.LINUX);
        String elf = file("vmlinux", LinuxImages.elf());
        assertThat(KernelImage.check(elf, "", List.of(), "32M")).isEqualTo(KernelImage.Format.LINUX);
    }

    @Test
    void kernelsThatCannotBeStartedAreRefusedInOneLine() throws IOException {
        String refusal = " is a Linux kernel that cannot be started: ";
        image[0x211] = 0;
        refusedImage(refusal + "it is a zImage, which loads below 1 MiB; make a bzImage");
        image[0x211] = 1;
        image[0x236] = 1;
        refusedImage(refusal + "it is a 64-bit kernel; the processor is a 32-bit one");
        image[0x236] = 0;
        put32(image, 0x206, 0x201);
        refusedImage(refusal + "its boot protocol is 2.01; 2.02 is the oldest that this loader knows");
        put32(image, 0x206, 0x20F);
        image[0x1F1] = 60;
        refusedImage(refusal + "the file ends before its protected-mode code");

        byte[] elf = LinuxImages.elf();
        elf[4] = 2;
        kernel = file("vmlinux", elf);
        refused("", "32M", kernel + refusal + "it is no 32-bit ELF file; the processor is a 32-bit one");
    }

    @Test
    void whatDoesNotFitIsRefusedInOneLine() throws IOException {
        refused("", "16M", kernel + " does not fit into memory: it needs RAM up to 017FFFFF, "
                + "but RAM is 00000000-0009FFFF and 00100000-00FFFFFF");
        refused("x".repeat(2048), "32M", "the command line has 2048 bytes; " + kernel + " takes 2047");

        String initrd = file("initrd.img", new byte[(8 << 20) + 1]);
        assertThatThrownBy(() -> BootPlan.read(kernel, "", List.of(initrd), "32M"))
                .isInstanceOf(FirmwareException.class)
                .hasMessage(initrd + " does not fit into memory beside the kernel: it has 8388609 bytes, "
                        + "there is room from 01800000 to 01FFFFFF");
        assertThatThrownBy(() -> BootPlan.read(kernel, "", List.of(initrd, "second"), "32M"))
                .isInstanceOf(FirmwareException.class)
                .hasMessage("second: a Linux kernel takes one module, its initial RAM disk");
    }

    private BootPlan place(String commandLine, List<String> modules) {
        BootPlan plan = BootPlan.read(kernel, commandLine, modules, "32M");
        plan.write(ram);
        return plan;
    }

    private void refusedImage(String message) throws IOException {
        kernel = file("bzImage", image);
        refused("", "32M", kernel + message);
    }

    private void refused(String commandLine, String memory, String message) {
        assertThatThrownBy(() -> BootPlan.read(kernel, commandLine, List.of(), memory))
                .isInstanceOf(FirmwareException.class).hasMessage(message);
    }

    private void assertEntry(int index, long base, long length, int type) {
        int at = ZERO_PAGE + 0x2D0 + 20 * index;
        assertThat(ram.get32(at)).as("base").isEqualTo(base);
        assertThat(ram.get32(at + 4)).isZero();
        assertThat(ram.get32(at + 8)).as("length").isEqualTo(length);
        assertThat(ram.get32(at + 12)).isZero();
        assertThat(ram.get32(at + 16)).as("type").isEqualTo(type);
    }

    private String file(String name, byte[] contents) throws IOException {
        return Files.write(directory.resolve(name), contents).toString();
    }
}
