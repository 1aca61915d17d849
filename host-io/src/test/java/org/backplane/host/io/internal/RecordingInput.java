package org.backplane.host.io.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.backplane.bus.host.HostInput;

/** A device's input that remembers its calls and lets a test wait for them. */
final class RecordingInput implements HostInput {
    private static final long PATIENCE_MILLIS = 20_000;

    private final String user;
    private final StringBuilder text = new StringBuilder();
    private final List<Boolean> peers = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private int offers;
    private int writable;

    RecordingInput(String user) {
        this.user = user;
    }

    @Override
    public synchronized int offer(byte[] bytes, int offset, int length) {
        int accepted = Math.min(room, length);
        text.append(new String(bytes, offset, accepted, StandardCharsets.ISO_8859_1));
        room -= accepted;
        offers++;
        notifyAll();
        return accepted;
    }

    @Override
    public synchronized void writable() {
        writable++;
        notifyAll();
    }

    @Override
    public synchronized void peer(boolean present) {
        peers.add(present);
        notifyAll();
    }

    @Override
    public String toString() {
        return user;
    }

    synchronized void room(int bytes) {
        room = bytes;
    }

    synchronized String text() {
        return text.toString();
    }

    synchronized List<Boolean> peers() {
        return List.copyOf(peers);
    }

    synchronized int writableCalls() {
        return writable;
    }

    void awaitText(String expected) {
        await("the text '" + expected + "'", () -> text.toString().equals(expected));
    }

    void awaitOffers(int count) {
        await(count + " offers", () -> offers >= count);
    }

    void awaitWritable(int count) {
        await(count + " calls of writable", () -> writable >= count);
    }

    void awaitPeers(Boolean... expected) {
        await("peers " + List.of(expected), () -> peers.equals(List.of(expected)));
    }

    private synchronized void await(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new AssertionError("no " + what + "; text '" + text + "', peers " + peers + ", offers " + offers
                        + ", writable " + writable);
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException impatient) {
                throw new AssertionError(impatient);
            }
        }
    }
}
