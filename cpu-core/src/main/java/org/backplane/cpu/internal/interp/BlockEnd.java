package org.backplane.cpu.internal.interp;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Handler;

/** The end of a block whose last instruction does not set EIP. It is not an instruction. */
final class BlockEnd extends Handler {
    BlockEnd(int distance) {
        place(distance, 0);
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
