package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Flags;
import org.backplane.cpu.internal.core.SegmentRegister;

/**
 * One iteration of a repeated string instruction, and INS and OUTS without a repeat prefix (SDM 1 §7.3.9; SDM 2, MOVS, CMPS,
 * STOS, LODS, SCAS, INS, OUTS). {@code size} is the element's size and {@code addressSize} that of ESI and EDI, in bits;
 * {@code segment} is the source's segment register. Everything that can fault comes before a register changes.
 */
public final class Strings {
    private Strings() {
    }

    public static void movs(Cpu c, int size, int segment, int addressSize) {
        int value = read(c, segment, source(c, addressSize), size);
        write(c, destination(c, addressSize), size, value);
        advance(c, Cpu.ESI, size / 8, addressSize);
        advance(c, Cpu.EDI, size / 8, addressSize);
    }

    public static void cmps(Cpu c, int size, int segment, int addressSize) {
        int first = read(c, segment, source(c, addressSize), size);
        int second = read(c, SegmentRegister.ES, destination(c, addressSize), size);
        compare(c, size, first, second);
        advance(c, Cpu.ESI, size / 8, addressSize);
        advance(c, Cpu.EDI, size / 8, addressSize);
    }

    public static void stos(Cpu c, int size, int addressSize) {
        write(c, destination(c, addressSize), size, c.regs[Cpu.EAX]);
        advance(c, Cpu.EDI, size / 8, addressSize);
    }

    public static void lods(Cpu c, int size, int segment, int addressSize) {
        int value = read(c, segment, source(c, addressSize), size);
        switch (size) {
            case 8 -> c.setReg8(Cpu.EAX, value);
            case 16 -> c.setReg16(Cpu.EAX, value);
            default -> c.regs[Cpu.EAX] = value;
        }
        advance(c, Cpu.ESI, size / 8, addressSize);
    }

    public static void scas(Cpu c, int size, int addressSize) {
        int value = read(c, SegmentRegister.ES, destination(c, addressSize), size);
        compare(c, size, c.regs[Cpu.EAX], value);
        advance(c, Cpu.EDI, size / 8, addressSize);
    }

    /** The destination is known to be writable before the port is read. */
    public static void ins(Cpu c, int size, int addressSize) {
        int port = c.regs[Cpu.EDX] & 0xFFFF;
        Ports.checkPermission(c, port, size / 8);
        int offset = destination(c, addressSize);
        c.checkWrite(c.linearForWrite(SegmentRegister.ES, offset, size / 8), size / 8, c.user());
        write(c, offset, size, Ports.read(c, port, size / 8));
        advance(c, Cpu.EDI, size / 8, addressSize);
    }

    public static void outs(Cpu c, int size, int segment, int addressSize) {
        int port = c.regs[Cpu.EDX] & 0xFFFF;
        Ports.checkPermission(c, port, size / 8);
        int value = read(c, segment, source(c, addressSize), size);
        Ports.write(c, port, size / 8, value);
        advance(c, Cpu.ESI, size / 8, addressSize);
    }

    static int source(Cpu c, int addressSize) {
        return cut(c.regs[Cpu.ESI], addressSize);
    }

    static int destination(Cpu c, int addressSize) {
        return cut(c.regs[Cpu.EDI], addressSize);
    }

    static int cut(int value, int addressSize) {
        return addressSize == 16 ? value & 0xFFFF : value;
    }

    private static int read(Cpu c, int segment, int offset, int size) {
        return switch (size) {
            case 8 -> c.read8(segment, offset, c.at);
            case 16 -> c.read16(segment, offset, c.at);
            default -> c.read32(segment, offset, c.at);
        };
    }

    private static void write(Cpu c, int offset, int size, int value) {
        switch (size) {
            case 8 -> c.write8(SegmentRegister.ES, offset, value, c.at);
            case 16 -> c.write16(SegmentRegister.ES, offset, value, c.at);
            default -> c.write32(SegmentRegister.ES, offset, value, c.at);
        }
    }

    private static void compare(Cpu c, int size, int a, int b) {
        int r = a - b;
        c.result = Flags.result(size, r);
        c.carries = Flags.sub(size, a, b, r);
    }

    /** Moves an index register by bytes in the direction that DF says. */
    static void advance(Cpu c, int register, int bytes, int addressSize) {
        move(c, register, c.stride(bytes), addressSize);
    }

    /** Adds to a register, which wraps at the address size. */
    static void move(Cpu c, int register, int bytes, int addressSize) {
        if (addressSize == 16) {
            c.setReg16(register, c.regs[register] + bytes);
        } else {
            c.regs[register] += bytes;
        }
    }
}
