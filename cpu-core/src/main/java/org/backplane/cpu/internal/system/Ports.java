package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;

/** IN and OUT with the I/O permission checks (SDM 1 §18.5). */
public final class Ports {
    private Ports() {
    }

    public static int in(Cpu c, int size, int port) {
        int number = port & 0xFFFF;
        checkPermission(c, number, size / 8);
        return read(c, number, size / 8);
    }

    public static void out(Cpu c, int size, int port, int value) {
        int number = port & 0xFFFF;
        checkPermission(c, number, size / 8);
        write(c, number, size / 8, value);
    }

    /** Reads a port that may be read. */
    static int read(Cpu c, int port, int width) {
        int value = (int) c.socket.ports().read(port, width);
        meetBreakpoint(c, port, width);
        return value;
    }

    /** Writes a port that may be written. */
    static void write(Cpu c, int port, int width, int value) {
        c.socket.ports().write(port, width, Integer.toUnsignedLong(value));
        meetBreakpoint(c, port, width);
    }

    /** Reads a port several times into the arena; 0 if that has to be done singly, nothing having been done. */
    static int readBlock(Cpu c, int port, int width, int index, int count) {
        return c.breakpoints.onPorts() ? 0 : c.socket.ports().readBlock(port, width, c.arena(), index, count);
    }

    /** Writes a port several times out of the arena, as {@link #readBlock}. */
    static int writeBlock(Cpu c, int port, int width, int index, int count) {
        return c.breakpoints.onPorts() ? 0 : c.socket.ports().writeBlock(port, width, c.arena(), index, count);
    }

    private static void meetBreakpoint(Cpu c, int port, int width) {
        if (c.breakpoints.onPorts()) {
            c.breakpoints.atPort(port, width);
        }
    }

    /** SDM 1 §18.5.2: the bit map counts if CPL is above IOPL, and always in virtual-8086 mode. */
    static void checkPermission(Cpu c, int port, int width) {
        if (c.realMode() || !c.virtual8086() && c.cpl <= c.iopl()) {
            return;
        }
        boolean tss32 = (Descriptor.type(c.tr.attributes) & 8) != 0;
        if (!tss32 || Integer.compareUnsigned(c.tr.limit, TaskStateSegment.IO_MAP_BASE + 1) < 0) {
            throw c.generalProtection(0);
        }
        int at = c.systemRead16(c.tr.base + TaskStateSegment.IO_MAP_BASE) + port / 8;
        // Two bytes are read, whatever the width, so both must lie in the segment.
        if (Integer.compareUnsigned(at + 1, c.tr.limit) > 0) {
            throw c.generalProtection(0);
        }
        int bits = c.systemRead16(c.tr.base + at) >>> (port & 7);
        if ((bits & (1 << width) - 1) != 0) {
            throw c.generalProtection(0);
        }
    }
}
