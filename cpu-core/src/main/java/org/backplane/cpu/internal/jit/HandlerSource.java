package org.backplane.cpu.internal.jit;

import java.util.List;
import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.decode.Insn;

/** Gives the handlers of instructions that are not translated. */
public interface HandlerSource {
    /** The most instructions of a block. */
    int MOST = 32;

    /**
     * The handlers of a block.
     *
     * @param insns its instructions, at most {@link #MOST}; they are not kept
     * @param flat  whether offsets into DS, ES and SS are linear addresses
     * @return the first handler
     */
    Handler block(List<Insn> insns, boolean flat);
}
