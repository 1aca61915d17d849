package org.backplane.cpu.internal.interp;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Vector;
import org.backplane.cpu.internal.decode.CodeWindow;
import org.backplane.mmu.Access;

/**
 * The processor's instruction fetch: gives the decoder the bytes at EIP, from the arena where the page lies there, else
 * byte by byte from whatever answers. Checks the limit of CS.
 *
 * <p>Only the first instruction of a block may fault here or cross into another page; a later one that would do either
 * ends the block before it ({@link Stop}), and is fetched again when it is reached.
 */
final class CodeFetch extends CodeWindow {
    /** The instruction that was begun cannot be part of the block. */
    static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
        static final Stop INSTANCE = new Stop();

        private Stop() {
            super("stop", null, false, false);
        }
    }

    private static final int SCRATCH = 32;

    private final Cpu c;
    private final byte[] scratch = new byte[SCRATCH];
    private int blockLinear;
    private int instruction;
    private boolean firstInstruction;
    /** Bytes that CS's limit leaves from the start of the block. */
    private long allowed;
    /** Arena index of the block, or -1 if its page is not in the arena. */
    private int start;
    /** Arena index of the page after it once an instruction crossed, else -1. */
    private int secondStart;
    private int firstLength;
    private boolean crossed;

    CodeFetch(Cpu c) {
        this.c = c;
    }

    /** Begins a block at EIP; faults if its first byte cannot be fetched. */
    void beginBlock() {
        blockLinear = c.codeBase + c.eip;
        allowed = Integer.toUnsignedLong(c.codeLimit) - Integer.toUnsignedLong(c.eip) + 1;
        secondStart = -1;
        crossed = false;
        firstInstruction = true;
        if (allowed <= 0) {
            throw c.generalProtection(0);
        }
        long physical = c.translate(blockLinear, Access.FETCH, c.user());
        start = c.mmu.arenaIndex(physical);
        firstLength = 4096 - (blockLinear & 4095);
        if (start >= 0) {
            bytes = c.arena();
            position = start;
            end = start + (int) Math.min(firstLength, allowed);
        } else {
            bytes = scratch;
            position = 0;
            end = 0;
        }
        instruction = position;
    }

    /** Begins the next instruction of the block. */
    void beginInstruction() {
        instruction = position;
        firstInstruction = false;
    }

    @Override
    protected int taken() {
        return position - instruction;
    }

    @Override
    protected void refill() {
        if (!firstInstruction) {
            throw Stop.INSTANCE;
        }
        int taken = taken();
        if (taken >= allowed) {
            throw c.generalProtection(0);
        }
        if (taken >= SCRATCH - 1) {
            throw tooLong();
        }
        if (bytes != scratch) {
            System.arraycopy(bytes, instruction, scratch, 0, taken);
            bytes = scratch;
            position = taken;
            instruction = 0;
        }
        scratch[position] = fetch(blockLinear + position);
        end = position + 1;
    }

    private byte fetch(int linear) {
        long physical = c.translate(linear, Access.FETCH, c.user());
        int index = c.mmu.arenaIndex(physical);
        if (position >= firstLength && !crossed) {
            crossed = true;
            secondStart = index;
        }
        return index >= 0 ? c.arena()[index] : (byte) c.physical().read(physical, 1);
    }

    @Override
    protected RuntimeException tooLong() {
        return firstInstruction ? c.fault(Vector.GP, 0) : Stop.INSTANCE;
    }

    int start() {
        return start;
    }

    int secondStart() {
        return secondStart;
    }

    /** Whether the block must end after the instruction that was decoded last. */
    boolean mustEnd() {
        return bytes == scratch || position == end;
    }
}
