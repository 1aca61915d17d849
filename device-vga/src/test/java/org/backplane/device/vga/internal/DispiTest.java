package org.backplane.device.vga.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.backplane.bus.Reset;
import org.backplane.bus.RangeHandler;
import org.junit.jupiter.api.Test;

/** The display interface by its ports and by the registers of the PCI function. */
class DispiTest {
    private final Bench vga = new Bench();

    private void mode(int width, int height, int depth, int flags) {
        vga.dispi(4, 0);
        vga.dispi(1, width);
        vga.dispi(2, height);
        vga.dispi(3, depth);
        vga.dispi(4, flags);
    }

    @Test
    void identifiesItselfAsFirmwareProbesIt() {
        assertThat(vga.dispi(0)).isEqualTo(0xb0c5);
        vga.dispi(0, 0xb0c0);
        assertThat(vga.dispi(0)).as("an older version is taken").isEqualTo(0xb0c0);
        vga.dispi(0, 0x1234);
        assertThat(vga.dispi(0)).as("anything else is not").isEqualTo(0xb0c0);
        assertThat(vga.dispi(10)).as("16 MiB in units of 64 KiB").isEqualTo(0x100);
    }

    @Test
    void tellsItsLimitsWhenAsked() {
        vga.dispi(4, 2);
        assertThat(vga.dispi(1)).isEqualTo(0x3e80);
        assertThat(vga.dispi(2)).isEqualTo(0x2ee0);
        assertThat(vga.dispi(3)).isEqualTo(0x20);
    }

    @Test
    void theDataPortOfThePcIsNotAlignedAndArrivesInBytes() {
        RangeHandler ports = vga.card.range("dispi");
        ports.write(0, 2, 1);
        ports.write(1, 1, 0x20);
        ports.write(2, 1, 0x03);
        assertThat(vga.dispi(1)).as("800, low byte first").isEqualTo(0x320);
        ports.write(0, 2, 1);
        assertThat(ports.read(1, 1) & 0xff | ports.read(2, 1) << 8).isEqualTo(0x320);
        assertThat(ports.read(0, 2)).as("the index reads back").isEqualTo(1);
    }

    @Test
    void enablingDerivesTheVirtualScreenAndClearsMemory() {
        vga.linear.write(0, 4, 0x12345678);
        mode(1024, 768, 32, 0x41);
        assertThat(vga.dispi(6)).isEqualTo(1024);
        assertThat(vga.dispi(7)).as("what 16 MiB hold of 4096 bytes").isEqualTo(4096);
        assertThat(vga.linear.read(0, 4)).isZero();
    }

    @Test
    void memoryIsKeptOnRequest() {
        vga.linear.write(0, 4, 0x12345678);
        mode(1024, 768, 32, 0xc1);
        assertThat(vga.linear.read(0, 4)).isEqualTo(0x12345678);
    }

    @Test
    void sizeAndDepthAreFixedWhileItIsEnabled() {
        mode(640, 480, 16, 0x41);
        vga.dispi(1, 800);
        vga.dispi(3, 32);
        assertThat(vga.dispi(1)).isEqualTo(640);
        assertThat(vga.dispi(3)).isEqualTo(16);
        assertThat(vga.wires.events().guest()).hasSize(2);
    }

    @Test
    void depthsThatDoNotExistAreRefused() {
        vga.dispi(3, 17);
        assertThat(vga.dispi(3)).isEqualTo(8);
    }

    @Test
    void offsetsStayInTheVirtualScreen() {
        mode(640, 480, 8, 0x41);
        vga.dispi(8, 5);
        assertThat(vga.dispi(8)).as("there is no room to the right").isZero();
        vga.dispi(6, 1280);
        vga.dispi(8, 640);
        vga.dispi(9, 480);
        assertThat(vga.dispi(8)).isEqualTo(640);
        assertThat(vga.dispi(9)).isEqualTo(480);
        assertThat(vga.dispi(7)).isEqualTo(VideoMemory.BYTES / 1280);
    }

    @Test
    void aModeThatDoesNotFitIsCutDown() {
        mode(16000, 12000, 32, 0x41);
        assertThat(vga.dispi(2)).isEqualTo(VideoMemory.BYTES / 64000);
    }

    @Test
    void enablingWithoutASizeDoesNothing() {
        vga.dispi(4, 0x41);
        vga.dispi(1, 640);
        vga.dispi(2, 480);
        assertThat(vga.paint().width()).as("the VGA still makes the picture").isEqualTo(640);
        assertThat(vga.wires.events().guest()).as("it is reported").isNotEmpty();
        assertThat(vga.text()).isEmpty();
    }

    @Test
    void registersLieSideBySideInTheRegisterRegion() {
        assertThat(vga.registers.read(0x500, 2)).isEqualTo(0xb0c5);
        vga.registers.write(0x502, 2, 1280);
        vga.registers.write(0x504, 2, 720);
        vga.registers.write(0x506, 2, 32);
        vga.registers.write(0x508, 2, 0x41);
        assertThat(vga.registers.read(0x514, 2)).isEqualTo(0x100);
        assertThat(vga.paint().width()).isEqualTo(1280);
        assertThat(vga.paint().height()).isEqualTo(720);
    }

    @Test
    void theVgasPortsAreInTheRegisterRegionToo() {
        vga.registers.write(0x402, 1, 0x01);
        assertThat(vga.registers.read(0x40c, 1)).as("miscellaneous output").isEqualTo(0x01);
        vga.registers.write(0x414, 2, 0x5a0e);
        assertThat(vga.registers.read(0x414, 2)).as("index and data of the CRT controller").isEqualTo(0x5a0e);
        vga.registers.read(0x41a, 1);
        vga.registers.write(0x400, 1, 0x20);
        assertThat(vga.in(Bench.ATTRIBUTE)).as("what bochs-drm does to unblank").isEqualTo(0x20);
    }

    @Test
    void theExtendedRegistersSayLittleEndian() {
        assertThat(vga.registers.read(0x600, 2) | vga.registers.read(0x602, 2) << 16).as("their size").isEqualTo(8);
        assertThat(vga.registers.read(0x604, 2) | vga.registers.read(0x606, 2) << 16).isEqualTo(0x1e1e1e1eL);
    }

    @Test
    void theMonitorDescribesItself() {
        int[] edid = new int[128];
        Arrays.setAll(edid, i -> (int) vga.registers.read(i, 1));
        assertThat(Arrays.stream(edid).sum() & 0xff).as("checksum").isZero();
        assertThat(Arrays.copyOf(edid, 8)).containsExactly(0, 255, 255, 255, 255, 255, 255, 0);
        assertThat(edid[8] << 8 | edid[9]).as("BKP").isEqualTo(2 << 10 | 11 << 5 | 16);
        assertThat(new int[] {edid[18], edid[19]}).as("EDID 1.4").containsExactly(1, 4);
        int[] timing = Arrays.copyOfRange(edid, 54, 72);
        int across = timing[2] | (timing[4] & 0xf0) << 4;
        int acrossTotal = across + (timing[3] | (timing[4] & 0x0f) << 8);
        int down = timing[5] | (timing[7] & 0xf0) << 4;
        int downTotal = down + (timing[6] | (timing[7] & 0x0f) << 8);
        assertThat(across + "x" + down).isEqualTo("1024x768");
        assertThat(1000.0 * 10_000 * (timing[0] | timing[1] << 8) / acrossTotal / downTotal / 1000)
                .as("refresh rate in hertz").isBetween(59.9, 60.1);
        assertThat(vga.registers.read(128, 1)).as("no extension follows").isZero();
    }

    @Test
    void aResetGivesThePictureBackToTheVga() {
        mode(640, 480, 32, 0x41);
        vga.card.reset(Reset.HARD);
        assertThat(vga.dispi(4)).isZero();
        assertThat(vga.dispi(1)).isZero();
    }
}
