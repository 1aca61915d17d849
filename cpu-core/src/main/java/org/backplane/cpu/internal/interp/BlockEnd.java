package org.backplane.cpu.internal.interp;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Handler;

/** The end of a block whose last instruction does not set EIP. It is not an instruction; blocks of equal length share it. */
final class BlockEnd extends Handler {
    /** No block is longer: so many instructions of at most 15 bytes. */
    private static final BlockEnd[] ENDS = new BlockEnd[BlockBuilder.MAX_INSTRUCTIONS * 15 + 1];

    static {
        for (int distance = 0; distance < ENDS.length; distance++) {
            ENDS[distance] = new BlockEnd(distance);
        }
    }

    private BlockEnd(int distance) {
        place(distance, 0);
    }

    /** The end of a block of so many bytes. */
    static BlockEnd after(int distance) {
        return ENDS[distance];
    }

    @Override
    public void exec(Cpu c) {
        c.eip += start();
    }

    @Override
    public int instructions() {
        return 0;
    }
}
