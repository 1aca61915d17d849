package org.backplane.cpu.internal.interp;

import java.util.List;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.FusedHandler;
import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.core.MemHandler;
import org.backplane.cpu.internal.decode.Decoder;
import org.backplane.cpu.internal.decode.Insn;
import org.backplane.cpu.internal.interp.generated.HandlerTable;
import org.backplane.cpu.internal.jit.HandlerSource;

/** Decodes the code at EIP into a block. */
final class BlockBuilder {
    static final int MAX_INSTRUCTIONS = HandlerSource.MOST;

    private final Cpu c;
    private final CodeFetch fetch;
    private final Decoder decoder = new Decoder();
    private final Insn insn = new Insn();
    /** Whether blocks are to count their runs. */
    private final boolean counted;

    // The block that is being built.
    private Handler first;
    private Handler last;
    private Handler beforeLast;
    private int lastNumber;
    private int count;
    private int length;

    BlockBuilder(Cpu c, boolean counted) {
        this.c = c;
        this.counted = counted;
        this.fetch = new CodeFetch(c);
    }

    /** Builds the block at EIP; faults as the fetch of its first instruction does. */
    Block build() {
        return build(MAX_INSTRUCTIONS);
    }

    /** Builds a block of the one instruction at EIP. */
    Block buildSingle() {
        return build(1);
    }

    /** Whether the last instruction is one that can leave the sequence; a repeated one that stays where it is cannot. */
    boolean hasBranch() {
        return insn.entry.jumps && !insn.entry.string;
    }

    private Block build(int most) {
        boolean code32 = (c.mode & Cpu.MODE_CODE32) != 0;
        boolean legacy = (c.mode & Cpu.MODE_LEGACY) != 0;
        first = null;
        last = null;
        count = 0;
        length = 0;
        fetch.beginBlock();
        decoder.decode(fetch, code32, legacy, insn);
        append();
        while (!insn.entry.endsBlock && count < most && !fetch.mustEnd()) {
            fetch.beginInstruction();
            try {
                decoder.decode(fetch, code32, legacy, insn);
            } catch (CodeFetch.Stop e) {
                return finish(false);
            }
            append();
        }
        return finish(insn.entry.endsBlock);
    }

    private Block finish(boolean setsEip) {
        if (!setsEip) {
            last.next = BlockEnd.after(length);
        }
        return counted ? new CountedBlock(first, count, length, c.mode, fetch.start(), fetch.secondStart(), goesAnywhere())
                : new Block(first, count, length, c.mode, fetch.start(), fetch.secondStart());
    }

    /** Whether the last instruction is an indirect near jump or call. */
    private boolean goesAnywhere() {
        return insn.entry.jumps && !insn.entry.relative && insn.entry.mnemonic.endsWith(".NEAR");
    }

    /**
     * The handlers of instructions that are a block by themselves. Any thread.
     *
     * @param flat whether offsets into DS, ES and SS are linear addresses
     */
    static Handler called(List<Insn> insns, boolean flat) {
        int at = insns.stream().mapToInt(insn -> insn.length).sum();
        // Who ends a block sets EIP.
        Handler next = BlockEnd.after(insns.get(insns.size() - 1).entry.endsBlock ? 0 : at);
        for (int i = insns.size() - 1; i >= 0; i--) {
            Insn insn = insns.get(i);
            at -= insn.length;
            Handler h = handler(insn, Handlers.create(number(insn, flat && insn.allowsFlat())), at);
            h.next = next;
            next = h;
        }
        return next;
    }

    private static int number(Insn insn, boolean flat) {
        return HandlerTable.number(insn.entry.number,
                insn.entry.form(insn.registerForm, insn.operand32, insn.address32, flat).variant());
    }

    private void append() {
        boolean flat = (c.mode & Cpu.MODE_FLAT) != 0 && insn.allowsFlat();
        int number = number(insn, flat);
        int fused = count == 0 || !flat ? -1 : HandlerTable.fused(lastNumber, number);
        if (fused >= 0) {
            fuse((FusedHandler) Handlers.create(fused));
        } else {
            link(handler(insn, Handlers.create(number), length));
        }
        lastNumber = number;
        count++;
        length += insn.length;
    }

    private void link(Handler h) {
        if (last == null) {
            first = h;
        } else {
            last.next = h;
        }
        beforeLast = last;
        last = h;
    }

    /** Puts a pair in the place of the last handler. */
    private void fuse(FusedHandler pair) {
        pair.imm = last.imm;
        pair.dst = last.dst;
        pair.src = last.src;
        pair.target = length + insn.length + insn.imm;
        pair.place(last.start(), last.end() - last.start() + insn.length);
        last = beforeLast;
        link(pair);
    }

    private static Handler handler(Insn insn, Handler h, int start) {
        h.place(start, insn.length);
        h.imm = insn.entry.relative ? start + insn.length + insn.imm : insn.imm;
        h.dst = (byte) insn.dst;
        h.src = (byte) insn.src;
        if (h instanceof MemHandler m) {
            m.disp = insn.disp;
            m.base = (byte) insn.base;
            m.index = (byte) insn.index;
            m.scale = (byte) insn.scale;
            m.segment = (byte) (insn.segment | (insn.address32 ? 0 : MemHandler.OFFSET_16));
        }
        return h;
    }
}
