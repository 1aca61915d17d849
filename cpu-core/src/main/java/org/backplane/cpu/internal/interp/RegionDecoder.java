package org.backplane.cpu.internal.interp;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.decode.CodeWindow;
import org.backplane.cpu.internal.decode.Decoder;
import org.backplane.cpu.internal.decode.Insn;
import org.backplane.cpu.internal.jit.Addressing;

/** Decodes the instructions of regions from the arena. */
final class RegionDecoder extends CodeWindow {
    private static final int LONGEST = 15;
    private static final int PAGE_BYTES = 0x1000;

    private final Cpu c;
    private final Decoder decoder = new Decoder();
    /** The bytes of an instruction that lies in two pages, and what follows it. */
    private final byte[] both = new byte[2 * LONGEST];
    private int first;

    RegionDecoder(Cpu c) {
        this.c = c;
    }

    /** The instruction at an index of the arena and an offset into CS, or {@code null} if it is none that lies in that page alone. */
    Insn decode(int index, int eip, Addressing addressing) {
        bytes = c.arena();
        begin(index, (int) Math.min(bytesInPage(index), addressing.allowed(eip)));
        return decode(addressing);
    }

    /** The same for an instruction that goes on in a page which begins at another index. */
    Insn decode(int index, int second, int eip, Addressing addressing) {
        int bytesInFirst = bytesInPage(index);
        System.arraycopy(c.arena(), index, both, 0, bytesInFirst);
        System.arraycopy(c.arena(), second, both, bytesInFirst, LONGEST);
        bytes = both;
        begin(0, (int) Math.min(bytesInFirst + LONGEST, addressing.allowed(eip)));
        return decode(addressing);
    }

    private static int bytesInPage(int index) {
        return PAGE_BYTES - (index & PAGE_BYTES - 1);
    }

    private void begin(int index, int length) {
        position = index;
        first = index;
        end = index + length;
    }

    private Insn decode(Addressing addressing) {
        Insn insn = new Insn();
        try {
            decoder.decode(this, addressing.code32(), (c.mode & Cpu.MODE_LEGACY) != 0, insn);
        } catch (CodeFetch.Stop e) {
            return null;
        }
        return insn;
    }

    @Override
    protected void refill() {
        throw CodeFetch.Stop.INSTANCE;
    }

    @Override
    protected RuntimeException tooLong() {
        return CodeFetch.Stop.INSTANCE;
    }

    @Override
    protected int taken() {
        return position - first;
    }
}
