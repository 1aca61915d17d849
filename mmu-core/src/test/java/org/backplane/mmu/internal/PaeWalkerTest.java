package org.backplane.mmu.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.mmu.PageFaultException.FETCH;
import static org.backplane.mmu.PageFaultException.PRESENT;
import static org.backplane.mmu.PageFaultException.RESERVED;
import static org.backplane.mmu.PageFaultException.USER;
import static org.backplane.mmu.PageFaultException.WRITE;
import static org.backplane.mmu.internal.GuestMemory.A;
import static org.backplane.mmu.internal.GuestMemory.D;
import static org.backplane.mmu.internal.GuestMemory.P;
import static org.backplane.mmu.internal.GuestMemory.PG;
import static org.backplane.mmu.internal.GuestMemory.PS;
import static org.backplane.mmu.internal.GuestMemory.RW;
import static org.backplane.mmu.internal.GuestMemory.US;
import static org.backplane.mmu.internal.GuestMemory.WP;

import org.backplane.mmu.Access;
import org.backplane.mmu.PagingFeatures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walk of PAE paging: its four pointers, 64-bit entries, 2-MiB pages, execute-disable (SDM 3A §4.4, §4.6, §4.7). */
class PaeWalkerTest {
    private static final int POINTERS = 0x3020;
    private static final int DIRECTORY = 0x4000;
    private static final int TABLE = 0x5000;
    private static final int PAGE = 0x7000;
    private static final int FRAME = 0x9000;
    /** In the second gigabyte, third region of 2 MiB. */
    private static final int LARGE = 0x4045_6789;
    private static final int LARGE_ENTRY = 0x6000 + 2 * 8;
    private static final int PAE = 1 << 5;
    private static final int SMEP = 1 << 20;
    private static final long XD = 1L << 63;

    private final GuestMemory guest = new GuestMemory(new PagingFeatures(true, true, 36));

    @BeforeEach
    void turnPaeOn() {
        set64(POINTERS, DIRECTORY | P);
        set64(POINTERS + 8, 0x6000 | P);
        set64(DIRECTORY, TABLE | P | RW | US);
        guest.mmu.writeCr0(0);
        guest.mmu.writeCr3(POINTERS);
        guest.mmu.writeCr4(PAE);
        guest.mmu.writeCr0(PG);
    }

    private void set64(int address, long value) {
        guest.write(address, 8, value);
    }

    private void map(long entry) {
        set64(TABLE + (PAGE >>> 12) * 8, entry);
    }

    private long tableEntry() {
        return guest.read(TABLE + (PAGE >>> 12) * 8, 8);
    }

    @Test
    void pointerDirectoryTableAndOffsetMakeTheAddress() {
        map(FRAME | P);
        assertThat(guest.read(PAGE + 0xABC)).isEqualTo(FRAME + 0xABC);
        assertThat(guest.mmu.probe(PAGE + 0xABC)).isEqualTo(FRAME + 0xABC);
    }

    @Test
    void aFrameMayLieAbove4GiB() {
        map(0xF_1234_5000L | P);
        assertThat(guest.read(PAGE + 0x678)).isEqualTo(0xF_1234_5678L);
        assertThat(guest.mmu.directReads(false)[PAGE >>> 12]).as("no RAM there").isEqualTo(-1);
    }

    @Test
    void aLargePageTakesTwentyOneBitsOfOffset() {
        set64(LARGE_ENTRY, 0x0020_0000 | P | PS | RW);
        assertThat(guest.read(LARGE)).isEqualTo(0x0025_6789);
        assertThat(guest.mmu.probe(LARGE)).isEqualTo(0x0025_6789);
        assertThat(guest.get(LARGE_ENTRY)).isEqualTo(0x0020_0000 | P | PS | RW | A);
        guest.write(LARGE);
        assertThat(guest.get(LARGE_ENTRY)).isEqualTo(0x0020_0000 | P | PS | RW | A | D);
    }

    @Test
    void invlpgForgetsAllOfALargePage() {
        set64(LARGE_ENTRY, 0x0020_0000 | P | PS);
        guest.read(LARGE);
        guest.read(LARGE + 0x1000);
        set64(LARGE_ENTRY, 0x0040_0000 | P | PS);
        guest.mmu.invalidatePage(LARGE);
        assertThat(guest.read(LARGE + 0x1000)).isEqualTo(0x0045_7789);
    }

    @Test
    void anAbsentEntryFaultsWithoutP() {
        assertThat(guest.error(PAGE, Access.WRITE, true)).as("in the table").isEqualTo(USER | WRITE);
        assertThat(guest.error(PAGE + 0x20_0000, Access.READ, false)).as("in the directory").isZero();
        assertThat(guest.error(0x8000_0000, Access.READ, false)).as("among the pointers").isZero();
        assertThat(guest.mmu.probe(PAGE)).isEqualTo(-1);
        assertThat(guest.mmu.probe(0x8000_0000)).isEqualTo(-1);
    }

    @Test
    void rightsAreThoseOfBothLevels() {
        map(FRAME | P | RW);
        assertThat(guest.error(PAGE, Access.READ, true)).isEqualTo(PRESENT | USER);
        set64(DIRECTORY, TABLE | P | US);
        map(FRAME | P | RW | US);
        assertThat(guest.error(PAGE, Access.WRITE, true)).isEqualTo(PRESENT | WRITE | USER);
        assertThat(guest.error(PAGE, Access.WRITE, false)).isEqualTo(-1);
        guest.mmu.writeCr0(PG | WP);
        assertThat(guest.error(PAGE, Access.WRITE, false)).isEqualTo(PRESENT | WRITE);
    }

    @Test
    void accessedAndDirtyBitsAreSetInTheLowHalf() {
        map(0x2_0000_0000L | FRAME | P | RW);
        guest.read(PAGE);
        assertThat(tableEntry()).isEqualTo(0x2_0000_0000L | FRAME | P | RW | A);
        assertThat(guest.get(DIRECTORY)).isEqualTo(TABLE | P | RW | US | A);
        guest.write(PAGE);
        assertThat(tableEntry()).isEqualTo(0x2_0000_0000L | FRAME | P | RW | A | D);
        assertThat(guest.get(POINTERS)).as("pointers have no accessed bit").isEqualTo(DIRECTORY | P);
    }

    @ParameterizedTest
    @ValueSource(ints = {36, 40, 51, 52, 62})
    void bitsAboveThePhysicalWidthAreReserved(int bit) {
        map(1L << bit | FRAME | P);
        assertThat(guest.error(PAGE, Access.READ, false)).isEqualTo(PRESENT | RESERVED);
        map(FRAME | P);
        set64(DIRECTORY, 1L << bit | TABLE | P);
        assertThat(guest.error(PAGE, Access.READ, false)).isEqualTo(PRESENT | RESERVED);
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 16, 20})
    void bitsBelowTheFrameOfALargePageAreReserved(int bit) {
        set64(LARGE_ENTRY, 1L << bit | P | PS);
        assertThat(guest.error(LARGE, Access.WRITE, true)).isEqualTo(PRESENT | RESERVED | USER | WRITE);
        assertThat(guest.get(LARGE_ENTRY)).as("not accessed").isEqualTo(1 << bit | P | PS);
    }

    @Test
    void executeDisableIsReservedUnlessItIsOn() {
        map(XD | FRAME | P | US);
        assertThat(guest.error(PAGE, Access.READ, false)).isEqualTo(PRESENT | RESERVED);
        guest.mmu.setExecuteDisable(true);
        assertThat(guest.error(PAGE, Access.READ, false)).isEqualTo(-1);
        assertThat(guest.error(PAGE, Access.FETCH, false)).isEqualTo(PRESENT | FETCH);
        assertThat(guest.error(PAGE, Access.FETCH, true)).isEqualTo(PRESENT | FETCH | USER);
    }

    @Test
    void executeDisableOfEitherLevelCounts() {
        guest.mmu.setExecuteDisable(true);
        map(FRAME | P);
        assertThat(guest.error(PAGE, Access.FETCH, false)).isEqualTo(-1);
        set64(DIRECTORY, XD | TABLE | P);
        guest.mmu.invalidateAll();
        assertThat(guest.error(PAGE, Access.FETCH, false)).isEqualTo(PRESENT | FETCH);
    }

    @Test
    void anAbsentPageReportsAFetchIfExecuteDisableIsOn() {
        assertThat(guest.error(PAGE, Access.FETCH, false)).isZero();
        guest.mmu.setExecuteDisable(true);
        assertThat(guest.error(PAGE, Access.FETCH, false)).isEqualTo(FETCH);
    }

    @Test
    void supervisorsExecuteNoUserPagesWithSmep() {
        map(FRAME | P | US);
        assertThat(guest.error(PAGE, Access.FETCH, false)).isEqualTo(-1);
        guest.mmu.writeCr4(PAE | SMEP);
        assertThat(guest.error(PAGE, Access.FETCH, false)).isEqualTo(PRESENT | FETCH);
        assertThat(guest.error(PAGE, Access.FETCH, true)).isEqualTo(-1);
        assertThat(guest.error(PAGE, Access.READ, false)).isEqualTo(-1);
    }

    @Test
    void pointersAreThoseThatWereLoadedLast() {
        map(FRAME | P);
        set64(POINTERS, 0);
        assertThat(guest.read(PAGE)).isEqualTo(FRAME);
        guest.mmu.writeCr3(POINTERS);
        assertThat(guest.error(PAGE, Access.READ, false)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1 << 1, 1 << 2, 1 << 5, 1 << 8, 1L << 36, 1L << 63})
    void pointersHaveReservedBits(long bit) {
        assertThat(guest.mmu.hasValidPointers(POINTERS)).isTrue();
        set64(POINTERS + 24, bit | P);
        assertThat(guest.mmu.hasValidPointers(POINTERS)).isFalse();
        set64(POINTERS + 24, bit);
        assertThat(guest.mmu.hasValidPointers(POINTERS)).as("absent ones are not looked at").isTrue();
    }
}
