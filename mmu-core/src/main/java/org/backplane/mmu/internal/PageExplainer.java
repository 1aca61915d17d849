package org.backplane.mmu.internal;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.MemoryType;
import org.backplane.bus.machine.PageEntryDTO;
import org.backplane.bus.machine.TranslationDTO;
import org.backplane.bus.processor.PhysicalMemory;

/**
 * Tells how a linear address is translated, entry by entry, by peeking at the paging structures (SDM 3A §4.3, §4.4). It checks
 * no rights and reserved bits, because whoever asks wants to see them.
 */
final class PageExplainer {
    private static final int PAT_OF_PTE = 7;
    private static final int PAT_OF_LARGE = 12;
    private static final long FRAME_PAE = 0xF_FFFF_FFFF_F000L;
    private static final String RIGHTS = "P=%d RW=%d US=%d PWT=%d PCD=%d A=%d";

    private final PhysicalMemory memory;
    private final PagingRegisters registers;
    private final RangeRegisters types;
    private final List<PageEntryDTO> entries = new ArrayList<>();

    PageExplainer(PhysicalMemory memory, PagingRegisters registers, RangeRegisters types) {
        this.memory = memory;
        this.registers = registers;
        this.types = types;
    }

    /**
     * Explains a translation.
     *
     * @param linear     the linear address
     * @param translated its translation, {@link PageWalker#ABSENT} if it has none; while paging is off the page's address
     */
    TranslationDTO explain(int linear, long translated) {
        TranslationDTO translation = new TranslationDTO();
        translation.linear = Integer.toUnsignedLong(linear);
        translation.paging = registers.paging();
        if (registers.paging()) {
            listEntries(linear);
        }
        translation.entries = entries.toArray(PageEntryDTO[]::new);
        boolean absent = translated == PageWalker.ABSENT;
        translation.physical = absent ? -1 : translated & ~0xFFFL | linear & 0xFFF;
        translation.type = absent ? "" : type(translated).name();
        translation.typeFrom = absent ? "" : typeFrom(translated);
        return translation;
    }

    private MemoryType type(long translated) {
        return registers.paging() ? types.effective(translated) : types.range(translated);
    }

    private String typeFrom(long translated) {
        String ranges = "MTRRs " + types.range(translated & ~0xFFFL);
        return registers.paging() ? String.format("PAT=%d PCD=%d PWT=%d of %s: %s, %s", bit(translated, 10),
                bit(translated, 4), bit(translated, 3), entries.get(entries.size() - 1).name, types.page(translated), ranges)
                : "paging is off, " + ranges;
    }

    private void listEntries(int linear) {
        if (registers.pae()) {
            listPae(linear);
        } else {
            list32(linear);
        }
    }

    private void list32(int linear) {
        long pde = entry("PDE", linear >>> 22, registers.cr3 & PageEntry.FRAME_4K & 0xFFFF_FFFFL, 4);
        boolean large = (registers.cr4 & PagingRegisters.CR4_PSE) != 0 && (pde & PageEntry.PS) != 0;
        last().bits = directoryBits(pde, large);
        if ((pde & PageEntry.P) != 0 && !large) {
            page(linear >>> 12 & 0x3FF, pde & PageEntry.FRAME_4K & 0xFFFF_FFFFL, 4);
        }
    }

    private void listPae(int linear) {
        long pointer = entry("PDPTE", linear >>> 30, registers.cr3 & ~0x1F & 0xFFFF_FFFFL, 8);
        last().bits = String.format("P=%d PWT=%d PCD=%d", bit(pointer, 0), bit(pointer, 3), bit(pointer, 4));
        if ((pointer & PageEntry.P) == 0) {
            return;
        }
        long pde = entry("PDE", linear >>> 21 & 0x1FF, pointer & FRAME_PAE, 8);
        boolean large = (pde & PageEntry.PS) != 0;
        last().bits = directoryBits(pde, large) + executeDisable(pde);
        if ((pde & PageEntry.P) != 0 && !large) {
            page(linear >>> 12 & 0x1FF, pde & FRAME_PAE, 8);
        }
    }

    private void page(int index, long table, int width) {
        long pte = entry("PTE", index, table, width);
        last().bits = String.format(RIGHTS + " D=%d PAT=%d G=%d", bit(pte, 0), bit(pte, 1), bit(pte, 2), bit(pte, 3),
                bit(pte, 4), bit(pte, 5), bit(pte, 6), bit(pte, PAT_OF_PTE), bit(pte, 8))
                + (width == 8 ? executeDisable(pte) : "");
    }

    private static String executeDisable(long entry) {
        return " XD=" + bit(entry, 63);
    }

    private long entry(String name, int index, long table, int width) {
        PageEntryDTO entry = new PageEntryDTO();
        entry.address = table + (long) index * width & registers.addressMask;
        entry.value = memory.peek(entry.address, width);
        entry.name = String.format("%s %03x", name, index);
        entries.add(entry);
        return entry.value;
    }

    private static String directoryBits(long pde, boolean large) {
        String rights = String.format(RIGHTS, bit(pde, 0), bit(pde, 1), bit(pde, 2), bit(pde, 3), bit(pde, 4), bit(pde, 5));
        return large ? rights + String.format(" D=%d PS=1 G=%d PAT=%d", bit(pde, 6), bit(pde, 8), bit(pde, PAT_OF_LARGE))
                : rights + " PS=" + bit(pde, 7);
    }

    private PageEntryDTO last() {
        return entries.get(entries.size() - 1);
    }

    private static int bit(long value, int at) {
        return (int) (value >>> at) & 1;
    }
}
