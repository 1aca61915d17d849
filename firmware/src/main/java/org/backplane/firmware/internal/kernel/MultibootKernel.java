package org.backplane.firmware.internal.kernel;

import java.util.List;

/**
 * A Multiboot 1 kernel, checked as far as it can be without a machine (Multiboot 0.6.96 §3.1).
 *
 * <p>Not modelled: the a.out symbol table, video modes (flags bit 2), compressed images.
 *
 * @param image    the file
 * @param segments what to load, not overlapping; at least one
 * @param entry    physical address of the entry point, inside a segment
 */
record MultibootKernel(byte[] image, List<Segment> segments, long entry) {
    /**
     * Reads the headers of an image.
     *
     * @throws BadImageException if it is no Multiboot 1 kernel or a damaged one
     */
    static MultibootKernel of(byte[] image) {
        MultibootHeader header = MultibootHeader.of(image);
        MultibootKernel kernel = header.hasAddresses() ? fromAddresses(image, header) : fromElf(image);
        kernel.checkOverlap();
        kernel.checkEntry();
        return kernel;
    }

    private static MultibootKernel fromElf(byte[] image) {
        if (!Elf32.isElf(image)) {
            throw new BadImageException("it is no ELF file, and its header has no addresses (flags bit 16)");
        }
        Elf32 elf = Elf32.of(image);
        return new MultibootKernel(image, elf.segments(), elf.entry());
    }

    /**
     * §3.1.3 "The address fields of Multiboot header": one segment, found by where the header is in file and memory.
     */
    private static MultibootKernel fromAddresses(byte[] image, MultibootHeader header) {
        long load = header.loadAddress();
        if (load > header.headerAddress()) {
            throw new BadImageException("its load_addr is above its header_addr");
        }
        long fileOffset = header.offset() - (header.headerAddress() - load);
        long fileBytes = header.loadEndAddress() == 0 ? image.length - fileOffset : header.loadEndAddress() - load;
        long memoryBytes = header.bssEndAddress() == 0 ? fileBytes : header.bssEndAddress() - load;
        if (fileBytes <= 0 || memoryBytes < fileBytes) {
            throw new BadImageException("its load_addr, load_end_addr and bss_end_addr are not in ascending order");
        }
        Segment segment = Segment.of(load, fileOffset, fileBytes, memoryBytes, image.length);
        return new MultibootKernel(image, List.of(segment), header.entryAddress());
    }

    private void checkOverlap() {
        for (int i = 0; i < segments.size(); i++) {
            for (Segment other : segments.subList(i + 1, segments.size())) {
                if (segments.get(i).overlaps(other)) {
                    throw new BadImageException("its segments " + segments.get(i) + " and " + other + " overlap");
                }
            }
        }
    }

    private void checkEntry() {
        if (segments.stream().noneMatch(segment -> segment.contains(entry))) {
            throw new BadImageException(String.format("its entry point %08X lies in none of its segments", entry));
        }
    }

    /** The address behind the highest segment. */
    long end() {
        return segments.stream().mapToLong(Segment::end).max().orElseThrow();
    }
}
