package org.backplane.device.ide.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostDisk;
import org.backplane.bus.testkit.FakeHostDisks;
import org.backplane.bus.testkit.FakeLine;
import org.backplane.bus.testkit.FakeWires;

/** A controller on a test bench with both channels decoded, a megabyte of memory, and these drives. */
final class IdeBench {
    static final int DATA = 0;
    static final int ERROR = 1;
    static final int FEATURES = 1;
    static final int COUNT = 2;
    static final int LOW = 3;
    static final int MID = 4;
    static final int HIGH = 5;
    static final int DEVICE = 6;
    static final int STATUS = 7;
    static final int COMMAND = 7;
    /** 3F6h. */
    static final int CONTROL = 8;

    /** 2880 sectors: 2 cylinders of 16 heads and 63 sectors, and some. */
    static final int DISK_BYTES = 2880 * 512;
    static final int DISC_SECTORS = 500;

    final FakeWires wires = new FakeWires("device.ide");
    final FakeHostDisks disks;
    final byte[] image;
    final byte[] iso;
    final FakeHostDisk disk;
    final FakeHostDisk disc;
    final byte[] memory;
    final Card card;
    final RangeHandler command;
    final RangeHandler control;
    final FakeLine irq;

    private final Map<String, ?> drives;
    private final boolean pci;

    IdeBench(Map<String, ?> drives, boolean pci) {
        this.drives = drives;
        this.pci = pci;
        disks = new FakeHostDisks();
        image = pattern(DISK_BYTES);
        iso = pattern(DISC_SECTORS * 2048);
        disk = disks.add("hd.img", image);
        disc = disks.add("readonly:cd.iso", iso);
        memory = new byte[0x100000];
        wires.dma().map(0, memory);
        card = component().plug(wires);
        command = card.range("primary");
        control = card.range("primary-control");
        irq = wires.pin("primary");
        decode(0x41, 0x80);
        decode(0x43, 0x80);
        irq.forget();
    }

    /** A card in the place of another one, with its state, on the same host and the same memory. */
    private IdeBench(IdeBench before, Map<String, ?> drives) {
        this.drives = drives;
        pci = before.pci;
        disks = before.disks;
        image = before.image;
        iso = before.iso;
        disk = before.disk;
        disc = before.disc;
        memory = before.memory;
        wires.dma().map(0, memory);
        wires.advance(before.wires.clock().nanos());
        byte[] state = StateFormat.write(((StateKeeper) before.card).state());
        before.wires.revoke();
        ((StateKeeper) before.card).handOver();
        card = component().plug(wires, StateFormat.read(state));
        command = card.range("primary");
        control = card.range("primary-control");
        irq = wires.pin("primary");
    }

    private IdeComponent component() {
        return new IdeComponent(disks, ComponentConfig.of(IdeComponent.Config.class, drives),
                Map.of("bus.pci", pci ? "1.1" : ""));
    }

    IdeBench successor() {
        return successor(drives);
    }

    IdeBench successor(Map<String, ?> otherDrives) {
        return new IdeBench(this, otherDrives);
    }

    static IdeBench disk() {
        return new IdeBench(Map.of("primaryMaster", "hd.img"), true);
    }

    /** A CD-ROM drive as device 0, whose unit attention has been sensed. */
    static IdeBench cdrom() {
        IdeBench ide = new IdeBench(Map.of("primaryMaster", "cdrom:cd.iso"), true);
        ide.packet(0);
        ide.irq.forget();
        return ide;
    }

    static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i / 512 * 13 + i);
        }
        return bytes;
    }

    void decode(int register, int value) {
        ((PciConfiguration) card).writeConfiguration(register, value);
    }

    int in(int register) {
        return (int) (register == CONTROL ? control.read(0, 1) : command.read(register, register == DATA ? 2 : 1));
    }

    int peek(int register) {
        return (int) (register == CONTROL ? control.peek(0, 1) : command.peek(register, register == DATA ? 2 : 1));
    }

    void out(int register, int value) {
        if (register == CONTROL) {
            control.write(0, 1, value);
        } else {
            command.write(register, register == DATA ? 2 : 1, value);
        }
    }

    /** Gives a command with LBA and 28 bits, or those of 48. */
    void command(int code, long lba, int count) {
        boolean extended = code == 0x24 || code == 0x25 || code == 0x27 || code == 0x29 || code == 0x34 || code == 0x35
                || code == 0x39 || code == 0x42 || code == 0xea;
        if (extended) {
            out(COUNT, count >> 8);
            out(LOW, (int) (lba >> 24) & 0xff);
            out(MID, (int) (lba >> 32) & 0xff);
            out(HIGH, (int) (lba >> 40) & 0xff);
        }
        out(COUNT, count & 0xff);
        out(LOW, (int) lba & 0xff);
        out(MID, (int) (lba >> 8) & 0xff);
        out(HIGH, (int) (lba >> 16) & 0xff);
        out(DEVICE, 0xe0 | (extended ? 0 : (int) (lba >> 24) & 0x0f));
        out(COMMAND, code);
    }

    /** Lets the drive reach its medium. */
    void settle() {
        wires.advance(1_000_000);
    }

    byte[] readBlock(int bytes) {
        byte[] block = new byte[bytes];
        for (int i = 0; i < bytes; i += 2) {
            int word = in(DATA);
            block[i] = (byte) word;
            block[i + 1] = (byte) (word >> 8);
        }
        return block;
    }

    void writeBlock(byte[] block) {
        for (int i = 0; i < block.length; i += 2) {
            out(DATA, block[i] & 0xff | (block[i + 1] & 0xff) << 8);
        }
    }

    byte[] sectors(long lba, int count) {
        return Arrays.copyOfRange(image, (int) lba * 512, (int) (lba + count) * 512);
    }

    int[] identify(int code) {
        out(COMMAND, code);
        int[] words = new int[256];
        for (int i = 0; i < 256; i++) {
            words[i] = in(DATA);
        }
        return words;
    }

    /** Writes a packet, of which the rest is 0. */
    void sendPacket(int features, int byteCount, int... bytes) {
        out(FEATURES, features);
        out(MID, byteCount & 0xff);
        out(HIGH, byteCount >> 8);
        out(COMMAND, 0xa0);
        byte[] packet = new byte[12];
        for (int i = 0; i < bytes.length; i++) {
            packet[i] = (byte) bytes[i];
        }
        writeBlock(packet);
        settle();
    }

    /** Carries a packet command out and gives its data; the status is left in the registers. */
    int[] packet(int... bytes) {
        sendPacket(0, 0xfffe, bytes);
        int[] data = {};
        while ((in(STATUS) & 0x08) != 0) {
            int count = in(MID) | in(HIGH) << 8;
            byte[] block = readBlock(count + count % 2);
            int before = data.length;
            data = Arrays.copyOf(data, before + count);
            for (int i = 0; i < count; i++) {
                data[before + i] = block[i] & 0xff;
            }
            settle();
        }
        return data;
    }

    /** Sense key, code and qualifier. */
    String sense() {
        int[] sense = packet(0x03, 0, 0, 0, 18);
        return String.format("%x/%02x/%02x", sense[2], sense[12], sense[13]);
    }

    int inBusMaster(int offset) {
        return (int) card.range("bar4").read(offset, 1);
    }

    void outBusMaster(int offset, int width, long value) {
        card.range("bar4").write(offset, width, value);
    }

    /** Puts a descriptor table at 1000h, {address, bytes} each, and starts the bus master. */
    void startBusMaster(boolean toMemory, int... regions) {
        for (int i = 0; i < regions.length; i += 2) {
            put(0x1000 + 4 * i, regions[i]);
            put(0x1004 + 4 * i, regions[i + 1] & 0xffff | (i + 2 == regions.length ? 0x80000000 : 0));
        }
        outBusMaster(4, 4, 0x1000);
        outBusMaster(2, 1, 0x06);
        outBusMaster(0, 1, toMemory ? 0x09 : 0x01);
    }

    private void put(int at, int dword) {
        for (int i = 0; i < 4; i++) {
            memory[at + i] = (byte) (dword >> 8 * i);
        }
    }

    byte[] memory(int at, int length) {
        return Arrays.copyOfRange(memory, at, at + length);
    }

    static Map<String, String> drives(String... pairs) {
        Map<String, String> drives = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            drives.put(pairs[i], pairs[i + 1]);
        }
        return drives;
    }
}
