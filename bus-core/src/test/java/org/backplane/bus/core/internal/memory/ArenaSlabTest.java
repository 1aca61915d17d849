package org.backplane.bus.core.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.RangeHandler;
import org.junit.jupiter.api.Test;

class ArenaSlabTest {
    private final List<String> told = new ArrayList<>();
    private final Arena arena = new Arena(16 * 4096, new ArenaWatch() {
        @Override
        public void arenaWritten(int index, int lengthBytes) {
            told.add("written " + index + " " + lengthBytes);
        }

        @Override
        public void writesMustReport(int index, int lengthBytes) {
            told.add("report " + index + " " + lengthBytes);
        }
    });

    @Test
    void valuesAreLittleEndianAtAnyAlignment() {
        ArenaSlab slab = arena.allocate("ram", 4096);

        slab.write(3, 8, 0x8877665544332211L);

        assertThat(slab.read(3, 1)).isEqualTo(0x11);
        assertThat(slab.read(4, 2)).isEqualTo(0x3322);
        assertThat(slab.read(6, 4)).isEqualTo(0x77665544L);
        assertThat(slab.read(3, 8)).isEqualTo(0x8877665544332211L);
        assertThat(slab.read(10, 1)).as("zero-extended").isEqualTo(0x88);
    }

    @Test
    void theLengthIsRoundedUpToPages() {
        assertThat(arena.allocate("ram", 4097).lengthBytes()).isEqualTo(8192);
    }

    @Test
    void aWriteOutsideTheSlabDoesNotReachItsNeighbour() {
        ArenaSlab slab = arena.allocate("ram", 4096);
        arena.allocate("neighbour", 4096);

        assertThatThrownBy(() -> slab.write(4093, 4, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slab.read(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slab.put(4096, new byte[1], 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slab.get(0, new byte[1], 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slab.window(1, 4096, true)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aSlabThatDoesNotFitSaysHowMuchIsLeft() {
        arena.allocate("ram", 10 * 4096);

        assertThatThrownBy(() -> arena.allocate("vram", 7 * 4096)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slab 'vram' of 28672 bytes does not fit: 24576 bytes are left in one piece of the machine's 65536");
        assertThatThrownBy(() -> arena.allocate("vram", 1L << 40)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> arena.allocate("vram", 0)).hasMessage("slab 'vram' cannot have 0 bytes");
    }

    @Test
    void storageIsUsedAgainAndThenFullOfZeroes() {
        ArenaSlab first = arena.allocate("ram", 16 * 4096);
        first.write(4096, 4, 0x12345678);
        first.detach();
        told.clear();

        ArenaSlab second = arena.allocate("ram", 2 * 4096);

        assertThat(second.read(4096, 4)).isZero();
        assertThat(told).as("code decoded from the bytes before is void").containsExactly("written 0 8192");
    }

    @Test
    void aDetachedSlabReadsAllOnesAndTakesNothing() {
        ArenaSlab slab = arena.allocate("ram", 4096);
        RangeHandler window = slab.window(0, 4096, true);
        slab.takeDirtyPages();
        slab.detach();
        ArenaSlab next = arena.allocate("other", 4096);
        told.clear();

        slab.write(0, 4, 1);
        slab.put(0, new byte[] {1}, 0, 1);
        window.write(0, 4, 1);
        byte[] bytes = {0, 0};
        slab.get(0, bytes, 0, 2);

        assertThat(slab.read(0, 2)).isEqualTo(0xffff);
        assertThat(window.read(0, 4)).isEqualTo(0xffff_ffffL);
        assertThat(bytes).containsExactly(-1, -1);
        assertThat(slab.takeDirtyPages().isEmpty()).isTrue();
        assertThat(slab.window(0, 4096, true).read(0, 1)).isEqualTo(0xff);
        assertThat(next.read(0, 8)).as("the next owner of the storage is not disturbed").isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void writesOfTheCardAreTold() {
        ArenaSlab slab = arena.allocate("ram", 2 * 4096);
        told.clear();

        slab.write(4094, 4, 1);
        slab.put(5, new byte[10], 2, 7);
        slab.put(5, new byte[10], 2, 0);

        assertThat(told).containsExactly("written 4094 4", "written 5 7");
    }

    @Test
    void theFirstQuestionForDirtyPagesReportsAllOfThemAndLaterOnesWhatWasWritten() {
        arena.allocate("before", 4096);
        ArenaSlab slab = arena.allocate("vram", 4 * 4096);

        assertThat(slab.takeDirtyPages().cardinality()).isEqualTo(4);
        assertThat(slab.takeDirtyPages().isEmpty()).isTrue();
        slab.write(4094, 4, 1);
        slab.window(2 * 4096, 8192, true).write(4096, 1, 1);

        assertThat(slab.takeDirtyPages().stream()).containsExactly(0, 1, 3);
        assertThat(slab.takeDirtyPages().isEmpty()).isTrue();
    }

    @Test
    void processorsAreAskedToReportAgainWhereverPagesBecameClean() {
        arena.allocate("before", 4096);
        ArenaSlab slab = arena.allocate("vram", 5 * 4096);
        told.clear();

        slab.takeDirtyPages();
        slab.takeDirtyPages();
        assertThat(told).containsExactly("report 4096 20480");

        slab.write(0x1000, 1, 1);
        slab.put(0x3800, new byte[0x1000], 0, 0x1000);
        told.clear();
        slab.takeDirtyPages();
        assertThat(told).as("runs of pages").containsExactly("report 8192 4096", "report 16384 8192");
    }

    @Test
    void aCleanPageHasNoWriteIndexUntilItIsWritten() {
        arena.allocate("before", 4096);
        ArenaSlab slab = arena.allocate("vram", 2 * 4096);
        SlabWindow window = (SlabWindow) slab.window(0, 8192, true);
        assertThat(window.writeIndex(4096)).as("nobody tracks it").isEqualTo(8192);

        slab.takeDirtyPages();
        assertThat(window.writeIndex(4096)).isEqualTo(-1);
        assertThat(window.readIndex(4096)).as("reads are of no consequence").isEqualTo(8192);

        window.write(5000, 1, 1);
        assertThat(window.writeIndex(4096)).isEqualTo(8192);
        assertThat(window.writeIndex(0)).isEqualTo(-1);
    }

    @Test
    void storageThatWasTrackedIsNotTrackedForItsNextOwner() {
        ArenaSlab slab = arena.allocate("vram", 4096);
        slab.takeDirtyPages();
        slab.detach();

        SlabWindow next = (SlabWindow) arena.allocate("ram", 4096).window(0, 4096, true);

        assertThat(next.writeIndex(0)).isZero();
    }

    @Test
    void onlyWholePagesOfTheArenaAreReachedDirectly() {
        ArenaSlab slab = arena.allocate("ram", 3 * 4096);
        SlabWindow shifted = (SlabWindow) slab.window(16, 8192, true);
        SlabWindow shorter = (SlabWindow) slab.window(0, 5000, true);
        SlabWindow rom = (SlabWindow) slab.window(0, 8192, false);

        assertThat(shifted.readIndex(0)).isEqualTo(-1);
        assertThat(shifted.readIndex(4080)).as("arena page 1 starts there").isEqualTo(4096);
        assertThat(shorter.readIndex(0)).isZero();
        assertThat(shorter.readIndex(4096)).as("the window ends within this page").isEqualTo(-1);
        assertThat(shorter.readIndex(-4096)).isEqualTo(-1);
        assertThat(rom.readIndex(4096)).isEqualTo(4096);
        assertThat(rom.writeIndex(4096)).as("writes to ROM go nowhere").isEqualTo(-1);
    }

    @Test
    void aWindowAnswersOnlyWhatLiesInIt() {
        ArenaSlab slab = arena.allocate("ram", 4096);
        slab.write(0, 8, 0x8877665544332211L);
        RangeHandler window = slab.window(1, 6, true);

        assertThat(window.read(4, 4)).as("two bytes of it, two past it").isEqualTo(0xffff7766L);
        assertThat(window.read(8, 4)).isEqualTo(0xffff_ffffL);
        window.write(4, 4, 0xddccbbaaL);
        window.write(8, 4, 0);

        assertThat(slab.read(0, 8)).isEqualTo(0x88bbaa5544332211L);
        assertThat(window.peek(0, 1)).isEqualTo(0x22);
    }

    @Test
    void aWindowThatIsNotWritableIgnoresWrites() {
        ArenaSlab slab = arena.allocate("rom", 4096);
        told.clear();

        slab.window(0, 4096, false).write(0, 4, 1);

        assertThat(slab.read(0, 4)).isZero();
        assertThat(told).isEmpty();
    }
}
