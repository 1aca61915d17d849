package org.backplane.mmu.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.bus.MemoryType.UC;
import static org.backplane.bus.MemoryType.UC_MINUS;
import static org.backplane.bus.MemoryType.WB;
import static org.backplane.bus.MemoryType.WC;
import static org.backplane.bus.MemoryType.WP;
import static org.backplane.bus.MemoryType.WT;
import static org.backplane.mmu.internal.GuestMemory.P;
import static org.backplane.mmu.internal.GuestMemory.PS;
import static org.backplane.mmu.internal.GuestMemory.PSE;
import static org.backplane.mmu.internal.GuestMemory.pde;
import static org.backplane.mmu.internal.GuestMemory.pte;

import java.util.List;
import org.backplane.bus.MemoryType;
import org.backplane.mmu.Access;
import org.backplane.mmu.MemoryTypeRegisters;
import org.backplane.mmu.PagingFeatures;
import org.junit.jupiter.api.Test;

/** MTRRs, the page attribute table, and what both make of a mapping (SDM 3A §11.5.2.2, §11.11, §11.12). */
class MemoryTypeTest {
    private static final int PAGE = 0x7000;
    private static final int PWT = 1 << 3;
    private static final int PCD = 1 << 4;
    private static final int PAT_4K = 1 << 7;
    private static final int PAT_LARGE = 1 << 12;
    private static final int PAT = 0x277;
    private static final int CAP = 0xFE;
    private static final int BASE0 = 0x200;
    private static final int MASK0 = 0x201;
    private static final int DEF_TYPE = 0x2FF;
    private static final int E = 1 << 11;
    private static final int FE = 1 << 10;
    private static final int V = 1 << 11;

    private final GuestMemory guest = new GuestMemory(new PagingFeatures(true, true, 36));
    private final MemoryTypeRegisters registers = guest.mmu.memoryTypes();

    private void write(int msr, long value) {
        assertThat(registers.write(msr, value)).as("%x", msr).isTrue();
    }

    private MemoryType physical(long address) {
        guest.mmu.writeCr0(0);
        return effective((int) address);
    }

    private MemoryType effective(int linear) {
        return MemoryType.valueOf(guest.mmu.explain(linear).type);
    }

    @Test
    void afterResetEverythingIsUncacheable() {
        assertThat(registers.read(CAP)).as("8 variable ranges, fixed ranges, WC").isEqualTo(0x508);
        assertThat(physical(0x1000)).isEqualTo(UC);
        assertThat(registers.read(PAT)).isEqualTo(0x0007_0406_0007_0406L);
    }

    @Test
    void theDefaultTypeIsThatOfWhatNoRangeHas() {
        write(DEF_TYPE, E | 6);
        assertThat(physical(0x1000)).isEqualTo(WB);
        write(BASE0, 0xC000_0000L);
        write(MASK0, 0xF_C000_0000L | V);
        assertThat(physical(0xBFFF_F000L)).isEqualTo(WB);
        assertThat(physical(0xC000_0000L)).isEqualTo(UC);
        assertThat(physical(0xFFFF_F000L)).isEqualTo(UC);
        write(MASK0, 0xF_C000_0000L);
        assertThat(physical(0xC000_0000L)).as("not valid").isEqualTo(WB);
    }

    @Test
    void whereRangesOverlapUcWinsThenWt() {
        write(DEF_TYPE, E);
        write(BASE0, 6);
        write(MASK0, 0xF_8000_0000L | V);
        write(BASE0 + 2, 0x4000_0000L | 4);
        write(MASK0 + 2, 0xF_C000_0000L | V);
        write(BASE0 + 4, 0x6000_0000L);
        write(MASK0 + 4, 0xF_E000_0000L | V);
        assertThat(physical(0x3000_0000)).isEqualTo(WB);
        assertThat(physical(0x4000_0000)).isEqualTo(WT);
        assertThat(physical(0x6000_0000)).isEqualTo(UC);
    }

    @Test
    void fixedRangesComeFirstBelow1MiB() {
        write(DEF_TYPE, E | FE | 6);
        write(0x250, 0x0400_0000_0000_0006L);
        write(0x259, 0x0000_0000_0000_0001L);
        write(0x26F, 0x0506_0606_0606_0606L);
        assertThat(physical(0xFFFF)).isEqualTo(WB);
        assertThat(physical(0x1_0000)).isEqualTo(UC);
        assertThat(physical(0x7_0000)).isEqualTo(WT);
        assertThat(physical(0xA_0000)).isEqualTo(WC);
        assertThat(physical(0xA_4000)).isEqualTo(UC);
        assertThat(physical(0xF_E000)).isEqualTo(WB);
        assertThat(physical(0xF_F000)).isEqualTo(WP);
        assertThat(physical(0x10_0000)).isEqualTo(WB);
        write(DEF_TYPE, E | 6);
        assertThat(physical(0x1_0000)).as("fixed ranges off").isEqualTo(WB);
    }

    @Test
    void reservedValuesAreRefused() {
        assertThat(registers.write(CAP, 0)).isFalse();
        assertThat(registers.write(DEF_TYPE, 2)).as("no type").isFalse();
        assertThat(registers.write(DEF_TYPE, 1 << 9)).isFalse();
        assertThat(registers.write(BASE0, 7)).as("UC- is for pages").isFalse();
        assertThat(registers.write(BASE0, 1L << 36)).isFalse();
        assertThat(registers.write(BASE0, 1 << 8)).isFalse();
        assertThat(registers.write(MASK0, 1)).isFalse();
        assertThat(registers.write(MASK0, 1L << 36)).isFalse();
        assertThat(registers.write(0x250, 0x03L << 56)).isFalse();
        assertThat(registers.write(PAT, 0x02L << 56)).isFalse();
        assertThat(registers.write(PAT, 0x08L << 8)).isFalse();
        assertThat(registers.has(BASE0 + 16)).as("a ninth range").isFalse();
        assertThat(registers.has(0x251)).isFalse();
        assertThat(registers.read(DEF_TYPE) | registers.read(BASE0) | registers.read(MASK0) | registers.read(0x250)).isZero();
    }

    @Test
    void pageAttributesChooseAnEntryOfThePat() {
        write(DEF_TYPE, E | 6);
        write(PAT, 0x0001_0405_0700_0406L);
        int[] flags = {0, PWT, PCD, PCD | PWT, PAT_4K, PAT_4K | PWT, PAT_4K | PCD, PAT_4K | PCD | PWT};
        MemoryType[] types = {WB, WT, UC, UC, WP, WT, WC, UC};
        for (int i = 0; i < flags.length; i++) {
            guest.set(pte(PAGE), 0x9000 | P | flags[i]);
            assertThat(effective(PAGE + 5)).as("entry %d", i).isEqualTo(types[i]);
        }
        assertThat(guest.get(pte(PAGE))).as("nothing is accessed").isEqualTo(0x9000 | P | flags[7]);
    }

    @Test
    void aLargePageHasItsPatBitElsewhere() {
        guest.mmu.writeCr4(PSE);
        write(DEF_TYPE, E | 6);
        write(PAT, 0x0007_0401_0007_0406L);
        guest.set(pde(0x0040_0000), P | PS);
        assertThat(effective(0x0040_0000)).isEqualTo(WB);
        guest.set(pde(0x0040_0000), P | PS | PAT_LARGE);
        assertThat(effective(0x0040_0000)).isEqualTo(WC);
    }

    /** SDM 3A table 11-7. */
    @Test
    void rangeAndPageCombineAsTheTableSays() {
        List<MemoryType> pages = List.of(UC, UC_MINUS, WC, WT, WB, WP);
        assertThat(row(UC, pages)).containsExactly(UC, UC, WC, UC, UC, UC);
        assertThat(row(WC, pages)).containsExactly(UC, WC, WC, UC, WC, UC);
        assertThat(row(WT, pages)).containsExactly(UC, UC, WC, WT, WT, WP);
        assertThat(row(WB, pages)).containsExactly(UC, UC, WC, WT, WB, WP);
        assertThat(row(WP, pages)).containsExactly(UC, WC, WC, WT, WP, WP);
    }

    private static List<MemoryType> row(MemoryType range, List<MemoryType> pages) {
        return pages.stream().map(page -> MemoryTypeCode.combine(range, page)).toList();
    }

    @Test
    void withoutPatTheBitIsReserved() {
        GuestMemory old = new GuestMemory(PagingFeatures.NONE);
        old.mmu.writeCr4(PSE);
        old.set(pte(PAGE), 0x9000 | P | PAT_4K);
        assertThat(old.error(PAGE, Access.READ, false)).isEqualTo(9);
        guest.mmu.writeCr4(PSE);
        guest.set(pte(PAGE), 0x9000 | P | PAT_4K);
        assertThat(guest.error(PAGE, Access.READ, false)).isEqualTo(-1);
    }

    /** SDM 3A §4.3, table 4-4. */
    @Test
    void withPse36ALargePageMayLieAbove4GiB() {
        guest.mmu.writeCr4(PSE);
        guest.set(pde(0x0040_0000), 0x0080_0000 | 0xA << 13 | P | PS);
        assertThat(guest.read(0x0041_2345)).isEqualTo(0xA_0081_2345L);
        guest.set(pde(0x0040_0000), 1 << 17 | P | PS);
        guest.mmu.invalidateAll();
        assertThat(guest.error(0x0040_0000, Access.READ, false)).as("beyond 36 bits").isEqualTo(9);
    }
}
