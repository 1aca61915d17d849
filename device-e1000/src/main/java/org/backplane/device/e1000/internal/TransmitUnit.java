package org.backplane.device.e1000.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Dma;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;

/**
 * Makes frames of what descriptors say and sends them (8254x §3.3 to §3.6). A frame that the network does not take waits, and the
 * ring with it.
 *
 * <p>Descriptors are carried out within the write of the tail until {@value #DESCRIPTORS_PER_TURN} have been; the rest waits for
 * the next instruction boundary.
 */
final class TransmitUnit {
    private static final int TCTL_EN = 1 << 1;
    private static final int TCTL_PSP = 1 << 3;
    private static final int DESCRIPTORS_PER_TURN = 256;
    private static final int CMD_EOP = 1 << 0;
    private static final int CMD_IFCS = 1 << 1;
    private static final int CMD_IC = 1 << 2;
    private static final int CMD_TSE = 1 << 2;
    private static final int CMD_RS = 1 << 3;
    private static final int CMD_DEXT = 1 << 5;
    private static final int CMD_VLE = 1 << 6;
    private static final int CMD_IDE = 1 << 7;
    private static final int STATUS_DD = 1 << 0;
    private static final int COMMAND_AT = 11;
    private static final int STATUS_AT = 12;
    private static final int DTYP_DATA = 1;
    private static final int FCS_BYTES = 4;
    private static final int SHORTEST = 14;
    /** The unit of TXDCTL.LWTHRESH. */
    private static final int LOW_THRESHOLD_UNIT = 8;

    /** Where frames go. */
    interface Output {
        /** Whether frames can be sent at all now. */
        boolean ready();

        /** Sends a frame; says whether it was taken. */
        boolean send(byte[] frame);
    }

    private final Dma dma;
    private final VirtualClock clock;
    private final DeviceEvents events;
    private final Registers registers;
    private final Statistics statistics;
    private final InterruptControl interrupts;
    private final Output output;
    private final Timer more;
    final DescriptorRing ring;
    final DelayedCause timer;
    private final TransmitPacket packet = new TransmitPacket();
    private final Deque<byte[]> outgoing = new ArrayDeque<>();
    private TransmitContext plain = TransmitContext.NONE;
    private TransmitContext segmenting = TransmitContext.NONE;
    private long frames;
    private long bytes;

    TransmitUnit(Wires wires, Registers registers, Statistics statistics, InterruptControl interrupts, Output output) {
        this.dma = wires.dma();
        this.clock = wires.clock();
        this.events = wires.events();
        this.registers = registers;
        this.statistics = statistics;
        this.interrupts = interrupts;
        this.output = output;
        ring = new DescriptorRing(dma);
        timer = new DelayedCause(wires, interrupts, "transmit", InterruptControl.TXDW);
        more = wires.timer("descriptors", deadline -> process());
    }

    /** The ring, when it goes on (negative if nothing waits), the packet that is brought together, frames that wait, figures. */
    record State(DescriptorRing.State ring, DelayedCause.State timer, long moreNanos, TransmitPacket.State packet,
            int[] outgoingLengths, byte[] outgoing, TransmitContext plain, TransmitContext segmenting, long frames,
            long bytes) {
    }

    State state() {
        return new State(ring.state(), timer.state(), more.deadlineNanos(), packet.state(), FrameQueue.lengths(outgoing),
                FrameQueue.bytes(outgoing), plain, segmenting, frames, bytes);
    }

    void restore(State state) {
        ring.restore(state.ring);
        timer.restore(state.timer);
        if (state.moreNanos >= 0) {
            more.arm(state.moreNanos);
        }
        packet.restore(state.packet);
        outgoing.addAll(FrameQueue.unpack(state.outgoingLengths, state.outgoing));
        plain = state.plain;
        segmenting = state.segmenting;
        frames = state.frames;
        bytes = state.bytes;
    }

    void reset() {
        ring.reset();
        timer.cancel();
        more.cancel();
        packet.clear();
        outgoing.clear();
        plain = TransmitContext.NONE;
        segmenting = TransmitContext.NONE;
    }

    long frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }

    boolean enabled() {
        return (registers.get(E1000Register.TCTL) & TCTL_EN) != 0;
    }

    /** Goes on as far as it gets: the tail has moved, the transmitter was switched on, or the network takes frames again. */
    void process() {
        more.cancel();
        for (int i = 0; i < DESCRIPTORS_PER_TURN; i++) {
            if (!flush() || !enabled() || !output.ready() || ring.owned() == 0) {
                return;
            }
            if (!ring.fetch()) {
                events.guest(String.format("TDH %x: there is no memory for the descriptor", ring.head()));
                return;
            }
            execute();
        }
        more.arm(clock.nanos());
    }

    /** Sends what waits; says whether nothing does any more. */
    private boolean flush() {
        while (!outgoing.isEmpty() && enabled() && output.ready()) {
            byte[] frame = outgoing.peek();
            if (!output.send(frame)) {
                return false;
            }
            outgoing.remove();
            statistics.sent(frame, frame.length);
            frames++;
            bytes += frame.length;
        }
        return outgoing.isEmpty();
    }

    private void execute() {
        int command = ring.int8(COMMAND_AT);
        if ((command & CMD_DEXT) == 0) {
            legacy(command);
        } else if ((ring.int32(8) >> 20 & 0xf) == DTYP_DATA) {
            data(command);
        } else {
            TransmitContext context = TransmitContext.read(ring);
            if (context.segmentation()) {
                segmenting = context;
                statistics.count(Statistic.TSCTC);
            } else {
                plain = context;
            }
        }
        finish(command);
    }

    private void legacy(int command) {
        int length = ring.int16(8);
        if (packet.isEmpty()) {
            packet.begin(0, false);
        }
        add(length);
        if ((command & CMD_EOP) != 0) {
            end(command, (command & CMD_IC) != 0);
        }
    }

    private void data(int command) {
        if (packet.isEmpty()) {
            packet.begin(ring.int8(13), (command & CMD_TSE) != 0);
        }
        add(ring.int32(8) & 0xfffff);
        if ((command & CMD_EOP) != 0) {
            end(command, false);
        }
    }

    private void add(int length) {
        byte[] room = packet.room(length);
        if (!packet.isTooLong()) {
            dma.read(ring.buffer(), room, packet.length(), length);
            packet.added(length);
        }
    }

    private void end(int command, boolean legacyChecksum) {
        if (packet.isTooLong() || packet.length() < SHORTEST) {
            events.guest(packet.isTooLong() ? "a packet is longer than " + TransmitPacket.LONGEST + " bytes (8254x §3.3.1)"
                    : "a packet of " + packet.length() + " bytes is shorter than its header");
        } else {
            if (legacyChecksum) {
                packet.legacyChecksum(ring.int8(13), ring.int8(10));
            }
            if ((command & CMD_IFCS) == 0 && !packet.isSegmented()) {
                packet.cut(FCS_BYTES);
            }
            queue(command);
        }
        packet.clear();
    }

    private void queue(int command) {
        boolean tag = (command & CMD_VLE) != 0 && (registers.get(E1000Register.CTRL) & E1000Register.CTRL_VME) != 0;
        boolean pad = (registers.get(E1000Register.TCTL) & TCTL_PSP) != 0;
        for (byte[] frame : packet.frames(packet.isSegmented() ? segmenting : plain, pad)) {
            if (frame.length >= SHORTEST) {
                outgoing.add(tag ? TransmitPacket.tagged(frame, registers.get(E1000Register.VET), ring.int16(14)) : frame);
            }
        }
        flush();
    }

    /** §3.3.3.2, §3.4.3: reports status if asked to, now or after a delay. */
    private void finish(int command) {
        if ((command & CMD_RS) != 0) {
            ring.int8(STATUS_AT, ring.int8(STATUS_AT) | STATUS_DD);
            ring.writeBack();
        }
        ring.advance();
        int waiting = ring.owned();
        int low = (registers.get(E1000Register.TXDCTL) >>> 25) * LOW_THRESHOLD_UNIT;
        int causes = (waiting == 0 ? InterruptControl.TXQE : 0) | (low != 0 && waiting == low ? InterruptControl.TXD_LOW : 0);
        if ((command & CMD_RS) != 0) {
            boolean delayed = (command & CMD_IDE) != 0;
            timer.event(delayed ? registers.get(E1000Register.TIDV) : 0, registers.get(E1000Register.TADV));
        }
        if (causes != 0) {
            interrupts.cause(causes);
        }
    }
}
