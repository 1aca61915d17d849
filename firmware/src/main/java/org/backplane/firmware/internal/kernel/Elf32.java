package org.backplane.firmware.internal.kernel;

import static org.backplane.firmware.internal.LittleEndian.get16;
import static org.backplane.firmware.internal.LittleEndian.get32;

import java.util.ArrayList;
import java.util.List;

/**
 * What has to be loaded of a 32-bit ELF executable (TIS ELF 1.2, book I "ELF Header" and "Program Header", book III for
 * the 80386). Segments go to their physical addresses.
 *
 * <p>Not modelled: 64-bit files, position-independent executables, relocation, sections and symbols.
 */
final class Elf32 {
    private static final int MAGIC = 0x464C_457F;
    private static final int ELFCLASS32 = 1;
    private static final int ELFDATA2LSB = 1;
    private static final int ET_EXEC = 2;
    private static final int EM_386 = 3;
    private static final int PT_LOAD = 1;

    /** Offsets of the ELF header. */
    private static final int EI_CLASS = 4;
    private static final int EI_DATA = 5;
    private static final int E_TYPE = 16;
    private static final int E_MACHINE = 18;
    private static final int E_ENTRY = 24;
    private static final int E_PHOFF = 28;
    private static final int E_PHENTSIZE = 42;
    private static final int E_PHNUM = 44;
    private static final int HEADER_BYTES = 52;

    /** Offsets of a program header. */
    private static final int P_TYPE = 0;
    private static final int P_OFFSET = 4;
    private static final int P_VADDR = 8;
    private static final int P_PADDR = 12;
    private static final int P_FILESZ = 16;
    private static final int P_MEMSZ = 20;
    private static final int PROGRAM_HEADER_BYTES = 32;

    private final byte[] image;
    private final List<Segment> segments = new ArrayList<>();
    private long entry;

    private Elf32(byte[] image) {
        this.image = image;
        entry = get32(image, E_ENTRY);
    }

    static boolean isElf(byte[] image) {
        return image.length >= HEADER_BYTES && get32(image, 0) == MAGIC;
    }

    /**
     * Reads the headers.
     *
     * @param image a file that {@link #isElf}
     * @throws BadImageException if it is no 32-bit executable for this processor, or its headers make no sense
     */
    static Elf32 of(byte[] image) {
        Elf32 elf = new Elf32(image);
        elf.checkKind();
        elf.readProgramHeaders();
        return elf;
    }

    /** The pieces to load, in the file's order; at least one. */
    List<Segment> segments() {
        return segments;
    }

    /** Physical address of the entry point. */
    long entry() {
        return entry;
    }

    private void checkKind() {
        if (image[EI_CLASS] != ELFCLASS32) {
            throw new BadImageException("it is no 32-bit ELF file; the processor is a 32-bit one");
        }
        if (image[EI_DATA] != ELFDATA2LSB || get16(image, E_MACHINE) != EM_386) {
            throw new BadImageException("it is an ELF file for another processor");
        }
        if (get16(image, E_TYPE) != ET_EXEC) {
            throw new BadImageException("it is an ELF file, but no executable with fixed addresses");
        }
    }

    private void readProgramHeaders() {
        long table = get32(image, E_PHOFF);
        int entryBytes = get16(image, E_PHENTSIZE);
        int count = get16(image, E_PHNUM);
        if (count > 0 && entryBytes < PROGRAM_HEADER_BYTES || table + (long) count * entryBytes > image.length) {
            throw new BadImageException("its ELF program headers lie outside the file");
        }
        boolean entryFound = false;
        for (int i = 0; i < count; i++) {
            int header = (int) table + i * entryBytes;
            if (get32(image, header + P_TYPE) == PT_LOAD && get32(image, header + P_MEMSZ) > 0) {
                segments.add(segment(header));
                entryFound = entryFound || translateEntry(header);
            }
        }
        if (segments.isEmpty()) {
            throw new BadImageException("its ELF program headers have nothing to load");
        }
    }

    private Segment segment(int header) {
        return Segment.of(get32(image, header + P_PADDR), get32(image, header + P_OFFSET),
                get32(image, header + P_FILESZ), get32(image, header + P_MEMSZ), image.length);
    }

    /**
     * The entry point of an ELF file is a virtual address, but the kernel starts without paging. If it lies in the
     * segment's virtual addresses it is moved along to the physical ones, as GRUB does; a kernel for the higher half
     * may also give the physical address itself.
     */
    private boolean translateEntry(int header) {
        long offset = get32(image, E_ENTRY) - get32(image, header + P_VADDR);
        if (offset < 0 || offset >= get32(image, header + P_MEMSZ)) {
            return false;
        }
        entry = get32(image, header + P_PADDR) + offset;
        return true;
    }
}
