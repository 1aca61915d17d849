package org.backplane.device.dma.internal;

import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.RegisterWrite;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class DmaTckTest extends DeviceTck {
    /** Channel 4 lets channels 0 to 3 through; the request bit moves a few bytes of channel 1 to memory, in block mode. */
    private static final RegisterWrite[] BLOCK = {words(0xd, 0), words(0xb, 0xc0), words(0xe, 0), bytes(0xd, 0), bytes(2, 0),
        bytes(2, 1), bytes(3, 7), bytes(3, 0), bytes(0xb, 0x85), bytes(0xe, 0), bytes(9, 5)};

    private static RegisterWrite bytes(int address, int value) {
        return new RegisterWrite("bytes", address, 1, value);
    }

    private static RegisterWrite words(int address, int value) {
        return new RegisterWrite("words", 2L * address, 1, value);
    }

    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new DmaComponent()).sequence(BLOCK)
                .without("lines", "the pins DREQ and DACK are calls between cards")
                .without("w1c", "no bit is cleared by writing 1; reading STATUS clears its terminal counts (8237A)")
                .without("read-only", "STATUS and TEMPORARY share their addresses with write-only registers (8237A figure 6)");
    }
}
