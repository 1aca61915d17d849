package org.backplane.firmware.internal.kernel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.backplane.firmware.FirmwareException;
import org.backplane.firmware.internal.HostFile;

/**
 * Where a Linux kernel and what belongs to it go, for the 32-bit boot protocol (Linux Documentation/x86/boot.rst "32-bit
 * Boot Protocol"): a bzImage is loaded at 1 MiB, an unpacked kernel where its ELF segments say. The zero page and the
 * command line go to low memory, the initial RAM disk to the highest place that the kernel accepts.
 */
final class LinuxPlan {
    private static final long CODE_START = 0x10_0000;
    private static final long PARAMETERS_FROM = 0x1_0000;
    private static final long PAGE_BYTES = 4096;
    /** COMMAND_LINE_SIZE of the kernel for x86, less the byte that ends it, and the end of its directly mapped memory. */
    private static final long ELF_COMMAND_LINE_BYTES = 2047;
    private static final long ELF_INITRD_LIMIT = 0x37FF_FFFFL;

    private final String kernel;
    private final byte[] file;
    private final RamMap ram;
    private final RamAllocator allocator;
    private final LinuxZeroPage zeroPage;
    private long entry;
    /** The address behind what the kernel occupies before it looks at the memory map. */
    private long kernelEnd;
    private long commandLineLimit;
    private long initrdLimit;

    LinuxPlan(String kernel, byte[] file, RamMap ram) {
        this.kernel = kernel;
        this.file = file;
        this.ram = ram;
        this.allocator = new RamAllocator(ram);
        this.zeroPage = new LinuxZeroPage(ram);
    }

    BootPlan make(String commandLine, List<String> modules) {
        if (modules.size() > 1) {
            throw new FirmwareException(modules.get(1) + ": a Linux kernel takes one module, its initial RAM disk");
        }
        try {
            if (KernelFormat.of(file) == KernelFormat.LINUX_IMAGE) {
                placeImage();
            } else {
                placeElf();
            }
        } catch (BadImageException e) {
            throw new FirmwareException(kernel + " is a Linux kernel that cannot be started: " + e.getMessage(), e);
        }
        if (!ram.holds(RamMap.UPPER_FIRST, kernelEnd)) {
            throw new FirmwareException(String.format("%s does not fit into memory: it needs RAM up to %08X, but RAM is %s",
                    kernel, kernelEnd - 1, ram));
        }
        placeCommandLine(commandLine);
        modules.forEach(this::placeInitrd);
        long parameters = allocator.find("the zero page", PARAMETERS_FROM, LinuxZeroPage.BYTES, PAGE_BYTES);
        allocator.place(new Placement("the zero page", parameters, zeroPage.bytes()));
        return new BootPlan(allocator.placements(), entry, 0, 0, parameters);
    }

    private void placeImage() {
        LinuxHeader header = LinuxHeader.of(file);
        int first = header.protectedModeOffset();
        int length = file.length - first;
        allocator.place(new Placement(kernel, CODE_START, file, first, length, length));
        zeroPage.copy(header, CODE_START);
        entry = CODE_START;
        kernelEnd = header.end(CODE_START + length);
        commandLineLimit = header.commandLineBytes();
        initrdLimit = header.initrdLimit();
    }

    private void placeElf() {
        Elf32 elf = Elf32.of(file);
        for (Segment segment : elf.segments()) {
            allocator.place(Placement.of(kernel, file, segment));
        }
        zeroPage.makeHeader();
        entry = elf.entry();
        kernelEnd = elf.segments().stream().mapToLong(Segment::end).max().orElseThrow();
        commandLineLimit = ELF_COMMAND_LINE_BYTES;
        initrdLimit = ELF_INITRD_LIMIT;
    }

    private void placeCommandLine(String commandLine) {
        byte[] text = commandLine.getBytes(StandardCharsets.UTF_8);
        if (text.length > commandLineLimit) {
            throw new FirmwareException("the command line has " + text.length + " bytes; " + kernel + " takes "
                    + commandLineLimit);
        }
        byte[] ended = new byte[text.length + 1];
        System.arraycopy(text, 0, ended, 0, text.length);
        long physical = allocator.find("the command line", PARAMETERS_FROM, ended.length, 1);
        allocator.place(new Placement("the command line", physical, ended));
        zeroPage.commandLine(physical);
    }

    private void placeInitrd(String initrd) {
        byte[] bytes = new HostFile(initrd).read(ram.upperEnd());
        long end = Math.min(ram.upperEnd(), initrdLimit + 1);
        long physical = end - bytes.length & -PAGE_BYTES;
        if (physical < Math.max(kernelEnd, RamMap.UPPER_FIRST)) {
            throw new FirmwareException(String.format(
                    "%s does not fit into memory beside the kernel: it has %d bytes, there is room from %08X to %08X",
                    initrd, bytes.length, kernelEnd, end - 1));
        }
        allocator.place(new Placement(initrd, physical, bytes));
        zeroPage.initrd(physical, bytes.length);
    }
}
