package org.backplane.mmu.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.backplane.mmu.PageFaultException.PRESENT;
import static org.backplane.mmu.PageFaultException.RESERVED;
import static org.backplane.mmu.PageFaultException.USER;
import static org.backplane.mmu.PageFaultException.WRITE;
import static org.backplane.mmu.internal.GuestMemory.A;
import static org.backplane.mmu.internal.GuestMemory.D;
import static org.backplane.mmu.internal.GuestMemory.P;
import static org.backplane.mmu.internal.GuestMemory.PG;
import static org.backplane.mmu.internal.GuestMemory.PS;
import static org.backplane.mmu.internal.GuestMemory.PSE;
import static org.backplane.mmu.internal.GuestMemory.RW;
import static org.backplane.mmu.internal.GuestMemory.TABLE;
import static org.backplane.mmu.internal.GuestMemory.US;
import static org.backplane.mmu.internal.GuestMemory.WP;
import static org.backplane.mmu.internal.GuestMemory.pde;
import static org.backplane.mmu.internal.GuestMemory.pte;

import org.backplane.mmu.Access;
import org.backplane.mmu.PageFaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walk through the paging structures: addresses, rights, reserved, accessed and dirty bits (SDM 3A §4.3 to §4.8). */
class PageWalkerTest {
    private static final int PAGE = 0x5000;
    private static final int FRAME = 0x9000;
    /** A linear address that the second directory entry maps. */
    private static final int LARGE = 0x0065_4321;

    private final GuestMemory guest = new GuestMemory();

    private void map(int flags) {
        guest.set(pte(PAGE), FRAME | flags);
    }

    @Test
    void withoutPagingTheLinearAddressIsPhysical() {
        guest.mmu.writeCr0(0);
        assertThat(guest.read(0xFFFF_FFFF)).isEqualTo(0xFFFF_FFFFL);
    }

    @Test
    void directoryTableAndOffsetMakeTheAddress() {
        map(P);
        assertThat(guest.read(PAGE + 0xABC)).isEqualTo(FRAME + 0xABC);
        assertThat(guest.mmu.probe(PAGE + 0xABC)).isEqualTo(FRAME + 0xABC);
    }

    @Test
    void theLowBitsOfCr3AreNoAddress() {
        map(P);
        guest.mmu.writeCr3(GuestMemory.DIRECTORY | 0xFFF);
        assertThat(guest.read(PAGE)).isEqualTo(FRAME);
    }

    @Test
    void anAbsentEntryFaultsWithoutP() {
        map(RW | US);
        assertThat(guest.error(PAGE, Access.READ, false)).isZero();
        assertThat(guest.error(PAGE, Access.WRITE, false)).isEqualTo(WRITE);
        assertThat(guest.error(PAGE, Access.READ, true)).isEqualTo(USER);
        assertThat(guest.error(PAGE, Access.WRITE, true)).isEqualTo(USER | WRITE);
        assertThat(guest.error(PAGE, Access.FETCH, true)).as("no I/D bit without NX").isEqualTo(USER);
        assertThat(guest.error(LARGE, Access.WRITE, true)).as("absent in the directory").isEqualTo(USER | WRITE);
        assertThat(guest.mmu.probe(PAGE)).isEqualTo(-1);
        assertThat(guest.mmu.probe(LARGE)).isEqualTo(-1);
    }

    @Test
    void theFaultNamesTheLinearAddress() {
        PageFaultException fault = catchThrowableOfType(PageFaultException.class, () -> guest.read(PAGE + 0x123));
        assertThat(fault.linear()).isEqualTo(PAGE + 0x123);
    }

    /** SDM 3A §4.6.1: both levels must grant; CR0.WP counts for supervisors only. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rightsAreThoseOfBothLevels(boolean wp) {
        guest.mmu.writeCr0(wp ? PG | WP : PG);
        for (int combination = 0; combination < 16; combination++) {
            int directoryFlags = P | (combination & 3) << 1;
            int tableFlags = P | (combination >>> 2) << 1;
            guest.set(pde(PAGE), TABLE | directoryFlags);
            guest.set(pte(PAGE), FRAME | tableFlags);
            guest.mmu.invalidateAll();
            boolean user = (directoryFlags & tableFlags & US) != 0;
            boolean writable = (directoryFlags & tableFlags & RW) != 0;
            String which = "PDE " + directoryFlags + " PTE " + tableFlags + " WP " + wp;
            assertThat(guest.error(PAGE, Access.READ, false)).as(which).isEqualTo(-1);
            assertThat(guest.error(PAGE, Access.READ, true)).as(which).isEqualTo(user ? -1 : PRESENT | USER);
            assertThat(guest.error(PAGE, Access.FETCH, true)).as(which).isEqualTo(user ? -1 : PRESENT | USER);
            assertThat(guest.error(PAGE, Access.WRITE, true)).as(which)
                    .isEqualTo(user && writable ? -1 : PRESENT | USER | WRITE);
            assertThat(guest.error(PAGE, Access.WRITE, false)).as(which)
                    .isEqualTo(writable || !wp ? -1 : PRESENT | WRITE);
        }
    }

    @Test
    void aReadSetsAccessedAndAWriteDirtyToo() {
        map(P | RW | US);
        guest.userRead(PAGE);
        assertThat(guest.get(pte(PAGE))).isEqualTo(FRAME | P | RW | US | A);
        assertThat(guest.get(pde(PAGE))).as("D is for the leaf").isEqualTo(TABLE | P | RW | US | A);
        guest.userWrite(PAGE);
        assertThat(guest.get(pte(PAGE))).isEqualTo(FRAME | P | RW | US | A | D);
        assertThat(guest.get(pde(PAGE))).isEqualTo(TABLE | P | RW | US | A);
    }

    @Test
    void aFetchSetsAccessed() {
        map(P | US);
        guest.mmu.translate(PAGE, Access.FETCH, true);
        assertThat(guest.get(pte(PAGE))).isEqualTo(FRAME | P | US | A);
    }

    @Test
    void aFirstWriteSetsBoth() {
        map(P);
        guest.write(PAGE);
        assertThat(guest.get(pte(PAGE))).as("a supervisor writes a read-only page").isEqualTo(FRAME | P | A | D);
    }

    @Test
    void aFaultSetsNeither() {
        map(P | US);
        guest.error(PAGE, Access.WRITE, true);
        assertThat(guest.get(pte(PAGE))).isEqualTo(FRAME | P | US);
        assertThat(guest.get(pde(PAGE))).isEqualTo(TABLE | P | RW | US);
    }

    @Test
    void aProbeSetsNothing() {
        map(P);
        guest.mmu.probe(PAGE);
        assertThat(guest.get(pte(PAGE))).isEqualTo(FRAME | P);
    }

    @Test
    void aLargePageTakesTwentyTwoBitsOfOffset() {
        guest.mmu.writeCr4(PSE);
        guest.set(pde(LARGE), 0x0080_0000 | P | PS | RW);
        assertThat(guest.read(LARGE)).isEqualTo(0x00A5_4321);
        assertThat(guest.mmu.probe(LARGE)).isEqualTo(0x00A5_4321);
        assertThat(guest.get(pde(LARGE))).isEqualTo(0x0080_0000 | P | PS | RW | A);
        guest.write(LARGE);
        assertThat(guest.get(pde(LARGE))).isEqualTo(0x0080_0000 | P | PS | RW | A | D);
    }

    @Test
    void aLargePageHasRights() {
        guest.mmu.writeCr4(PSE);
        guest.set(pde(LARGE), P | PS);
        assertThat(guest.error(LARGE, Access.READ, true)).isEqualTo(PRESENT | USER);
        guest.mmu.writeCr0(PG | WP);
        assertThat(guest.error(LARGE, Access.WRITE, false)).isEqualTo(PRESENT | WRITE);
    }

    @Test
    void withoutPseTheSizeBitIsIgnored() {
        guest.set(pde(LARGE), TABLE | P | PS);
        guest.set(pte(LARGE), FRAME | P);
        assertThat(guest.read(LARGE)).isEqualTo(FRAME + 0x321);
    }

    /** Neither PSE-36 nor PAT is offered by CPUID, so bits 21:12 are reserved (SDM 3A §4.3). */
    @ParameterizedTest
    @ValueSource(ints = {12, 13, 16, 17, 20, 21})
    void reservedBitsOfALargePageFault(int bit) {
        guest.mmu.writeCr4(PSE);
        guest.set(pde(LARGE), P | PS | RW | US | 1 << bit);
        assertThat(guest.error(LARGE, Access.READ, false)).isEqualTo(PRESENT | RESERVED);
        assertThat(guest.error(LARGE, Access.WRITE, true)).isEqualTo(PRESENT | RESERVED | USER | WRITE);
        assertThat(guest.get(pde(LARGE))).as("not accessed").isEqualTo(P | PS | RW | US | 1 << bit);
    }

    @Test
    void reservedBitsOfAnAbsentEntryDoNotMatter() {
        guest.mmu.writeCr4(PSE);
        guest.set(pde(LARGE), PS | 1 << 13);
        assertThat(guest.error(LARGE, Access.READ, false)).isZero();
    }

    @Test
    void bitSevenOfATableEntryIsReservedWithPse() {
        map(P | RW | 1 << 7);
        assertThat(guest.error(PAGE, Access.READ, false)).as("no reserved bits without PSE").isEqualTo(-1);
        guest.mmu.writeCr4(PSE);
        assertThat(guest.error(PAGE, Access.READ, false)).isEqualTo(PRESENT | RESERVED);
    }

    @Test
    void addressLine20IsForcedLowForTablesAndPages() {
        guest.set(pte(PAGE), 0x0010_9000 | P);
        guest.set(pde(PAGE), 0x0010_0000 | TABLE | P);
        guest.mmu.setAddressMask(~0x0010_0000L);
        assertThat(guest.read(PAGE)).isEqualTo(FRAME);
        assertThat(guest.mmu.probe(PAGE)).isEqualTo(FRAME);
        guest.mmu.writeCr0(0);
        assertThat(guest.read(0x0010_0123)).isEqualTo(0x123);
        guest.mmu.setAddressMask(-1);
        assertThat(guest.read(0x0010_0123)).isEqualTo(0x0010_0123);
    }
}
