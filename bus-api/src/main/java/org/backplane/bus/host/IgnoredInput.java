package org.backplane.bus.host;

/** Accepts everything, because a host whose bytes are left lying never learns that its peer has gone. */
record IgnoredInput(String user) implements HostInput {
    @Override
    public int offer(byte[] bytes, int offset, int length) {
        return length;
    }

    @Override
    public void writable() {
    }

    @Override
    public void peer(boolean present) {
    }

    @Override
    public String toString() {
        return user;
    }
}
