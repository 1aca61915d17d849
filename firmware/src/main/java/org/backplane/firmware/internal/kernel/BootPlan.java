package org.backplane.firmware.internal.kernel;

import java.util.List;
import org.backplane.bus.Dma;
import org.backplane.firmware.FirmwareException;
import org.backplane.firmware.internal.HostFile;
import org.backplane.firmware.internal.MemorySize;

/**
 * What goes where in RAM, and how the kernel starts: at its entry point, with what its boot protocol promises in registers.
 *
 * @param placements what to write; no two overlap
 * @param entry      physical address of the entry point
 * @param eax        what the kernel finds in EAX
 * @param ebx        in EBX
 * @param esi        in ESI; the other registers are 0
 */
public record BootPlan(List<Placement> placements, long entry, long eax, long ebx, long esi) {
    /** A kernel file may be larger than what it loads, by its symbols; but not without end. */
    private static final long KERNEL_LIMIT_BYTES = 1 << 28;

    /**
     * Reads the files and makes a plan.
     *
     * @param kernel      path of the kernel: a Multiboot 1 kernel, a Linux bzImage, or an unpacked Linux kernel
     * @param commandLine handed to the kernel as it is
     * @param modules     paths of boot modules, the initial RAM disk first
     * @param memory      how much RAM there is, such as {@code 128M}
     * @throws FirmwareException if a file cannot be read, is no kernel, or does not fit
     */
    public static BootPlan read(String kernel, String commandLine, List<String> modules, String memory) {
        RamMap ram = RamMap.of(MemorySize.parse(memory));
        if (kernel.isEmpty()) {
            throw new FirmwareException("no kernel: the configuration has no property 'kernel'");
        }
        byte[] image = new HostFile(kernel).read(KERNEL_LIMIT_BYTES);
        return switch (KernelFormat.of(image)) {
            case LINUX_IMAGE, LINUX_ELF -> new LinuxPlan(kernel, image, ram).make(commandLine, modules);
            case MULTIBOOT_2 ->
                throw new FirmwareException(kernel + " is no Multiboot 1 kernel: it has a Multiboot 2 header only");
            case MULTIBOOT, UNKNOWN -> new MultibootPlan(kernel, image, ram).make(commandLine, modules);
        };
    }

    /** Whether the kernel is told that a Multiboot loader started it; otherwise it is Linux. */
    public boolean isMultiboot() {
        return eax == MultibootPlan.BOOT_MAGIC;
    }

    /**
     * Writes everything.
     *
     * @throws FirmwareException if not all of it reaches memory
     */
    void write(Dma dma) {
        placements.forEach(placement -> placement.write(dma));
    }

    /** Tells a kernel that is written, if it is Linux, what is on the screen; a Multiboot kernel looks at the adapter. */
    void show(TextScreen screen, Dma dma) {
        if (!isMultiboot()) {
            new Placement("the screen's description", esi, LinuxZeroPage.screenInfo(screen)).write(dma);
        }
    }
}
