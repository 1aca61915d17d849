package org.backplane.cpu.internal.jit;

import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.decode.Insn;

/** Gives the handlers of instructions that are not translated. */
public interface HandlerSource {
    /**
     * The handler of an instruction that stands alone in its block.
     *
     * @param insn the instruction; it is not kept
     * @return the first handler of the block
     */
    Handler handler(Insn insn);
}
