package org.backplane.device.e1000.internal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.zip.CRC32;
import org.backplane.bus.Dma;
import org.backplane.bus.Wires;

/**
 * Takes frames that passed the filters to the guest's buffers (8254x §3.2). A frame for which the driver has left no descriptor
 * waits in the packet buffer and then with the network, as if flow control held the partner; so none is missed (MPC).
 */
final class ReceiveUnit {
    private static final int RCTL_EN = 1 << 1;
    private static final int RCTL_LPE = 1 << 5;
    private static final int RCTL_BSEX = 1 << 25;
    private static final int RCTL_SECRC = 1 << 26;
    private static final int STATUS_DD = 1 << 0;
    private static final int STATUS_EOP = 1 << 1;
    private static final int STATUS_VP = 1 << 3;
    private static final int STATUS_PIF = 1 << 7;
    private static final int TAG_BYTES = 4;
    private static final int FCS_BYTES = 4;
    private static final int TYPE_AT = 12;

    private final Dma dma;
    private final Registers registers;
    private final ReceiveFilter filter;
    private final Statistics statistics;
    private final InterruptControl interrupts;
    final DescriptorRing ring;
    final DelayedCause timer;
    /** Frames that the card sent to itself. */
    private final Deque<byte[]> looped = new ArrayDeque<>();
    private byte[] frame = new byte[0];
    private int done;
    private int flags;
    private int special;
    private int checksum;
    private long frames;
    private long bytes;
    private long dropped;

    ReceiveUnit(Wires wires, Registers registers, ReceiveFilter filter, Statistics statistics, InterruptControl interrupts) {
        this.dma = wires.dma();
        this.registers = registers;
        this.filter = filter;
        this.statistics = statistics;
        this.interrupts = interrupts;
        ring = new DescriptorRing(dma);
        timer = new DelayedCause(wires, interrupts, "receive", InterruptControl.RXT0);
    }

    /**
     * The ring, the frame that is on its way (with how much of it is in the guest's memory), frames looped back, figures.
     */
    record State(DescriptorRing.State ring, DelayedCause.State timer, int[] loopedLengths, byte[] looped, byte[] frame, int done,
            int flags, int special, int checksum, long frames, long bytes, long dropped) {
    }

    State state() {
        return new State(ring.state(), timer.state(), FrameQueue.lengths(looped), FrameQueue.bytes(looped), frame.clone(), done,
                flags, special, checksum, frames, bytes, dropped);
    }

    void restore(State state) {
        if (state.done < 0 || state.done > state.frame.length) {
            throw new IllegalArgumentException(state.done + " of " + state.frame.length + " bytes of a frame");
        }
        ring.restore(state.ring);
        timer.restore(state.timer);
        looped.addAll(FrameQueue.unpack(state.loopedLengths, state.looped));
        frame = state.frame;
        done = state.done;
        flags = state.flags;
        special = state.special;
        checksum = state.checksum;
        frames = state.frames;
        bytes = state.bytes;
        dropped = state.dropped;
    }

    void reset() {
        ring.reset();
        timer.cancel();
        looped.clear();
        frame = new byte[0];
        done = 0;
    }

    long frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }

    long dropped() {
        return dropped;
    }

    boolean enabled() {
        return (registers.get(E1000Register.RCTL) & RCTL_EN) != 0;
    }

    /** Whether a frame is on its way for which there was no descriptor. */
    boolean busy() {
        return done < frame.length;
    }

    /** Takes a frame that the card has sent to itself, if the packet buffer has room for it. */
    void loop(byte[] sent) {
        int held = looped.stream().mapToInt(waiting -> waiting.length).sum();
        if (held + sent.length > (registers.get(E1000Register.PBA) & 0xff) << 10) {
            statistics.count(Statistic.MPC);
        } else {
            looped.add(sent);
        }
    }

    byte[] pollLooped() {
        return looped.poll();
    }

    /** A frame of at least 60 bytes arrives; {@link #busy} must not hold. */
    void arrive(byte[] arrived) {
        int rctl = registers.get(E1000Register.RCTL);
        int vlanType = registers.get(E1000Register.VET);
        statistics.arrived(arrived.length);
        int longest = (rctl & RCTL_LPE) != 0 ? ReceiveFilter.LONGEST_JUMBO : ReceiveFilter.LONGEST;
        if (arrived.length > longest) {
            statistics.count(Statistic.ROC);
            dropped++;
        } else if (!filter.passes(arrived, rctl, vlanType)) {
            dropped++;
        } else {
            statistics.received(arrived, arrived.length);
            frames++;
            bytes += arrived.length;
            prepare(arrived, rctl, vlanType);
            if (ring.owned() == 0) {
                statistics.count(Statistic.RNBC);
            }
        }
    }

    void drop() {
        dropped++;
    }

    /** What the descriptor says of the frame is known before it is stored: tag, checksums, check sequence. */
    private void prepare(byte[] arrived, int rctl, int vlanType) {
        byte[] packet = arrived;
        flags = STATUS_EOP | STATUS_PIF * (arrived[0] & 1);
        special = 0;
        if ((registers.get(E1000Register.CTRL) & E1000Register.CTRL_VME) != 0 && ReceiveFilter.isTagged(arrived, vlanType)) {
            special = ReceiveFilter.tag(arrived);
            flags |= STATUS_VP;
            packet = new byte[arrived.length - TAG_BYTES];
            System.arraycopy(arrived, 0, packet, 0, TYPE_AT);
            System.arraycopy(arrived, TYPE_AT + TAG_BYTES, packet, TYPE_AT, packet.length - TYPE_AT);
        }
        int rxcsum = registers.get(E1000Register.RXCSUM);
        flags |= ReceivedChecksums.check(packet, packet.length, rxcsum);
        checksum = ReceivedChecksums.packet(packet, packet.length, rxcsum);
        frame = (rctl & RCTL_SECRC) != 0 ? packet : withCheckSequence(packet, arrived);
        done = 0;
    }

    /** The check sequence is that of the frame as it was on the cable, its least significant byte first. */
    private static byte[] withCheckSequence(byte[] packet, byte[] arrived) {
        CRC32 crc = new CRC32();
        crc.update(arrived);
        byte[] whole = Arrays.copyOf(packet, packet.length + FCS_BYTES);
        for (int i = 0; i < FCS_BYTES; i++) {
            whole[packet.length + i] = (byte) (crc.getValue() >> 8 * i);
        }
        return whole;
    }

    /** Stores as much of the frame as there are descriptors for; says whether it is stored completely. */
    boolean store() {
        while (done < frame.length && ring.owned() > 0) {
            if (!ring.fetch()) {
                return false;
            }
            if (ring.buffer() == 0) {
                finish(STATUS_DD, 0, 0);
                continue;
            }
            int part = Math.min(bufferBytes(), frame.length - done);
            dma.write(ring.buffer(), frame, done, part);
            done += part;
            boolean last = done == frame.length;
            finish(STATUS_DD | (last ? flags & 0xff : 0), last ? flags >> 8 : 0, part);
        }
        if (done < frame.length) {
            return false;
        }
        completed();
        return true;
    }

    /** Writes a descriptor back (§3.2.3). A null buffer is passed over, and only its status written (§3.2.8). */
    private void finish(int status, int errors, int length) {
        if (length > 0) {
            ring.int16(8, length);
            ring.int16(10, checksum);
            ring.int8(13, errors);
            ring.int16(14, special);
        }
        ring.int8(12, status);
        ring.writeBack();
        ring.advance();
        int quarter = ring.size() >> 1 + (registers.get(E1000Register.RCTL) >> 8 & 3);
        if (ring.owned() == quarter) {
            interrupts.cause(InterruptControl.RXDMT0);
        }
    }

    private void completed() {
        int small = registers.get(E1000Register.RSRPD);
        if (small != 0 && frame.length <= small) {
            interrupts.cause(InterruptControl.SRPD);
        }
        timer.event(registers.get(E1000Register.RDTR), registers.get(E1000Register.RADV));
    }

    /** RCTL.BSIZE: 2048 down to 256 bytes, sixteen times that with BSEX, where 0 is reserved. */
    private int bufferBytes() {
        int rctl = registers.get(E1000Register.RCTL);
        int size = 2048 >> (rctl >> 16 & 3);
        return (rctl & RCTL_BSEX) != 0 && size < 2048 ? size * 16 : size;
    }
}
