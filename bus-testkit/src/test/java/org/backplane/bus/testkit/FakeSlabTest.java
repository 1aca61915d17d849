package org.backplane.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.backplane.bus.RangeHandler;
import org.junit.jupiter.api.Test;

class FakeSlabTest {
    private final FakeWires wires = new FakeWires();

    @Test
    void valuesAreLittleEndianAndZeroExtended() {
        FakeSlab slab = wires.slab("ram", 4096);
        slab.write(1, 8, 0x8877665544332211L);

        assertThat(slab.read(1, 1)).isEqualTo(0x11);
        assertThat(slab.read(5, 4)).isEqualTo(0x88776655L);
        assertThat(slab.read(1, 8)).isEqualTo(0x8877665544332211L);
        assertThatThrownBy(() -> slab.read(4095, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theLengthIsRoundedUpToWholePages() {
        assertThat(wires.slab("ram", 4097).lengthBytes()).isEqualTo(8192);
    }

    @Test
    void theFirstQuestionForDirtyPagesReportsEveryPageAndLaterOnesWhatWasWritten() {
        FakeSlab slab = wires.slab("vram", 4 * 4096);
        assertThat(slab.takeDirtyPages().stream()).containsExactly(0, 1, 2, 3);
        slab.write(2 * 4096 - 1, 2, 0x1234);
        assertThat(slab.takeDirtyPages().stream()).containsExactly(1, 2);
        slab.put(3 * 4096, new byte[3], 0, 3);
        assertThat(slab.takeDirtyPages().stream()).containsExactly(3);
        assertThat(slab.takeDirtyPages().stream()).isEmpty();
    }

    @Test
    void aWindowReadsAllOnesPastItsEndAndIgnoresWritesIfItIsNotWritable() {
        FakeSlab slab = wires.slab("rom", 4096);
        slab.write(16, 4, 0xdeadbeefL);
        RangeHandler rom = slab.window(16, 4, false);
        rom.write(0, 1, 0);

        assertThat(rom.read(0, 4)).isEqualTo(0xdeadbeefL);
        assertThat(rom.peek(2, 4)).isEqualTo(0xffffffffL);
        slab.window(16, 4, true).write(0, 1, 0);
        assertThat(rom.read(0, 4)).isEqualTo(0xdeadbe00L);
    }

    @Test
    void aSlabThatDoesNotFitIsRefusedWithWhatIsLeft() {
        wires.slabStorage(8192);
        wires.slab("a", 4096);

        assertThatThrownBy(() -> wires.slab("b", 8192)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4096 are left");
        assertThat(wires.memory("a").lengthBytes()).isEqualTo(4096);
    }
}
