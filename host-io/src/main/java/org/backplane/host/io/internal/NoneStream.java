package org.backplane.host.io.internal;

import org.backplane.bus.host.HostInput;

/** Takes everything and never has anything to say. */
final class NoneStream extends BackgroundStream {
    NoneStream(HostInput input) {
        super("none", input);
        start("peer", () -> gate().peer(true));
    }

    @Override
    public int write(byte[] bytes, int offset, int length) {
        return length;
    }

    @Override
    public void resume() {
    }

    @Override
    public void handOver() {
        close();
    }

    @Override
    void finish() {
    }
}
