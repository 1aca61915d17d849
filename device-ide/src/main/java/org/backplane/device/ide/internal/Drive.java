package org.backplane.device.ide.internal;

import org.backplane.bus.DeviceEvents;

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

    final int peekData() {
        if (!dataRegister() || !toHost) {
            return UNDRIVEN;
        }
        return buffer[position] & 0xff | (position + 1 < limit ? buffer[position + 1] & 0xff : 0) << 8;
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

    /** The bus master fetches bytes, no more than {@link #remaining}. */
    final void take(byte[] into, int length) {
        System.arraycopy(buffer, position, into, 0, length);
        moved(length);
    }

    /** How much of the block is left to transfer. */
    final int remaining() {
        return limit - position;
    }

    /** The bus master brings bytes, no more than {@link #remaining}. */
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

    /** Offers a block through the data register. */
    final void offer(int bytes, boolean newToHost, boolean withInterrupt) {
        startBlock(bytes, newToHost, false);
        file.status = READY | TaskFile.STATUS_DRQ;
        if (withInterrupt) {
            raiseInterrupt();
        }
    }

    private void startBlock(int bytes, boolean newToHost, boolean byDma) {
        toHost = newToHost;
        position = 0;
        limit = bytes;
        dma = byDma;
    }

    /** Offers a block to the bus master. */
    final void offerDma(int bytes, boolean newToHost) {
        startBlock(bytes, newToHost, true);
        file.status = READY | TaskFile.STATUS_DRQ;
        host.changed();
    }

    /** The drive is busy until its medium is there. */
    final void busy() {
        endBlock();
        file.status = READY | TaskFile.STATUS_BSY;
        host.seek(this);
    }

    /** Ends the transfer, if there is one. */
    final void endBlock() {
        dma = false;
        position = 0;
        limit = 0;
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
