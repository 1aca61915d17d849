package org.backplane.device.vga.internal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Write modes, read modes and the ways from an address to the maps (FreeVGA "Accessing Graphics Memory"). */
class MemoryAccessTest {
    private static final int A000 = 0xa0000;
    private static final int B800 = 0xb8000;

    private final Bench vga = new Bench();

    private void planar() {
        ModeTable.VGA_640_480.set(vga);
    }

    private void graphics(int index, int value) {
        vga.indexed(Bench.GRAPHICS, index, value);
    }

    /** The four maps at an address, map 0 in the lowest byte, as the array has them. */
    private long maps(int address) {
        return vga.linear.read(address * 4L, 4);
    }

    private void maps(int address, long value) {
        vga.linear.write(address * 4L, 4, value);
    }

    @Test
    void writeMode0WritesTheByteToTheMapsOfTheMask() {
        planar();
        vga.indexed(Bench.SEQUENCER, 2, 0x05);
        maps(3, 0x11223344L);
        vga.poke(A000 + 3, 0xa5);
        assertThat(maps(3)).isEqualTo(0x11a533a5L);
    }

    @Test
    void writeMode0RotatesToTheRight() {
        planar();
        graphics(3, 3);
        vga.poke(A000, 0x81);
        assertThat(maps(0)).isEqualTo(0x30303030L);
    }

    @Test
    void writeMode0TakesSetResetWhereItIsEnabled() {
        planar();
        graphics(0, 0x0a);
        graphics(1, 0x03);
        vga.poke(A000, 0x55);
        assertThat(maps(0)).as("maps 0 and 1 from set/reset, 2 and 3 from the processor").isEqualTo(0x5555ff00L);
    }

    @Test
    void theBitMaskTakesTheOtherBitsFromTheLatches() {
        planar();
        maps(7, 0x0f0f0f0fL);
        vga.load(A000 + 7);
        graphics(8, 0xc0);
        vga.poke(A000 + 9, 0xff);
        assertThat(maps(9)).as("latches are those of the last read").isEqualTo(0xcfcfcfcfL);
    }

    @Test
    void logicalFunctionsCombineWithTheLatches() {
        planar();
        maps(0, 0xff00f03cL);
        long[] expected = {0x5a5a5a5aL, 0x5a005018L, 0xff5afa7eL, 0xa55aaa66L};
        for (int function = 0; function < 4; function++) {
            vga.load(A000);
            graphics(3, function << 3);
            vga.poke(A000 + 1, 0x5a);
            assertThat(maps(1)).as("replace, AND, OR, XOR: %s", function).isEqualTo(expected[function]);
        }
    }

    @Test
    void writeMode1CopiesTheLatches() {
        planar();
        maps(0, 0x12345678L);
        vga.load(A000);
        graphics(5, 1);
        graphics(8, 0);
        vga.poke(A000 + 100, 0xff);
        assertThat(maps(100)).isEqualTo(0x12345678L);
    }

    @Test
    void writeMode2WritesAColour() {
        planar();
        graphics(5, 2);
        graphics(8, 0xf0);
        vga.poke(A000, 0x09);
        assertThat(maps(0)).isEqualTo(0xf00000f0L);
    }

    @Test
    void writeMode3MasksSetResetWithTheByte() {
        planar();
        maps(0, 0x01010101L);
        vga.load(A000);
        graphics(0, 0x06);
        graphics(5, 3);
        graphics(8, 0x7f);
        vga.poke(A000, 0xf0);
        assertThat(maps(0)).as("bits 6 to 4 get colour 6, the others stay").isEqualTo(0x01717101L);
    }

    @Test
    void readMode0ReadsOneMap() {
        planar();
        maps(2, 0x44332211L);
        for (int map = 0; map < 4; map++) {
            graphics(4, map);
            assertThat(vga.load(A000 + 2)).isEqualTo(0x11 * (map + 1));
        }
    }

    @Test
    void readMode1ComparesColoursInTheMapsThatMatter() {
        planar();
        maps(0, 0xf0ccaa00L);
        graphics(5, 0x08);
        graphics(2, 0x0e);
        graphics(7, 0x0f);
        assertThat(vga.load(A000)).as("colour 14 where maps 1, 2 and 3 are set and 0 is not").isEqualTo(0xaa & 0xcc & 0xf0);
        graphics(7, 0x08);
        assertThat(vga.load(A000)).as("only map 3 matters").isEqualTo(0xf0);
        graphics(7, 0x00);
        assertThat(vga.load(A000)).as("nothing matters").isEqualTo(0xff);
    }

    @Test
    void peekingDoesNotLoadTheLatches() {
        planar();
        maps(0, 0x12345678L);
        vga.load(A000);
        maps(1, 0x9abcdef0L);
        vga.card.range("window-64k").peek(1, 1);
        graphics(5, 1);
        vga.poke(A000 + 2, 0);
        assertThat(maps(2)).isEqualTo(0x12345678L);
    }

    @Test
    void textIsReadBackAsLinuxTestsIt() {
        ModeTable.TEXT_80.set(vga);
        vga.poke(B800, 2, 0xaa55);
        vga.poke(B800 + 2, 2, 0x55aa);
        assertThat(vga.peek(B800, 2)).isEqualTo(0xaa55);
        assertThat(vga.peek(B800 + 2, 2)).isEqualTo(0x55aa);
        assertThat(maps(0) & 0xffff).as("the character in map 0, its attribute in map 1").isEqualTo(0xaa55);
        assertThat(maps(2) & 0xffff).as("odd and even addresses share one in the maps").isEqualTo(0x55aa);
    }

    @Test
    void chain4ChoosesTheMapByTheLowestBits() {
        ModeTable.VGA_320_200_256.set(vga);
        vga.poke(A000 + 8, 4, 0x44332211L);
        assertThat(maps(8)).as("address bits 1 and 0 do not reach the maps").isEqualTo(0x44332211L);
        assertThat(vga.peek(A000 + 8, 4)).isEqualTo(0x44332211L);
        vga.poke(A000 + 0x4008, 0x77);
        assertThat(maps(0x4009) & 0xff).as("bits 15 and 14 take their place").isEqualTo(0x77);
    }

    @Property(tries = 50)
    void everyByteOfAChainedWindowIsItsOwn(@ForAll @IntRange(max = 0xffff) int one, @ForAll @IntRange(max = 0xffff) int other) {
        Bench card = new Bench();
        ModeTable.VGA_320_200_256.set(card);
        card.poke(A000 + one, 0x11);
        card.poke(A000 + other, 0x22);
        assertThat(card.load(A000 + one)).isEqualTo(one == other ? 0x22 : 0x11);
    }

    @Test
    void theWindowIsWhereTheGraphicsControllerSays() {
        planar();
        int[] addresses = {0xa0000, 0xa0000, 0xb0000, 0xb8000};
        int[] lengths = {0x20000, 0x10000, 0x8000, 0x8000};
        for (int map = 0; map < 4; map++) {
            graphics(6, map << 2 | 1);
            graphics(4, 0);
            vga.poke(addresses[map] + lengths[map] - 1, 0x40 + map);
            assertThat(vga.load(addresses[map] + lengths[map] - 1)).isEqualTo(0x40 + map);
            assertThat(vga.load(addresses[map] - 1)).as("below").isEqualTo(0xff);
            assertThat(vga.load(addresses[map] + lengths[map])).as("above").isEqualTo(0xff);
        }
        vga.out(Bench.MISCELLANEOUS, 0xe1);
        assertThat(vga.load(0xbffff)).as("this adapter has no use for the RAM enable bit").isEqualTo(0x43);
    }
}
