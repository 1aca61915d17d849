package org.backplane.firmware.internal.rom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
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

    @Test
    void bothWindowsEndWithTheLastByteOfOneSlab() {
        Card card = new RomDevice(image).plug(wires);

        assertThat(card.range("high").read(0, 4)).isEqualTo(0);
        assertThat(card.range("high").read(0x3FFFC, 4)).isEqualTo(0x3FFFC);
        assertThat(card.range("low").read(0, 4)).as("the last 128 KiB").isEqualTo(0x20000);
        assertThat(card.range("low").read(0x1FFFC, 4)).isEqualTo(0x3FFFC);
        assertThat(wires.slabs).hasSize(1);
    }

    @Test
    void writesHaveNoEffect() {
        RangeHandler high = new RomDevice(image).plug(wires).range("high");

        high.write(0x100, 4, 0xDEADBEEFL);

        assertThat(high.read(0x100, 4)).isEqualTo(0x100);
        assertThat(((FakeSlab.Window) high).writable()).isFalse();
        assertThat(wires.guestEvents).as("a probe for flash memory is no reason for events").isEmpty();
    }

    @Test
    void aRangeThatIsLongerThanThePartReadsFFBelowIt() {
        wires.rangeBytes.put("high", 0x80000L);

        RangeHandler high = new RomDevice(image).plug(wires).range("high");

        assertThat(high.read(0, 4)).isEqualTo(0xFFFFFFFFL);
        assertThat(high.read(0x3FFFC, 4)).isEqualTo(0xFFFFFFFFL);
        assertThat(high.read(0x40004, 4)).isEqualTo(4);
        assertThat(high.read(0x7FFFC, 4)).isEqualTo(0x3FFFC);
    }

    @Test
    void aRangeThatIsShorterThanTheImageIsRefused() {
        wires.rangeBytes.put("high", 0x10000L);

        assertThatThrownBy(() -> new RomDevice(image).plug(wires)).isInstanceOf(FirmwareException.class)
                .hasMessage(image + " has 262144 bytes, but its range 'high' has only 65536");
    }

    @Test
    void anUnusableImageIsTheReasonWhyTheSlotFails() {
        assertThatThrownBy(() -> new RomDevice(directory + "/none").plug(wires)).isInstanceOf(FirmwareException.class)
                .hasMessage(directory + "/none cannot be read: no such file");
    }

    @Test
    void anUnknownRangeIsRefusedByName() {
        Card card = new RomDevice(image).plug(wires);

        assertThatThrownBy(() -> card.range("middle")).isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("middle");
    }
}
