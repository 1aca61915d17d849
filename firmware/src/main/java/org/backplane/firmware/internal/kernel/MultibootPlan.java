package org.backplane.firmware.internal.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backplane.firmware.FirmwareException;
import org.backplane.firmware.internal.HostFile;

/**
 * Where a Multiboot 1 kernel and what belongs to it go.
 *
 * <p>The kernel goes where it says; modules follow above it, each at the beginning of a page (which flags bit 0 asks
 * for); the information goes to the lowest free place from 64 KiB on, out of the way of kernels that use the first 64
 * KiB for real-mode code.
 */
final class MultibootPlan {
    /** What tells the kernel that a Multiboot loader started it (Multiboot 0.6.96 §3.2). */
    static final long BOOT_MAGIC = 0x2BAD_B002L;
    private static final long INFORMATION_FROM = 0x1_0000;
    private static final long INFORMATION_ALIGNMENT = 16;
    private static final long PAGE_BYTES = 4096;

    private final String kernel;
    private final byte[] file;
    private final RamMap ram;
    private final RamAllocator allocator;

    MultibootPlan(String kernel, byte[] file, RamMap ram) {
        this.kernel = kernel;
        this.file = file;
        this.ram = ram;
        this.allocator = new RamAllocator(ram);
    }

    BootPlan make(String commandLine, List<String> modules) {
        MultibootKernel image = parse();
        for (Segment segment : image.segments()) {
            allocator.place(Placement.of(kernel, file, segment));
        }
        List<MultibootInformation.Module> placed = new ArrayList<>();
        long from = Math.max(RamMap.UPPER_FIRST, image.end());
        for (String module : modules) {
            MultibootInformation.Module next = placeModule(module, from);
            placed.add(next);
            from = next.end();
        }
        long information = placeInformation(commandLine, placed);
        return new BootPlan(allocator.placements(), image.entry(), BOOT_MAGIC, information, 0);
    }

    private MultibootKernel parse() {
        if (KernelFormat.of(file) == KernelFormat.UNKNOWN) {
            throw new FirmwareException(kernel + " is no Multiboot 1 kernel: " + MultibootHeader.ABSENT
                    + ", and no Linux kernel either");
        }
        try {
            return MultibootKernel.of(file);
        } catch (BadImageException e) {
            throw new FirmwareException(kernel + " is no Multiboot 1 kernel: " + e.getMessage(), e);
        }
    }

    private MultibootInformation.Module placeModule(String module, long from) {
        byte[] bytes = new HostFile(module).read(ram.upperEnd());
        long physical = allocator.find(module, from, bytes.length, PAGE_BYTES);
        allocator.place(new Placement(module, physical, bytes));
        return new MultibootInformation.Module(physical, physical + bytes.length,
                Path.of(module).getFileName().toString());
    }

    private long placeInformation(String commandLine, List<MultibootInformation.Module> modules) {
        List<String> texts = modules.stream().map(MultibootInformation.Module::text).toList();
        int lengthBytes = MultibootInformation.lengthBytes(commandLine, texts, ram);
        String what = "the Multiboot information";
        long physical = allocator.find(what, INFORMATION_FROM, lengthBytes, INFORMATION_ALIGNMENT);
        allocator.place(new Placement(what, physical, MultibootInformation.block(physical, commandLine, modules, ram)));
        return physical;
    }
}
