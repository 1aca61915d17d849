package org.backplane.firmware.internal.rom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateKeeper;
import org.backplane.firmware.FirmwareException;
import org.backplane.firmware.internal.FakeSlab;
import org.backplane.firmware.internal.FakeWires;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RomDeviceTest {
    @TempDir
    Path directory;

    private final FakeWires wires = new FakeWires();
    private String image;

    /** 256 KiB in which each 32-bit word has its own offset. */
    @BeforeEach
    void writeImage() throws IOException {
        byte[] bytes = new byte[0x40000];
        for (int offset = 0; offset < bytes.length; offset++) {
            bytes[offset] = (byte) ((offset & ~3) >> 8 * (offset & 3));
        }
        image = Files.write(directory.resolve("image.rom"), bytes).toString();
        wires.rangeBytes.put("high", 0x40000L);
        wires.rangeBytes.put("low", 0x20000L);
    }

    private RomDevice rom() {
        return new RomDevice(image, "rom");
    }

    @Test
    void bothWindowsEndWithTheLastByteOfOneSlab() {
        Card card = rom().plug(wires);

        assertThat(card.range("high").read(0, 4)).isEqualTo(0);
        assertThat(card.range("high").read(0x3FFFC, 4)).isEqualTo(0x3FFFC);
        assertThat(card.range("low").read(0, 4)).as("the last 128 KiB").isEqualTo(0x20000);
        assertThat(card.range("low").read(0x1FFFC, 4)).isEqualTo(0x3FFFC);
        assertThat(wires.slabs).hasSize(1);
    }

    @Test
    void writesHaveNoEffect() {
        RangeHandler high = rom().plug(wires).range("high");

        high.write(0x100, 4, 0xDEADBEEFL);

        assertThat(high.read(0x100, 4)).isEqualTo(0x100);
        assertThat(((FakeSlab.Window) high).writable()).isFalse();
        assertThat(wires.guestEvents).as("a probe for flash memory is no reason for events").isEmpty();
    }

    @Test
    void aRangeThatIsLongerThanThePartReadsFFBelowIt() {
        wires.rangeBytes.put("high", 0x80000L);

        RangeHandler high = rom().plug(wires).range("high");

        assertThat(high.read(0, 4)).isEqualTo(0xFFFFFFFFL);
        assertThat(high.read(0x3FFFC, 4)).isEqualTo(0xFFFFFFFFL);
        assertThat(high.read(0x40004, 4)).isEqualTo(4);
        assertThat(high.read(0x7FFFC, 4)).isEqualTo(0x3FFFC);
    }

    @Test
    void aRangeThatIsShorterThanTheImageIsRefused() {
        wires.rangeBytes.put("high", 0x10000L);

        assertThatThrownBy(() -> rom().plug(wires)).isInstanceOf(FirmwareException.class)
                .hasMessage(image + " has 262144 bytes, but its range 'high' has only 65536");
    }

    @Test
    void anUnusableImageIsTheReasonWhyTheSlotFails() {
        assertThatThrownBy(() -> new RomDevice(directory + "/none", "rom").plug(wires)).isInstanceOf(FirmwareException.class)
                .hasMessage(directory + "/none cannot be read: no such file");
    }

    @Test
    void aShadowHoldsTheImageAndTakesWrites() {
        Card card = new RomDevice(image, "ram").plug(wires);
        RangeHandler low = card.range("low");

        assertThat(low.read(0, 4)).as("the last 128 KiB").isEqualTo(0x20000);
        low.write(0x1FFFC, 4, 0xDEADBEEFL);

        assertThat(low.read(0x1FFFC, 4)).isEqualTo(0xDEADBEEFL);
        assertThat(card.range("high").read(0x3FFFC, 4)).as("the ROM behind it").isEqualTo(0x3FFFC);
        assertThat(((FakeSlab.Window) low).writable()).isTrue();
        assertThat(((FakeSlab.Window) card.range("high")).writable()).isFalse();
    }

    @Test
    void aResetLoadsTheShadowAnew() {
        Card card = new RomDevice(image, "ram").plug(wires);
        card.range("low").write(0x1FFFC, 4, 0xDEADBEEFL);

        card.reset(Reset.HARD);

        assertThat(card.range("low").read(0x1FFFC, 4)).isEqualTo(0x3FFFC);
    }

    @Test
    void aShadowLargerThanTheRomIsRefused() {
        wires.rangeBytes.put("low", 0x80000L);

        assertThatThrownBy(() -> new RomDevice(image, "ram").plug(wires)).isInstanceOf(FirmwareException.class)
                .hasMessage("the range 'low' has 524288 bytes, more than the ROM that it shadows, 262144");
    }

    @Test
    void aShadowIsRomOrRam() {
        assertThatThrownBy(() -> new RomDevice(image, "flash").plug(wires)).isInstanceOf(FirmwareException.class)
                .hasMessage("shadow: 'flash' is neither rom nor ram");
    }

    @Test
    void anUnknownRangeIsRefusedByName() {
        Card card = rom().plug(wires);

        assertThatThrownBy(() -> card.range("middle")).isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("middle");
    }

    @Test
    void aSuccessorGoesOnWithTheMemoryThatWasLeftAndDoesNotLookAtTheImage() throws IOException {
        RomDevice shadowed = new RomDevice(image, "ram");
        Card card = shadowed.plug(wires);
        card.range("low").write(0x10, 4, 0x12345678);
        DeviceState state = ((StateKeeper) card).state();
        FakeWires next = new FakeWires();
        next.rangeBytes.putAll(wires.rangeBytes);
        next.left.addAll(wires.slabs);
        Files.delete(Path.of(image));
        Card successor = shadowed.plug(next, state);

        assertThat(successor.range("low").read(0x10, 4)).as("a loaded shadow would have the image").isEqualTo(0x12345678);
        assertThat(successor.range("high").read(0x3FFFC, 4)).isEqualTo(0x3FFFC);
    }

    @Test
    void aStateOfOtherRangesIsRefused() {
        DeviceState state = ((StateKeeper) rom().plug(wires)).state();
        FakeWires next = new FakeWires();
        next.rangeBytes.put("high", 0x10000L);
        next.rangeBytes.put("low", 0x10000L);

        assertThatThrownBy(() -> rom().plug(next, state)).isInstanceOf(StateException.class)
                .hasMessageContaining("other ranges");
        assertThatThrownBy(() -> new RomDevice(image, "ram").plug(wires, state)).isInstanceOf(StateException.class);
    }
}
