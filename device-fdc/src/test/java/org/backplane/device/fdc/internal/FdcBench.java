package org.backplane.device.fdc.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.role.DmaController;
import org.backplane.bus.role.DmaPeripheral;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostDisk;
import org.backplane.bus.testkit.FakeHostDisks;
import org.backplane.bus.testkit.FakeLine;
import org.backplane.bus.testkit.FakeWires;

/** A controller on a test bench: out of reset, motor A on, and a DMA channel 2 that the test programs. */
final class FdcBench {
    static final int DOR = 2;
    static final int TDR = 3;
    static final int MSR = 4;
    static final int DSR = 4;
    static final int FIFO = 5;
    static final int DIR = 7;
    static final int CCR = 7;
    static final long SECOND = 1_000_000_000L;
    static final int SIZE_1440K = 1_474_560;

    final FakeWires wires = new FakeWires("device.fdc");
    final FakeHostDisks disks = new FakeHostDisks();
    final byte[] image;
    final FakeHostDisk disk;
    final Channel dma = new Channel();
    final Card card;
    final RangeHandler registers;
    final RangeHandler input;
    final FakeLine irq;

    FdcBench() {
        this(SIZE_1440K, false);
    }

    FdcBench(int imageBytes, boolean paced) {
        this(imageBytes, Map.of("paced", paced, "image", new String[] {"a.img"}));
    }

    FdcBench(int imageBytes, Map<String, ?> options) {
        this(imageBytes, options, null, 0);
    }

    /** Another card in the place of this one, with the same image, and a DMA channel that goes on. */
    FdcBench successor(boolean paced) {
        return successor(paced, "a.img");
    }

    FdcBench successor(boolean paced, String name) {
        DeviceState state = StateFormat.read(StateFormat.write(((StateKeeper) card).state()));
        FdcBench next = new FdcBench(image.length, Map.of("paced", paced, "image", new String[] {name}), state,
                wires.clock().nanos());
        System.arraycopy(image, 0, next.image, 0, image.length);
        return next;
    }

    private FdcBench(int imageBytes, Map<String, ?> options, DeviceState state, long nanos) {
        wires.advance(nanos);
        image = new byte[imageBytes];
        for (int i = 0; i < imageBytes; i++) {
            image[i] = (byte) (i / 512 * 7 + i);
        }
        disk = disks.add("a.img", image);
        wires.plug("device.dma", dma);
        FdcComponent component = new FdcComponent(disks, ComponentConfig.of(FdcComponent.Config.class, options));
        card = state == null ? component.plug(wires) : component.plug(wires, state);
        registers = card.range("registers");
        input = card.range("input");
        irq = wires.pin("irq");
    }

    /** Out of reset, sensed four times, drive A selected and turning, data rate of the code, SPECIFY for DMA or not. */
    FdcBench ready(int rate, boolean nonDma) {
        out(DOR, 0x1c);
        wires.advance(10_000_000);
        for (int i = 0; i < 4; i++) {
            command(0x08);
            results();
        }
        out(CCR, rate);
        command(0x03, 0xdf, nonDma ? 0x03 : 0x02);
        wires.advance(SECOND);
        return this;
    }

    static FdcBench readyForDma() {
        return new FdcBench().ready(0, false);
    }

    static FdcBench readyForPio() {
        return new FdcBench().ready(0, true);
    }

    /** Channel 2 of a DMA controller: so many bytes, and terminal count with the last of them. */
    static final class Channel implements DmaController {
        byte[] memory = new byte[0];
        int position;
        boolean fromMemory;
        boolean requested;
        int terminalCounts;
        int lastChannel = -1;

        void program(byte[] newMemory, boolean read) {
            memory = newMemory;
            position = 0;
            fromMemory = read;
        }

        @Override
        public void request(int channel, boolean asserted, DmaPeripheral peripheral) {
            lastChannel = channel;
            requested = asserted;
            while (requested && position < memory.length) {
                int wanted = Math.min(100, memory.length - position);
                int moved = fromMemory ? peripheral.fromMemory(memory, position, wanted)
                        : peripheral.toMemory(memory, position, wanted);
                position += moved;
                if (position == memory.length) {
                    terminalCounts++;
                    peripheral.terminalCount();
                }
                if (moved < wanted) {
                    return;
                }
            }
        }
    }

    int in(int offset) {
        return (int) (offset == DIR ? input.read(0, 1) : registers.read(offset, 1));
    }

    int peek(int offset) {
        return (int) (offset == DIR ? input.peek(0, 1) : registers.peek(offset, 1));
    }

    void out(int offset, int value) {
        if (offset == CCR) {
            input.write(0, 1, value);
        } else {
            registers.write(offset, 1, value);
        }
    }

    void command(int... bytes) {
        for (int value : bytes) {
            if ((in(MSR) & 0xc0) != 0x80) {
                throw new AssertionError("the chip takes no command byte: MSR " + Integer.toHexString(in(MSR)));
            }
            out(FIFO, value);
        }
    }

    /** Reads the results as long as there are any. */
    List<Integer> results() {
        List<Integer> results = new ArrayList<>();
        while ((in(MSR) & 0xf0) == 0xd0) {
            results.add(in(FIFO));
        }
        return results;
    }

    /** Gives a command and lets time pass until it has results. */
    List<Integer> run(int... bytes) {
        command(bytes);
        wires.advance(5 * SECOND);
        return results();
    }

    /** Seeks and senses the interrupt. */
    List<Integer> seek(int drive, int cylinder) {
        command(0x0f, drive, cylinder);
        wires.advance(5 * SECOND);
        command(0x08);
        return results();
    }

    byte[] sectors(int first, int count) {
        return Arrays.copyOfRange(image, first * 512, (first + count) * 512);
    }
}
