package org.backplane.firmware.internal.multiboot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.Dma;
import org.backplane.firmware.FirmwareException;
import org.backplane.firmware.internal.HostFile;
import org.backplane.firmware.internal.MemorySize;

/**
 * What goes where in RAM, and where the kernel starts.
 *
 * <p>The kernel goes where it says; modules follow above it, each at the beginning of a page (which flags bit 0 asks
 * for); the information goes to the lowest free place from 64 KiB on, out of the way of kernels that use the first 64
 * KiB for real-mode code.
 *
 * @param placements  what to write; no two overlap
 * @param entry       physical address of the entry point
 * @param information physical address of the Multiboot information
 */
public record BootPlan(List<Placement> placements, long entry, long information) {
    private static final long INFORMATION_FROM = 0x1_0000;
    private static final long INFORMATION_ALIGNMENT = 16;
    private static final long PAGE_BYTES = 4096;

    /** A kernel file may be larger than what it loads, by its symbols; but not without end. */
    private static final long KERNEL_LIMIT_BYTES = 1 << 28;

    /**
     * Reads the files and makes a plan.
     *
     * @param kernel      path of the kernel
     * @param commandLine handed to the kernel as it is
     * @param modules     paths of boot modules
     * @param memory      how much RAM there is, such as {@code 128M}
     * @throws FirmwareException if a file cannot be read, is no kernel, or does not fit
     */
    public static BootPlan read(String kernel, String commandLine, List<String> modules, String memory) {
        RamMap ram = RamMap.of(MemorySize.parse(memory));
        RamAllocator allocator = new RamAllocator(ram);
        MultibootKernel image = readKernel(kernel);
        for (Segment segment : image.segments()) {
            allocator.place(new Placement(kernel, segment.physical(), image.image(), segment.fileOffset(),
                    segment.fileBytes(), segment.memoryBytes()));
        }
        List<BootInformation.Module> placed = new ArrayList<>();
        long from = Math.max(RamMap.UPPER_FIRST, image.end());
        for (String module : modules) {
            BootInformation.Module next = placeModule(allocator, module, from, ram);
            placed.add(next);
            from = next.end();
        }
        long information = placeInformation(allocator, commandLine, placed, ram);
        return new BootPlan(allocator.placements(), image.entry(), information);
    }

    private static MultibootKernel readKernel(String kernel) {
        if (kernel.isEmpty()) {
            throw new FirmwareException("no kernel: the configuration has no property 'kernel'");
        }
        byte[] image = new HostFile(kernel).read(KERNEL_LIMIT_BYTES);
        KernelFormat format = KernelFormat.of(image);
        if (format == KernelFormat.LINUX) {
            throw new FirmwareException(kernel + " is a Linux kernel; Linux kernels are not supported yet");
        }
        if (format == KernelFormat.MULTIBOOT_2) {
            throw new FirmwareException(kernel + " is no Multiboot 1 kernel: it has a Multiboot 2 header only");
        }
        try {
            return MultibootKernel.of(image);
        } catch (BadImageException e) {
            throw new FirmwareException(kernel + " is no Multiboot 1 kernel: " + e.getMessage(), e);
        }
    }

    private static BootInformation.Module placeModule(RamAllocator allocator, String module, long from,
            RamMap ram) {
        byte[] bytes = new HostFile(module).read(ram.upperEnd());
        long physical = allocator.find(module, from, bytes.length, PAGE_BYTES);
        allocator.place(new Placement(module, physical, bytes));
        return new BootInformation.Module(physical, physical + bytes.length, Path.of(module).getFileName().toString());
    }

    private static long placeInformation(RamAllocator allocator, String commandLine,
            List<BootInformation.Module> modules, RamMap ram) {
        List<String> texts = modules.stream().map(BootInformation.Module::text).toList();
        int lengthBytes = BootInformation.lengthBytes(commandLine, texts, ram);
        String what = "the Multiboot information";
        long physical = allocator.find(what, INFORMATION_FROM, lengthBytes, INFORMATION_ALIGNMENT);
        allocator.place(new Placement(what, physical, BootInformation.block(physical, commandLine, modules, ram)));
        return physical;
    }

    /**
     * Writes everything.
     *
     * @throws FirmwareException if not all of it reaches memory
     */
    void write(Dma dma) {
        placements.forEach(placement -> placement.write(dma));
    }
}
