package org.backplane.device.dma.internal;

import java.util.Arrays;
import java.util.function.Function;
import org.backplane.bus.Card;
import org.backplane.bus.role.DmaController;
import org.backplane.bus.role.DmaPeripheral;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.FakeWires;

/** The controllers on a test bench, with a peripheral and 256 KiB of memory. */
final class DmaBench {
    final FakeWires wires = new FakeWires("device.dma");
    final byte[] memory = new byte[0x40000];
    final Card card;
    final DmaController controller;
    final Peripheral peripheral = new Peripheral();

    DmaBench() {
        this(wires -> new DmaComponent().plug(wires));
        out(0xd6, 0xc0);
        out(0xd4, 0x00);
    }

    private DmaBench(Function<FakeWires, Card> plugging) {
        wires.dma().map(0, memory);
        card = plugging.apply(wires);
        controller = (DmaController) card;
    }

    /** Other controllers in the place of these, with the same memory. Their peripheral has not asked for anything yet. */
    DmaBench successor() {
        DeviceState state = StateFormat.read(StateFormat.write(((StateKeeper) card).state()));
        DmaBench next = new DmaBench(wires -> {
            wires.advance(this.wires.clock().nanos());
            return new DmaComponent().plug(wires, state);
        });
        System.arraycopy(memory, 0, next.memory, 0, memory.length);
        next.peripheral.given = peripheral.given;
        next.peripheral.supply = peripheral.supply;
        return next;
    }

    /** A peripheral with a limited supply; it counts up from 1 and keeps what it is given. */
    final class Peripheral implements DmaPeripheral {
        int supply = Integer.MAX_VALUE;
        int calls;
        int terminalCounts;
        int given;
        byte[] taken = new byte[0];
        Runnable onTransfer = () -> { };
        Runnable onTerminalCount = () -> { };

        @Override
        public int toMemory(byte[] into, int offset, int length) {
            int count = Math.min(supply, length);
            for (int i = 0; i < count; i++) {
                into[offset + i] = (byte) ++given;
            }
            return done(count);
        }

        @Override
        public int fromMemory(byte[] from, int offset, int length) {
            int count = Math.min(supply, length);
            int before = taken.length;
            taken = Arrays.copyOf(taken, before + count);
            System.arraycopy(from, offset, taken, before, count);
            return done(count);
        }

        private int done(int count) {
            calls++;
            supply -= count;
            onTransfer.run();
            return count;
        }

        @Override
        public void terminalCount() {
            terminalCounts++;
            onTerminalCount.run();
        }
    }

    int in(int port) {
        return (int) card.range(range(port)).read(offset(port), 1);
    }

    int peek(int port) {
        return (int) card.range(range(port)).peek(offset(port), 1);
    }

    void out(int port, int value) {
        card.range(range(port)).write(offset(port), 1, value);
    }

    void request(int channel, boolean asserted) {
        controller.request(channel, asserted, peripheral);
    }

    /** Programs a channel 0 to 3: address, count register, page, mode without the channel's number, unmasked. */
    void program(int channel, int address, int count, int mode) {
        out(0x0c, 0);
        out(2 * channel, address & 0xff);
        out(2 * channel, address >> 8 & 0xff);
        out(2 * channel + 1, count & 0xff);
        out(2 * channel + 1, count >> 8);
        out(new int[] {0x87, 0x83, 0x81, 0x82}[channel], address >> 16);
        out(0x0b, mode | channel);
        out(0x0a, channel);
    }

    /** Programs a channel 5 to 7; the address counts words. */
    void programWords(int channel, int page, int address, int count, int mode) {
        out(0xd8, 0);
        int base = 0xc0 + 4 * (channel - 4);
        out(base, address & 0xff);
        out(base, address >> 8);
        out(base + 2, count & 0xff);
        out(base + 2, count >> 8);
        out(new int[] {0, 0x8b, 0x89, 0x8a}[channel - 4], page);
        out(0xd6, mode | channel - 4);
        out(0xd4, channel - 4);
    }

    int word(int port) {
        return in(port) | in(port) << 8;
    }

    int[] memory(int address, int length) {
        int[] bytes = new int[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = memory[address + i] & 0xff;
        }
        return bytes;
    }

    private static String range(int port) {
        if (port <= 0x0f) {
            return "bytes";
        }
        if (port >= 0xc0) {
            return "words";
        }
        return port <= 0x83 ? "page81" : port == 0x87 ? "page87" : port <= 0x8b ? "page89" : "page8f";
    }

    private static int offset(int port) {
        if (port <= 0x0f) {
            return port;
        }
        if (port >= 0xc0) {
            return port - 0xc0;
        }
        return port <= 0x83 ? port - 0x81 : port == 0x87 ? 0 : port <= 0x8b ? port - 0x89 : 0;
    }
}
