package org.backplane.device.vga.internal;

import org.backplane.bus.RangeHandler;

/**
 * The registers of the PCI function in memory (QEMU std-vga "MMIO area spec"): the monitor's EDID at 000h, the VGA's ports
 * from 3C0h on at 400h, the display interface's registers at 500h, a word each, and the byte order at 600h.
 *
 * <p>Not modelled: the big-endian frame buffer; the byte order register says little-endian whatever is written.
 */
final class RegisterBar implements RangeHandler {
    private static final int PORTS = 0x400;
    private static final int DISPI = 0x500;
    private static final int EXTENDED = 0x600;
    private static final int EXTENDED_BYTES = 8;
    private static final int BYTE_ORDER = EXTENDED + 4;
    private static final long LITTLE_ENDIAN = 0x1e1e_1e1eL;

    private final byte[] edid;
    private final VgaPorts ports;
    private final DispiPorts dispi;

    RegisterBar(byte[] edid, VgaPorts ports, DispiPorts dispi) {
        this.edid = edid;
        this.ports = ports;
        this.dispi = dispi;
    }

    @Override
    public long read(long offset, int width) {
        if (inPorts(offset)) {
            long value = 0;
            for (int i = 0; i < width; i++) {
                value |= ports.read(offset - PORTS + i, 1) << 8 * i;
            }
            return value;
        }
        return peek(offset, width);
    }

    @Override
    public long peek(long offset, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (long) peekByte((int) offset + i) << 8 * i;
        }
        return value;
    }

    private int peekByte(int at) {
        if (at < PORTS) {
            return at < edid.length ? edid[at] & 0xff : 0;
        }
        if (inPorts(at)) {
            return (int) ports.peek(at - PORTS, 1);
        }
        if (inDispi(at)) {
            return dispi.read((at - DISPI) / 2) >> 8 * (at & 1) & 0xff;
        }
        if (at >= EXTENDED && at < BYTE_ORDER) {
            return EXTENDED_BYTES >> 8 * (at - EXTENDED) & 0xff;
        }
        return at >= BYTE_ORDER && at < EXTENDED + EXTENDED_BYTES ? (int) (LITTLE_ENDIAN & 0xff) : 0xff;
    }

    @Override
    public void write(long offset, int width, long value) {
        if (inPorts(offset)) {
            for (int i = 0; i < width; i++) {
                ports.write(offset - PORTS + i, 1, value >>> 8 * i & 0xff);
            }
        } else if (inDispi(offset)) {
            writeDispi((int) (offset - DISPI), width, (int) value);
        }
    }

    /** A word is a register; a byte changes half of one. */
    private void writeDispi(int at, int width, int value) {
        int shift = 8 * (at & 1);
        int kept = width == 1 ? dispi.read(at / 2) & ~(0xff << shift) : 0;
        dispi.write(at / 2, kept | value << shift);
    }

    private static boolean inPorts(long offset) {
        return offset >= PORTS && offset < PORTS + VgaPort.COUNT;
    }

    private static boolean inDispi(long offset) {
        return offset >= DISPI && offset < DISPI + 2 * DispiRegister.NONE.index();
    }
}
