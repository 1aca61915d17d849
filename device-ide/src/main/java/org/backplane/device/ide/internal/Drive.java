package org.backplane.device.ide.internal;

import java.util.Arrays;
import java.util.Set;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.state.StateException;

/**
 * What ATA disks and ATAPI drives have in common: task file, INTRQ, and the buffer between medium and host, which the host
 * empties or fills a word at a time or the bus master in blocks (ATA-6 §9).
 */
abstract class Drive {
    /** A transfer is cut into blocks of no more than this. */
    static final int BUFFER_BYTES = 0x10000;

    /** No error: each command begins with that. */
    static final int READY = TaskFile.STATUS_DRDY | TaskFile.STATUS_DSC;

    private static final int UNDRIVEN = 0xffff;

    final TaskFile file = new TaskFile();
    final byte[] buffer = new byte[BUFFER_BYTES];
    final DriveHost host;
    final DeviceEvents events;
    private Phase phase = Phase.IDLE;
    private boolean interrupt;
    private boolean dma;
    private boolean toHost;
    private int position;
    private int limit;

    Drive(DriveHost host, DeviceEvents events) {
        this.host = host;
        this.events = events;
    }

    // What the channel calls.

    /** The COMMAND register was written. */
    abstract void command(int code);

    /** The medium is there ({@link DriveHost#seek}). */
    abstract void mediaReady();

    /** The host has emptied or filled the block. */
    abstract void blockDone();

    /** Takes the state after power-on or RESET-. */
    abstract void hardwareReset();

    /** Takes the state after SRST, or EXECUTE DEVICE DIAGNOSTIC, with the signature. */
    abstract void softwareReset();

    abstract void close();

    /** Ends the drive's life but leaves the medium to the next one. */
    abstract void handOver();

    /** Tells the whole state. */
    abstract DriveState state();

    /**
     * Goes on where another drive of the same kind stopped. The channel arms the timer and asserts the lines.
     *
     * @throws org.backplane.bus.state.StateException if that is another kind of drive, or its medium was another one
     */
    abstract void restore(DriveState state);

    final Phase phase() {
        return phase;
    }

    final boolean interrupt() {
        return interrupt;
    }

    /** Reading the status register, and writing the command register, acknowledge the interrupt (§7.15.4, §7.4). */
    final void acknowledge() {
        if (interrupt) {
            interrupt = false;
            host.changed();
        }
    }

    /** Reads the data register. */
    final int readData() {
        if (!dataRegister() || !toHost) {
            return UNDRIVEN;
        }
        int word = peekData();
        moved(2);
        return word;
    }

    /** Reads elements of the data register, as far as the block reaches; 0 if there are none. */
    final int readData(byte[] into, int width, int count) {
        int elements = dataRegister() && toHost ? Math.min(count, remaining() / width) : 0;
        if (elements > 0) {
            take(into, elements * width);
        }
        return elements;
    }

    /** Writes elements to the data register, as far as the block reaches; 0 if none are asked for. */
    final int writeData(byte[] from, int width, int count) {
        int elements = dataRegister() && !toHost ? Math.min(count, remaining() / width) : 0;
        if (elements > 0) {
            give(from, elements * width);
        }
        return elements;
    }

    final int peekData() {
        if (!dataRegister() || !toHost) {
            return UNDRIVEN;
        }
        return buffer[position] & 0xff | (position + 1 < limit ? buffer[position + 1] & 0xff : 0) << 8;
    }

    /** What a read of two words would give; all ones if the block ends between them, because the next one may come then. */
    final long peekDoubleword() {
        return dataRegister() && toHost && remaining() >= 4
                ? peekData() | (buffer[position + 2] & 0xffL) << 16 | (buffer[position + 3] & 0xffL) << 24 : -1;
    }

    final void writeData(int word) {
        if (dataRegister() && !toHost) {
            buffer[position] = (byte) word;
            if (position + 1 < limit) {
                buffer[position + 1] = (byte) (word >> 8);
            }
            moved(2);
        }
    }

    private boolean dataRegister() {
        return (file.status & TaskFile.STATUS_DRQ) != 0 && !dma && position < limit;
    }

    /** DMARQ. */
    final boolean dmaRequested() {
        return dma && position < limit;
    }

    /** Whether the block goes from the drive to memory. */
    final boolean dmaToHost() {
        return toHost;
    }

    /** Fetches bytes, no more than {@link #remaining}. */
    final void take(byte[] into, int length) {
        System.arraycopy(buffer, position, into, 0, length);
        moved(length);
    }

    /** How much of the block is left to transfer. */
    final int remaining() {
        return limit - position;
    }

    /** Brings bytes, no more than {@link #remaining}. */
    final void give(byte[] from, int length) {
        System.arraycopy(from, 0, buffer, position, length);
        moved(length);
    }

    private void moved(int bytes) {
        position += bytes;
        if (position >= limit) {
            blockDone();
        }
    }

    // What the kinds of drives call.

    /**
     * The part of the state that all kinds have.
     *
     * @param file      the registers
     * @param phase     where in a command the drive is
     * @param block     what lies in the buffer: the block that is being transferred, or that is on its way to the medium
     * @param position  how much of it has been transferred
     * @param limit     how much is to be
     * @param toHost    the direction
     * @param dma       whether by the bus master
     * @param interrupt whether an interrupt has not been acknowledged
     */
    record State(TaskFile.State file, String phase, byte[] block, int position, int limit, boolean toHost, boolean dma,
            boolean interrupt) {
        State {
            Phase at = Phase.valueOf(phase);
            boolean possible = block.length <= BUFFER_BYTES && limit <= block.length
                    && (at.dataRequest() ? position >= 0 && position < limit : position == 0 && limit == 0)
                    && at.busy() == ((file.status() & TaskFile.STATUS_BSY) != 0)
                    && at.dataRequest() == ((file.status() & TaskFile.STATUS_DRQ) != 0);
            if (!possible) {
                throw new IllegalArgumentException(String.format("a drive in the phase %s with the status %02x, at byte %d of %d",
                        phase, file.status(), position, limit));
            }
        }
    }

    final State common(int unwrittenBytes) {
        return new State(file.state(), phase.name(), Arrays.copyOf(buffer, Math.max(limit, unwrittenBytes)), position, limit,
                toHost, dma, interrupt);
    }

    final void restore(State state, Set<Phase> possible) {
        phase = Phase.valueOf(state.phase);
        if (!possible.contains(phase)) {
            throw new StateException("this kind of drive has no phase " + phase);
        }
        file.restore(state.file);
        System.arraycopy(state.block, 0, buffer, 0, state.block.length);
        position = state.position;
        limit = state.limit;
        toHost = state.toHost;
        dma = state.dma;
        interrupt = state.interrupt;
    }

    /** Offers a block through the data register. */
    final void offer(Phase next, int bytes, boolean newToHost, boolean withInterrupt) {
        startBlock(next, bytes, newToHost, false);
        file.status = READY | TaskFile.STATUS_DRQ;
        if (withInterrupt) {
            raiseInterrupt();
        }
    }

    private void startBlock(Phase next, int bytes, boolean newToHost, boolean byDma) {
        phase = next;
        toHost = newToHost;
        position = 0;
        limit = bytes;
        dma = byDma;
    }

    /** Offers a block to the bus master. */
    final void offerDma(Phase next, int bytes, boolean newToHost) {
        startBlock(next, bytes, newToHost, true);
        file.status = READY | TaskFile.STATUS_DRQ;
        host.changed();
    }

    /** The drive is busy until its medium is there. */
    final void busy(Phase next) {
        endBlock();
        phase = next;
        file.status = READY | TaskFile.STATUS_BSY;
        host.seek(this);
    }

    /** Ends the transfer, if there is one. */
    final void endBlock() {
        phase = Phase.IDLE;
        dma = false;
        position = 0;
        limit = 0;
    }

    /** Ends a command whose last block the host has read: the interrupt came with the block (§9.5). */
    final void endRead() {
        endBlock();
        file.status = READY;
    }

    /** Ends a command without an error. */
    final void succeed() {
        complete(READY, 0);
    }

    /** Ends a command with an error. */
    final void fail(int error) {
        complete(READY | TaskFile.STATUS_ERR, error);
    }

    final void complete(int status, int error) {
        endBlock();
        file.status = status;
        file.error = error;
        raiseInterrupt();
    }

    /** The drive forgets what it is at. */
    final void abandon() {
        host.cancel(this);
        endBlock();
        interrupt = false;
        host.changed();
    }

    private void raiseInterrupt() {
        interrupt = true;
        host.changed();
    }
}
