package org.backplane.bus.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.backplane.bus.host.HostInput;
import org.backplane.bus.host.HostStream;

/** An open stream whose other end is the test. It takes everything until {@link #room} sets a limit. */
public final class FakeHostStream implements HostStream {
    private FakeWires wires;
    private final String name;
    private HostInput input;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private byte[] waiting = new byte[0];
    private int room = Integer.MAX_VALUE;
    private boolean outputHeld;
    private boolean inputHeld;
    private boolean closed;
    private boolean left;

    FakeHostStream(FakeWires wires, String name, HostInput input) {
        this.wires = wires;
        this.name = name;
        this.input = input;
    }

    @Override
    public int write(byte[] bytes, int offset, int length) {
        if (closed) {
            return length;
        }
        int taken = Math.min(room, length);
        written.write(bytes, offset, taken);
        if (room != Integer.MAX_VALUE) {
            room -= taken;
        }
        outputHeld |= taken < length;
        return taken;
    }

    @Override
    public void resume() {
        inputHeld = false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void handOver() {
        left = true;
    }

    /**
     * Lets another machine's wires have the callbacks from now on: those of the card that takes the stream over.
     *
     * @param next the wires of that card
     */
    public void moveTo(FakeWires next) {
        wires = next;
    }

    /** The next user goes on with the stream, if the last one has left it open to him. */
    boolean takeOver(String asked, HostInput next) {
        if (!left || closed || !asked.equals(name) || !next.toString().equals(input.toString())) {
            return false;
        }
        left = false;
        inputHeld = false;
        input = next;
        return true;
    }

    /**
     * Whether the device has left the stream open to its successor, who has not come yet.
     *
     * @return {@code true} after {@link #handOver}
     */
    public boolean left() {
        return left;
    }

    /**
     * Limits what the host takes from now on. If it had accepted less than it was given, and now takes something, the
     * device is told as the contract says.
     *
     * @param bytes how many bytes it takes before it refuses; {@link Integer#MAX_VALUE} for no limit
     */
    public void room(int bytes) {
        room = bytes;
        if (bytes > 0 && outputHeld && !closed && !left) {
            outputHeld = false;
            wires.asHost(input::writable);
        }
    }

    /**
     * Sends bytes to the device. What it does not accept waits, and is offered again by the next {@code send} or
     * {@link #retry} after the device has called {@link #resume}.
     *
     * @param bytes the bytes
     */
    public void send(byte[] bytes) {
        int before = waiting.length;
        waiting = Arrays.copyOf(waiting, before + bytes.length);
        System.arraycopy(bytes, 0, waiting, before, bytes.length);
        retry();
    }

    /**
     * Sends text to the device, one byte a character (ISO 8859-1).
     *
     * @param text the text
     */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Offers what waits again, if the device has resumed since it last refused something. */
    public void retry() {
        if (closed || left || inputHeld || waiting.length == 0) {
            return;
        }
        inputHeld = true;
        int[] accepted = new int[1];
        byte[] offered = waiting.clone();
        wires.asHost(() -> accepted[0] = input.offer(offered, 0, offered.length));
        if (accepted[0] < 0 || accepted[0] > offered.length) {
            throw new AssertionError("the device accepted " + accepted[0] + " of " + offered.length + " bytes");
        }
        waiting = Arrays.copyOfRange(offered, accepted[0], offered.length);
        inputHeld &= waiting.length > 0;
    }

    /**
     * Lets a peer come or go.
     *
     * @param present whether somebody is at the other end now
     */
    public void peer(boolean present) {
        if (!closed && !left) {
            wires.asHost(() -> input.peer(present));
        }
    }

    /**
     * How many sent bytes the device has not accepted yet.
     *
     * @return the number of bytes
     */
    public int waitingBytes() {
        return waiting.length;
    }

    /**
     * What the device has written.
     *
     * @return all bytes since the stream was opened
     */
    public byte[] written() {
        return written.toByteArray();
    }

    /**
     * What the device has written, as text.
     *
     * @return one character for each byte (ISO 8859-1)
     */
    public String text() {
        return written.toString(StandardCharsets.ISO_8859_1);
    }

    /**
     * Whether the device has closed the stream.
     *
     * @return {@code true} after {@link #close}
     */
    public boolean closed() {
        return closed;
    }

    /**
     * Whom the device says it is, for messages.
     *
     * @return the input's {@code toString}
     */
    public String user() {
        return input.toString();
    }
}
