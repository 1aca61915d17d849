package org.backplane.bus.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.backplane.bus.host.HostConnectionDTO;
import org.backplane.bus.host.HostNetwork;
import org.backplane.bus.host.HostNetworkDTO;
import org.backplane.bus.host.NetworkCable;
import org.backplane.bus.host.NetworkPort;

/** A network whose only other station is the test. It takes everything until {@link #room} sets a limit. */
public final class FakeNetwork implements HostNetwork {
    private FakeWires wires;
    private final List<byte[]> sent = new ArrayList<>();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private NetworkPort port;
    private Cable cable;
    private int room = Integer.MAX_VALUE;
    private boolean up = true;
    private boolean sendRefused;
    private boolean receiveRefused;
    private boolean left;

    /**
     * Makes a network.
     *
     * @param wires the machine's side; its thread rules hold in the callbacks
     */
    public FakeNetwork(FakeWires wires) {
        this.wires = wires;
    }

    private final class Cable implements NetworkCable {
        private boolean closed;

        @Override
        public boolean send(byte[] bytes, int offset, int length) {
            if (length < 14 || length > LONGEST_FRAME) {
                throw new AssertionError("a frame of " + length + " bytes");
            }
            if (closed) {
                return true;
            }
            if (room == 0) {
                sendRefused = true;
                return false;
            }
            room -= room == Integer.MAX_VALUE ? 0 : 1;
            sent.add(Arrays.copyOfRange(bytes, offset, offset + length));
            return true;
        }

        @Override
        public void resume() {
            receiveRefused = closed && receiveRefused;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                waiting.clear();
                port = null;
            }
        }

        @Override
        public void handOver() {
            closed = true;
            left = true;
            port = null;
        }
    }

    @Override
    public NetworkCable connect(NetworkPort card) {
        if (port != null) {
            throw new AssertionError(card + " and " + port + " are both plugged in");
        }
        port = card;
        left = false;
        receiveRefused = false;
        cable = new Cable();
        wires.asHost(() -> card.link(up));
        return cable;
    }

    @Override
    public HostNetworkDTO status() {
        HostNetworkDTO status = new HostNetworkDTO();
        status.name = "fake";
        status.description = "the test";
        status.cards = port == null ? new String[0] : new String[] {port.toString()};
        status.forwards = new String[0];
        status.connections = new HostConnectionDTO[0];
        status.framesFromCards = sent.size();
        status.trouble = "";
        return status;
    }

    /**
     * Lets another machine's wires have the callbacks from now on: those of the card that takes the cable over.
     *
     * @param next the wires of that card
     */
    public void moveTo(FakeWires next) {
        wires = next;
    }

    /**
     * Sends a frame to the card. If the card does not take it, it waits for the next {@code send} or {@link #retry} after the
     * card has called {@link NetworkCable#resume}.
     *
     * @param frame the frame
     */
    public void send(byte[] frame) {
        waiting.add(frame.clone());
        retry();
    }

    /** Offers what waits again, if the card has resumed since it last refused a frame. */
    public void retry() {
        while (port != null && !receiveRefused && !waiting.isEmpty()) {
            byte[] frame = waiting.peek();
            boolean[] taken = new boolean[1];
            wires.asHost(() -> taken[0] = port.receive(frame, frame.length));
            receiveRefused = !taken[0];
            if (taken[0]) {
                waiting.remove();
            }
        }
    }

    /**
     * Limits what the network takes from now on, and tells a card that was refused of it.
     *
     * @param frames how many frames it takes before it refuses; {@link Integer#MAX_VALUE} for no limit
     */
    public void room(int frames) {
        room = frames;
        if (frames > 0 && sendRefused && port != null) {
            sendRefused = false;
            wires.asHost(port::writable);
        }
    }

    /**
     * Lets the link come up or go down. It is up at first.
     *
     * @param present whether it is up from now on
     */
    public void link(boolean present) {
        up = present;
        if (port != null) {
            wires.asHost(() -> port.link(present));
        }
    }

    /**
     * What the card has sent.
     *
     * @return the frames, in order
     */
    public List<byte[]> sent() {
        return List.copyOf(sent);
    }

    /**
     * How many frames the card has not taken yet.
     *
     * @return their number
     */
    public int waiting() {
        return waiting.size();
    }

    /**
     * Whether the card has left its cable to a successor, who has not come yet.
     *
     * @return {@code true} after {@link NetworkCable#handOver}
     */
    public boolean left() {
        return left;
    }

    /**
     * Whether a card is plugged in.
     *
     * @return {@code false} before the first one, and after it has gone
     */
    public boolean connected() {
        return port != null;
    }
}
