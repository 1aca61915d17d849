package org.backplane.cpu.internal.interp;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.core.MemHandler;
import org.backplane.cpu.internal.decode.Decoder;
import org.backplane.cpu.internal.decode.Insn;
import org.backplane.cpu.internal.interp.generated.HandlerTable;

/** Decodes the code at EIP into a block. */
final class BlockBuilder {
    private static final int MAX_INSTRUCTIONS = 32;

    private final Cpu c;
    private final CodeFetch fetch;
    private final Decoder decoder = new Decoder();
    private final Insn insn = new Insn();

    BlockBuilder(Cpu c) {
        this.c = c;
        this.fetch = new CodeFetch(c);
    }

    /** Builds the block at EIP; faults as the fetch of its first instruction does. */
    Block build() {
        boolean code32 = (c.mode & Cpu.MODE_CODE32) != 0;
        boolean legacy = (c.mode & Cpu.MODE_LEGACY) != 0;
        fetch.beginBlock();
        decoder.decode(fetch, code32, legacy, insn);
        Handler first = handler(0);
        Handler last = first;
        int count = 1;
        int length = insn.length;
        boolean ended = insn.entry.endsBlock;
        while (!ended && count < MAX_INSTRUCTIONS && !fetch.mustEnd()) {
            fetch.beginInstruction();
            try {
                decoder.decode(fetch, code32, legacy, insn);
            } catch (CodeFetch.Stop e) {
                break;
            }
            last.next = handler(length);
            last = last.next;
            length += insn.length;
            count++;
            ended = insn.entry.endsBlock;
        }
        if (!ended) {
            last.next = new BlockEnd(length);
        }
        return new Block(first, count, length, c.mode, fetch.start(), fetch.secondStart(), fetch.inFirstPage(length));
    }

    private Handler handler(int offset) {
        boolean flat = (c.mode & Cpu.MODE_FLAT) != 0 && insn.allowsFlat();
        int variant = insn.entry.form(insn.registerForm, insn.operand32, insn.address32, flat).variant();
        Handler h = HandlerTable.create(insn.entry.number, variant);
        h.offset = (short) offset;
        h.length = (byte) insn.length;
        h.imm = insn.entry.relative ? offset + insn.length + insn.imm : insn.imm;
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
