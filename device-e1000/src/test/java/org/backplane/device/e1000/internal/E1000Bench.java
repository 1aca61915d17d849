package org.backplane.device.e1000.internal;

import java.util.Arrays;
import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeLine;
import org.backplane.bus.testkit.FakeNetwork;
import org.backplane.bus.testkit.FakeWires;

/** A driver without an operating system: rings of eight descriptors in two megabytes of memory. */
final class E1000Bench {
    static final String STATION = "02:00:00:00:00:07";
    static final int CTRL = 0x0000;
    static final int STATUS = 0x0008;
    static final int EECD = 0x0010;
    static final int EERD = 0x0014;
    static final int MDIC = 0x0020;
    static final int ICR = 0x00c0;
    static final int ITR = 0x00c4;
    static final int ICS = 0x00c8;
    static final int IMS = 0x00d0;
    static final int IMC = 0x00d8;
    static final int RCTL = 0x0100;
    static final int TCTL = 0x0400;
    static final int RDH = 0x2810;
    static final int RDT = 0x2818;
    static final int RDTR = 0x2820;
    static final int RADV = 0x282c;
    static final int TDH = 0x3810;
    static final int TDT = 0x3818;
    static final int TIDV = 0x3820;
    static final int RXCSUM = 0x5000;
    static final int RX_RING = 0x10000;
    static final int TX_RING = 0x11000;
    static final int RX_BUFFERS = 0x20000;
    static final int TX_BUFFERS = 0x80000;
    static final int BUFFER_BYTES = 2048;
    static final int DESCRIPTORS = 8;
    /** EN, BAM, 2048 bytes. */
    static final int RECEIVE = 0x8002;
    /** EN, PSP. */
    static final int TRANSMIT = 0x000a;
    static final int TX_EOP = 1;
    static final int TX_IFCS = 2;
    static final int TX_RS = 8;
    static final int TX_DEXT = 0x20;

    final FakeWires wires = new FakeWires("device.e1000");
    final FakeNetwork network;
    final byte[] memory = new byte[0x200000];
    final E1000Component component;
    Card card;
    RangeHandler registers;
    final FakeLine intx;

    E1000Bench() {
        this(null, 0);
        wires.advance(Phy.NEGOTIATION_NANOS);
    }

    private E1000Bench(FakeNetwork left, long now) {
        wires.advance(now);
        network = left == null ? new FakeNetwork(wires) : left;
        network.moveTo(wires);
        wires.dma().map(0, memory);
        wires.pci().enableBusMaster(true);
        component = new E1000Component(ComponentConfig.of(E1000Component.Config.class, Map.of("address", STATION)));
        component.bindNetwork(network);
        intx = wires.pin("intx");
        if (left == null) {
            plug(component.plug(wires));
        }
    }

    private void plug(Card plugged) {
        card = plugged;
        registers = card.range("bar0");
        wires.advance(0);
    }

    /** Another card in the place of this one, with the same memory and network. */
    E1000Bench successor() {
        DeviceState state = StateFormat.read(StateFormat.write(((StateKeeper) card).state()));
        ((StateKeeper) card).handOver();
        wires.revoke();
        E1000Bench next = new E1000Bench(network, wires.clock().nanos());
        System.arraycopy(memory, 0, next.memory, 0, memory.length);
        next.plug(next.component.plug(next.wires, state));
        network.retry();
        next.wires.advance(0);
        return next;
    }

    /** What a driver does at first: link up, rings, receiver and transmitter on, with buffers for seven frames. */
    E1000Bench start() {
        out(CTRL, 0x40);
        ring(0x2800, RX_RING);
        ring(0x3800, TX_RING);
        for (int i = 0; i < DESCRIPTORS; i++) {
            buffer(i, RX_BUFFERS + i * BUFFER_BYTES);
        }
        out(RCTL, RECEIVE);
        out(TCTL, TRANSMIT);
        out(RDT, DESCRIPTORS - 1);
        in(ICR);
        return this;
    }

    private void ring(int registersAt, int base) {
        out(registersAt, base);
        out(registersAt + 8, DESCRIPTORS * 16);
        out(registersAt + 0x10, 0);
        out(registersAt + 0x18, 0);
    }

    void buffer(int index, long address) {
        put(RX_RING + 16 * index, 8, address);
        put(RX_RING + 16 * index + 8, 8, 0);
    }

    int in(int offset) {
        return (int) registers.read(offset, 4);
    }

    void out(int offset, long value) {
        registers.write(offset, 4, value & 0xffffffffL);
    }

    void put(int at, int width, long value) {
        for (int i = 0; i < width; i++) {
            memory[at + i] = (byte) (value >> 8 * i);
        }
    }

    int get(int at, int width) {
        int value = 0;
        for (int i = 0; i < width; i++) {
            value |= (memory[at + i] & 0xff) << 8 * i;
        }
        return value;
    }

    byte[] memory(int at, int length) {
        return Arrays.copyOfRange(memory, at, at + length);
    }

    int rxStatus(int index) {
        return get(RX_RING + 16 * index + 12, 1);
    }

    int rxErrors(int index) {
        return get(RX_RING + 16 * index + 13, 1);
    }

    int rxLength(int index) {
        return get(RX_RING + 16 * index + 8, 2);
    }

    /** The frame of one descriptor, without its check sequence. */
    byte[] rxFrame(int index) {
        return memory(RX_BUFFERS + index * BUFFER_BYTES, rxLength(index) - 4);
    }

    int txStatus(int index) {
        return get(TX_RING + 16 * index + 12, 1);
    }

    /** Puts bytes where a transmit descriptor can point to. */
    int data(int index, byte[] bytes) {
        int at = TX_BUFFERS + index * 0x4000;
        System.arraycopy(bytes, 0, memory, at, bytes.length);
        return at;
    }

    /** Writes a legacy descriptor. */
    void legacy(int index, byte[] bytes, int command) {
        put(TX_RING + 16 * index, 8, data(index, bytes));
        put(TX_RING + 16 * index + 8, 8, bytes.length | (long) command << 24);
    }

    /** Writes a data descriptor. */
    void extended(int index, byte[] bytes, int command, int options) {
        put(TX_RING + 16 * index, 8, data(index, bytes));
        put(TX_RING + 16 * index + 8, 8, bytes.length | 1L << 20 | (long) (command | TX_DEXT) << 24 | (long) options << 40);
    }

    /** Writes a context descriptor. */
    void context(int index, long first, long second) {
        put(TX_RING + 16 * index, 8, first);
        put(TX_RING + 16 * index + 8, 8, second | (long) TX_DEXT << 24);
    }

    void send(byte[] frame) {
        network.send(frame);
        wires.advance(0);
    }

    /** A frame whose data can be told from that of others. */
    static byte[] frame(String destination, int length, int seed) {
        byte[] frame = new byte[length];
        for (int i = 14; i < length; i++) {
            frame[i] = (byte) (seed + i * 7);
        }
        byte[] to = StationAddress.parse("00" + destination.substring(2), "");
        to[0] = (byte) Integer.parseInt(destination.substring(0, 2), 16);
        System.arraycopy(to, 0, frame, 0, 6);
        frame[6] = 2;
        frame[11] = 9;
        frame[12] = (byte) 0x88;
        frame[13] = (byte) 0xb5;
        return frame;
    }

    static byte[] toCard(int length, int seed) {
        return frame(STATION, length, seed);
    }
}
