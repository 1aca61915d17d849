package org.backplane.mmu.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.mmu.internal.GuestMemory.A;
import static org.backplane.mmu.internal.GuestMemory.P;
import static org.backplane.mmu.internal.GuestMemory.PG;
import static org.backplane.mmu.internal.GuestMemory.PS;
import static org.backplane.mmu.internal.GuestMemory.PSE;
import static org.backplane.mmu.internal.GuestMemory.RW;
import static org.backplane.mmu.internal.GuestMemory.TABLE;
import static org.backplane.mmu.internal.GuestMemory.pde;
import static org.backplane.mmu.internal.GuestMemory.pte;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.MemoryType;
import org.backplane.bus.machine.TranslationDTO;
import org.backplane.mmu.PagingFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a translation, and the memory type that the fabric hears of (SDM 3A §4.3, §4.4, §4.9). */
class PageExplainerTest {
    private static final int PWT = 8;
    private static final int PCD = 16;
    private static final int PAE = 1 << 5;
    private static final int MTRR_DEF_TYPE = 0x2FF;
    private static final int MTRR_E = 1 << 11;
    private static final int WRITE_COMBINING = 1;

    private final List<String> told = new ArrayList<>();
    private final GuestMemory guest = new GuestMemory(new PagingFeatures(true, true, 36)) {
        @Override
        public void mapped(long linear, long physical, MemoryType type) {
            told.add(String.format("%x>%x %s", linear, physical, type));
        }
    };

    @Test
    void aPageIsExplainedEntryByEntry() {
        guest.set(pte(0x5000), 0x9000 | P | RW | PWT | PCD);

        TranslationDTO translation = guest.mmu.explain(0x5abc);

        assertThat(translation.physical).isEqualTo(0x9abc);
        assertThat(translation.entries).extracting(entry -> entry.name).containsExactly("PDE 000", "PTE 005");
        assertThat(translation.entries).extracting(entry -> entry.address)
                .containsExactly((long) pde(0), (long) pte(0x5000));
        assertThat(translation.entries[1].value).isEqualTo(0x901b);
        assertThat(translation.entries[1].bits).isEqualTo("P=1 RW=1 US=0 PWT=1 PCD=1 A=0 D=0 PAT=0 G=0");
        assertThat(translation.type).isEqualTo("UC");
        assertThat(translation.typeFrom).isEqualTo("PAT=0 PCD=1 PWT=1 of PTE 005: UC, MTRRs UC");
        assertThat(guest.get(pte(0x5000)) & A).as("nothing was touched").isZero();
    }

    @Test
    void aMissingPageIsExplainedUpToTheEntryThatIsNotPresent() {
        TranslationDTO table = guest.mmu.explain(0x5000);
        TranslationDTO directory = guest.mmu.explain(0x0080_0000);

        assertThat(table.physical).isEqualTo(-1);
        assertThat(table.type).isEmpty();
        assertThat(table.entries).hasSize(2);
        assertThat(directory.entries).hasSize(1);
    }

    @Test
    void aLargePageHasNoTable() {
        guest.mmu.writeCr4(PSE);
        guest.set(pde(0x0065_4321), 0xFD40_0000 | P | PS | PCD);

        TranslationDTO translation = guest.mmu.explain(0x0065_4321);

        assertThat(translation.physical).isEqualTo(0xFD65_4321L);
        assertThat(translation.entries).extracting(entry -> entry.bits)
                .containsExactly("P=1 RW=0 US=0 PWT=0 PCD=1 A=0 D=0 PS=1 G=0 PAT=0");
        assertThat(translation.type).isEqualTo("UC");
    }

    @Test
    void threeLevelsOfEightBytesAreWalkedWithPae() {
        guest.set(0x2_0020 + 3 * 8, 0x2_1000 | P);
        guest.set(0x2_1000 + 8, 0x2_2000 | P | RW);
        guest.set(0x2_2000 + 5 * 8, 0x3000 | P);
        guest.set(0x2_2000 + 5 * 8 + 4, 0x1);
        guest.mmu.writeCr3(0x2_0020);
        guest.mmu.writeCr4(PAE);

        TranslationDTO translation = guest.mmu.explain(0xC020_5678);

        assertThat(translation.entries).extracting(entry -> entry.name).containsExactly("PDPTE 003", "PDE 001", "PTE 005");
        assertThat(translation.physical).isEqualTo(0x1_0000_3678L);
    }

    @Test
    void withoutPagingThereIsNoEntry() {
        guest.mmu.writeCr0(0);

        TranslationDTO translation = guest.mmu.explain(0xFFFF_0000);

        assertThat(translation.paging).isFalse();
        assertThat(translation.entries).isEmpty();
        assertThat(translation.physical).isEqualTo(0xFFFF_0000L);
        assertThat(translation.typeFrom).isEqualTo("paging is off, MTRRs UC");
    }

    @ParameterizedTest
    @CsvSource({"0, WB", "8, WT", "16, UC", "24, UC"})
    void theFabricHearsOfTheTypeOnceForEachWalk(int bits, MemoryType type) {
        guest.set(pte(0x5000), 0x9000 | P | RW | bits);

        guest.read(0x5abc);
        guest.read(0x5def);
        guest.mmu.invalidatePage(0x5000);
        guest.read(0x5004);

        assertThat(told).containsExactly("5abc>9abc " + type, "5004>9004 " + type);
    }

    @Test
    void rangeRegistersCountWhereThePageLeavesItToThem() {
        guest.set(pte(0x5000), 0x9000 | P | PCD);
        guest.mmu.memoryTypes().write(MTRR_DEF_TYPE, MTRR_E | WRITE_COMBINING);
        guest.read(0x5000);

        assertThat(told).as("UC- is WC there").containsExactly("5000>9000 WC");
        assertThat(guest.mmu.explain(0x5000).type).isEqualTo("WC");
        assertThat(guest.mmu.explain(0x5000).typeFrom).isEqualTo("PAT=0 PCD=1 PWT=0 of PTE 005: UC_MINUS, MTRRs WC");
    }

    @Test
    void aPageThatAsksForCachingIsToldAlthoughRangeRegistersForbidIt() {
        guest.set(pte(0x5000), 0x9000 | P);
        guest.mmu.memoryTypes().write(MTRR_DEF_TYPE, MTRR_E);
        guest.read(0x5000);

        assertThat(told).containsExactly("5000>9000 WB");
        assertThat(guest.mmu.explain(0x5000).type).isEqualTo("UC");
    }

    @Test
    void nothingIsToldWhilePagingIsOff() {
        guest.mmu.writeCr0(0);
        guest.read(TABLE);
        guest.mmu.writeCr0(PG);

        assertThat(told).isEmpty();
    }
}
