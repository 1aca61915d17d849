package org.backplane.cpu.internal.core;

/** An end of a block that can be linked behind any of its instructions, to stop there. It is not an instruction. */
final class BlockCut extends Handler {
    private Handler behind;
    private Handler saved;

    /**
     * Links the end behind an instruction, and no longer behind another.
     *
     * @param handler the instruction
     * @param restore whether the block will be used again
     */
    void insert(Handler handler, boolean restore) {
        remove();
        behind = handler;
        saved = restore ? handler.next : null;
        handler.next = this;
    }

    void remove() {
        if (behind != null) {
            behind.next = saved;
            behind = null;
            saved = null;
        }
    }

    @Override
    public void exec(Cpu c) {
        c.eip += behind.end();
        remove();
    }

    @Override
    public int instructions() {
        return 0;
    }
}
