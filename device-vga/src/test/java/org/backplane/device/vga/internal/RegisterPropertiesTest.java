package org.backplane.device.vga.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.backplane.bus.role.Frame;

/** What holds whatever a guest writes. The masks stand here once more, as the documents give them. */
class RegisterPropertiesTest {
    private static final int[] SEQUENCER = {0x03, 0x3d, 0x0f, 0x3f, 0x0e, 0, 0, 0};
    private static final int[] GRAPHICS = {0x0f, 0x0f, 0x0f, 0x1f, 0x03, 0x7b, 0x0f, 0x0f, 0xff, 0, 0, 0, 0, 0, 0, 0};
    private static final int[] CRTC = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0xff, 0x3f, 0x7f, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xef, 0xff};

    @Property(tries = 200)
    void sequencerKeepsItsWritableBits(@ForAll @IntRange(max = 0xff) int index, @ForAll @IntRange(max = 0xff) int value) {
        Bench vga = new Bench();
        vga.indexed(Bench.SEQUENCER, index, value);
        assertThat(vga.indexed(Bench.SEQUENCER, index)).isEqualTo(value & SEQUENCER[index & 7]);
        assertThat(vga.in(Bench.SEQUENCER)).as("the index has three bits").isEqualTo(index & 7);
    }

    @Property(tries = 200)
    void graphicsControllerKeepsItsWritableBits(
            @ForAll @IntRange(max = 0xff) int index, @ForAll @IntRange(max = 0xff) int value) {
        Bench vga = new Bench();
        vga.indexed(Bench.GRAPHICS, index, value);
        assertThat(vga.indexed(Bench.GRAPHICS, index)).isEqualTo(value & GRAPHICS[index & 15]);
    }

    @Property(tries = 200)
    void crtControllerKeepsItsWritableBits(
            @ForAll @IntRange(max = 0x3f) int index, @ForAll @IntRange(max = 0xff) int value) {
        Bench vga = new Bench();
        vga.indexed(0x3b4, index, value);
        assertThat(vga.indexed(0x3b4, index)).isEqualTo(index < CRTC.length ? value & CRTC[index] : 0);
    }

    @Property(tries = 200)
    void attributeControllerKeepsItsWritableBits(
            @ForAll @IntRange(max = 0x1f) int index, @ForAll @IntRange(max = 0xff) int value) {
        int[] others = {0xef, 0xff, 0x3f, 0x0f, 0x0f};
        Bench vga = new Bench();
        vga.out(Bench.MISCELLANEOUS, 0x01);
        vga.attribute(index, value);
        int mask = index < 16 ? 0x3f : index - 16 < others.length ? others[index - 16] : 0;
        assertThat(vga.attribute(index)).isEqualTo(value & mask);
    }

    @Property(tries = 100)
    void dacReadsWhatWasWritten(@ForAll @IntRange(max = 0xff) int colour, @ForAll @IntRange(max = 0xff) int red,
            @ForAll @IntRange(max = 0xff) int green, @ForAll @IntRange(max = 0xff) int blue, @ForAll boolean eightBits) {
        Bench vga = new Bench();
        vga.dispi(4, eightBits ? 0x20 : 0);
        vga.colour(colour, red, green, blue);
        vga.out(Bench.DAC_READ, colour);
        int mask = eightBits ? 0xff : 0x3f;
        assertThat(List.of(vga.in(Bench.DAC_DATA), vga.in(Bench.DAC_DATA), vga.in(Bench.DAC_DATA)))
                .isEqualTo(List.of(red & mask, green & mask, blue & mask));
    }

    /** One access of a guest that does not know what it does. */
    record Access(Kind kind, int where, int value) {
        enum Kind {
            PORT_WRITE, PORT_READ, MEMORY_WRITE, MEMORY_READ, DISPI_WRITE, DISPI_READ, BAR_WRITE, BAR_READ, TIME, PAINT
        }
    }

    @Provide
    Arbitrary<List<Access>> accesses() {
        return Combinators.combine(Arbitraries.of(Access.Kind.class), Arbitraries.integers().between(0, 0x1ffff),
                Arbitraries.integers().between(0, 0xffff)).as(Access::new).list().ofMaxSize(300);
    }

    private static void perform(Bench vga, Frame frame, Access access) {
        int where = access.where();
        switch (access.kind()) {
            case PORT_WRITE -> vga.out(0x3b0 + where % 0x30, access.value() & 0xff);
            case PORT_READ -> vga.in(0x3b0 + where % 0x30);
            case MEMORY_WRITE -> vga.poke(0xa0000 + where, access.value() & 0xff);
            case MEMORY_READ -> vga.load(0xa0000 + where);
            case DISPI_WRITE -> vga.dispi(where % 12, small(where, access.value()));
            case DISPI_READ -> vga.dispi(where % 12);
            case BAR_WRITE -> vga.registers.write(where & 0xffe, 2, small(where, access.value()));
            case BAR_READ -> vga.registers.read(where & 0xffe, 2);
            case TIME -> vga.wires.advance(access.value() * 1000L);
            case PAINT -> vga.paint(frame);
            default -> throw new AssertionError(access);
        }
    }

    /** Keeps most pictures of the display interface small, so that the property does not take minutes. */
    private static int small(int where, int value) {
        return where % 5 == 0 ? value : value & 0x1ff;
    }

    @Property(tries = 60)
    void noGuestMakesTheCardThrowAndAFrameFollowsItsChanges(@ForAll("accesses") List<Access> accesses) {
        Bench vga = new Bench();
        Frame kept = new Frame();
        accesses.forEach(access -> perform(vga, kept, access));
        vga.paint(kept);
        Frame fresh = vga.paint();
        assertThat(kept.width()).isEqualTo(fresh.width());
        assertThat(kept.pixels()).as("a frame that was painted on the way, and a new one").isEqualTo(fresh.pixels());
        assertThat(vga.text().length).isLessThanOrEqualTo(2048);
    }
}
