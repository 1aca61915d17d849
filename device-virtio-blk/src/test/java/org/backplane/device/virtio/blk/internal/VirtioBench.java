package org.backplane.device.virtio.blk.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostDisk;
import org.backplane.bus.testkit.FakeHostDisks;
import org.backplane.bus.testkit.FakeLine;
import org.backplane.bus.testkit.FakeWires;

/** A driver without an operating system: a queue in a megabyte of memory, and requests of three buffers. */
final class VirtioBench {
    static final int COMMON = 0x0000;
    static final int ISR = 0x1000;
    static final int CONFIG = 0x2000;
    static final int NOTIFY = 0x3000;
    static final int DESCRIPTORS = 0x10000;
    static final int AVAILABLE = 0x12000;
    static final int USED = 0x13000;
    static final int HEADER = 0x20000;
    static final int DATA = 0x30000;
    static final int STATUS = 0x28000;
    static final int DISK_BYTES = 2880 * 512;
    static final int NEXT = 1;
    static final int WRITE = 2;
    static final int INDIRECT = 4;

    final FakeWires wires = new FakeWires("device.virtio.blk~vda");
    final FakeHostDisks disks = new FakeHostDisks();
    final byte[] image = new byte[DISK_BYTES];
    final FakeHostDisk disk = disks.add("vda.img", image);
    final byte[] memory = new byte[0x200000];
    final Card card;
    final RangeHandler modern;
    final RangeHandler legacy;
    final FakeLine intx;
    int queueSize = 256;
    private int available;

    VirtioBench() {
        this(true);
    }

    VirtioBench(boolean writable) {
        this(writable, wires -> { }, Optional.empty());
    }

    /** Another card in the place of this one, with the same memory and disk. */
    VirtioBench successor() {
        DeviceState state = StateFormat.read(StateFormat.write(((StateKeeper) card).state()));
        VirtioBench next = new VirtioBench(disk.isWritable(), wires -> wires.advance(this.wires.clock().nanos()),
                Optional.of(state));
        System.arraycopy(memory, 0, next.memory, 0, memory.length);
        System.arraycopy(image, 0, next.image, 0, image.length);
        next.available = available;
        next.queueSize = queueSize;
        return next;
    }

    private VirtioBench(boolean writable, Consumer<FakeWires> before, Optional<DeviceState> state) {
        before.accept(wires);
        disk.writable(writable);
        for (int i = 0; i < DISK_BYTES; i++) {
            image[i] = (byte) (i / 512 * 3 + i);
        }
        wires.dma().map(0, memory);
        wires.pci().enableBusMaster(true);
        VirtioBlkComponent component = new VirtioBlkComponent(disks, ComponentConfig.of(VirtioBlkComponent.Config.class,
                Map.of("image", "vda.img", "serial", "BP-1")));
        card = state.isPresent() ? component.plug(wires, state.get()) : component.plug(wires);
        modern = card.range("bar4");
        legacy = card.range("bar0");
        intx = wires.pin("intx");
    }

    /** Goes through the initialization (virtio 1.2 §3.1.1) with features of bank 0, beside VERSION_1. */
    VirtioBench start(long features) {
        status(0);
        status(3);
        out(0x08, 4, 0);
        out(0x0c, 4, features);
        out(0x08, 4, 1);
        out(0x0c, 4, 1);
        status(0x0b);
        queue(queueSize);
        status(0x0f);
        return this;
    }

    void queue(int size) {
        queueSize = size;
        out(0x16, 2, 0);
        out(0x18, 2, size);
        out(0x20, 4, DESCRIPTORS);
        out(0x28, 4, AVAILABLE);
        out(0x30, 4, USED);
        out(0x1c, 2, 1);
    }

    long in(int offset, int width) {
        return modern.read(offset, width);
    }

    void out(int offset, int width, long value) {
        modern.write(offset, width, value);
    }

    void status(int value) {
        out(0x14, 1, value);
    }

    int status() {
        return (int) in(0x14, 1);
    }

    void put(long at, int width, long value) {
        for (int i = 0; i < width; i++) {
            memory[(int) at + i] = (byte) (value >> 8 * i);
        }
    }

    int get(int at, int width) {
        int value = 0;
        for (int i = 0; i < width; i++) {
            value |= (memory[at + i] & 0xff) << 8 * i;
        }
        return value;
    }

    void descriptor(int table, int index, long address, long length, int flags, int next) {
        put(table + 16 * index, 8, address);
        put(table + 16 * index + 8, 4, length);
        put(table + 16 * index + 12, 2, flags);
        put(table + 16 * index + 14, 2, next);
    }

    void header(int type, long sector) {
        put(HEADER, 4, type);
        put(HEADER + 4, 4, 0);
        put(HEADER + 8, 8, sector);
        memory[STATUS] = (byte) 0xee;
    }

    /** Puts a request of header, data and status at descriptors 0 to 2. */
    void request(int type, long sector, int dataBytes, boolean toGuest) {
        header(type, sector);
        descriptor(DESCRIPTORS, 0, HEADER, 16, NEXT, dataBytes > 0 ? 1 : 2);
        descriptor(DESCRIPTORS, 1, DATA, dataBytes, NEXT | (toGuest ? WRITE : 0), 2);
        descriptor(DESCRIPTORS, 2, STATUS, 1, WRITE, 0);
    }

    /** Makes a chain available without a notification. */
    void offer(int head) {
        put(AVAILABLE + 4 + 2 * (available % queueSize), 2, head);
        available = available + 1 & 0xffff;
        put(AVAILABLE + 2, 2, available);
    }

    void submit(int head) {
        offer(head);
        out(NOTIFY, 2, 0);
    }

    /** Runs a request; gives its status byte. */
    int run(int type, long sector, int dataBytes, boolean toGuest) {
        request(type, sector, dataBytes, toGuest);
        submit(0);
        return memory[STATUS] & 0xff;
    }

    int usedIndex() {
        return get(USED + 2, 2);
    }

    /** The written length of a used element. */
    int usedLength(int slot) {
        return get(USED + 4 + 8 * slot + 4, 4);
    }

    byte[] memory(int at, int length) {
        return Arrays.copyOfRange(memory, at, at + length);
    }

    byte[] sectors(int first, int count) {
        return Arrays.copyOfRange(image, first * 512, (first + count) * 512);
    }

    int configuration(int offset) {
        return ((PciConfiguration) card).readConfiguration(offset);
    }

    int configuration32(int offset) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value |= configuration(offset + i) << 8 * i;
        }
        return value;
    }

    void configure(int offset, int width, long value) {
        for (int i = 0; i < width; i++) {
            ((PciConfiguration) card).writeConfiguration(offset + i, (int) (value >> 8 * i) & 0xff);
        }
    }
}
