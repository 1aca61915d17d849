package org.backplane.device.ide.internal;

import java.io.IOException;
import org.backplane.bus.host.HostDisk;
import org.backplane.bus.state.StateException;

/**
 * The commands of a disk that transfer sectors (ATA-6 §9.5 to §9.8): through the data register one sector or one block of READ
 * MULTIPLE at a time, by DMA up to 128 sectors at a time. A write has succeeded when the host's disk has taken it.
 *
 * <p>A failure leaves the address of the sector in the command block registers. What the host reports as its failure reads as
 * an uncorrectable error, in both directions.
 */
final class DiskTransfer {
    private static final int DMA_SECTORS = Drive.BUFFER_BYTES / DiskSettings.SECTOR_BYTES;
    private static final int NO_ADDRESS = -1;

    private final Drive drive;
    private final HostDisk disk;
    private final DiskSettings settings;
    private AtaCommand.Data data = AtaCommand.Data.NONE;
    private long next;
    private int remaining;
    private int block;

    DiskTransfer(Drive drive, HostDisk disk, DiskSettings settings) {
        this.drive = drive;
        this.disk = disk;
        this.settings = settings;
    }

    /**
     * How far a command has come.
     *
     * @param data      what it transfers
     * @param next      the sector after those that are through
     * @param remaining how many are to come
     * @param block     how many of these are on their way
     */
    record State(String data, long next, int remaining, int block) {
        State {
            if (block < 0 || block > DMA_SECTORS || remaining < 0) {
                throw new IllegalArgumentException("a block of " + block + " sectors, of " + remaining);
            }
        }
    }

    State state() {
        return new State(data.name(), next, remaining, block);
    }

    /** Goes on with a command; the drive's phase says whether there is one. */
    void restore(State state, boolean underWay) {
        if (underWay && (state.next < 0 || state.next + state.remaining > settings.totalSectors()
                || state.block > state.remaining)) {
            throw new StateException("sectors " + state.next + " to " + (state.next + state.remaining) + " are not on the disk");
        }
        data = AtaCommand.Data.valueOf(state.data);
        next = state.next;
        remaining = state.remaining;
        block = state.block;
    }

    /** What waits in the buffer to be written to the medium. */
    int unwrittenBytes() {
        return data.write ? block * DiskSettings.SECTOR_BYTES : 0;
    }

    void start(AtaCommand.Data newData) {
        data = newData;
        next = address();
        remaining = drive.file.sectors(data.extended);
        if (data.write && !disk.isWritable()) {
            drive.fail(TaskFile.ERROR_ABRT | TaskFile.ERROR_UNC);
        } else if (data.protocol == AtaCommand.Protocol.MULTIPLE && settings.multiple() == 0) {
            drive.fail(TaskFile.ERROR_ABRT);
        } else if (next == NO_ADDRESS || next + remaining > settings.totalSectors()) {
            next = Math.max(next, settings.totalSectors());
            failAt(TaskFile.ERROR_IDNF);
        } else if (data.write) {
            request(false);
        } else {
            drive.busy(Phase.PREPARE);
        }
    }

    /** The address of the command: LBA with 48 or 28 bits, or cylinder, head and sector (§6.2). */
    private long address() {
        TaskFile file = drive.file;
        if (data.extended) {
            return file.lba48();
        }
        if (file.lba()) {
            return file.lba28();
        }
        int sector = file.low();
        boolean there = sector >= 1 && sector <= settings.sectors() && file.deviceLowBits() < settings.heads()
                && file.midHigh() < settings.cylinders();
        return there ? ((long) file.midHigh() * settings.heads() + file.deviceLowBits()) * settings.sectors() + sector - 1
                : NO_ADDRESS;
    }

    /** Leaves an address in the registers, in the form in which the command gave its own. */
    private void leave(long lba) {
        TaskFile file = drive.file;
        if (data.extended) {
            file.lba48(lba);
        } else if (file.lba()) {
            file.lba28(lba);
        } else {
            file.low((int) (lba % settings.sectors()) + 1);
            file.deviceLowBits((int) (lba / settings.sectors() % settings.heads()));
            file.midHigh((int) (lba / settings.sectors() / settings.heads()));
        }
    }

    private int blockSectors() {
        return Math.min(remaining, switch (data.protocol) {
            case PIO -> 1;
            case MULTIPLE -> settings.multiple();
            case NONE, DMA -> DMA_SECTORS;
        });
    }

    /** Asks the host for the next block of a write. */
    private void request(boolean withInterrupt) {
        block = blockSectors();
        int bytes = block * DiskSettings.SECTOR_BYTES;
        if (data.protocol == AtaCommand.Protocol.DMA) {
            drive.offerDma(Phase.DATA_TRANSFER, bytes, false);
        } else {
            drive.offer(Phase.DATA_TRANSFER, bytes, false, withInterrupt);
        }
    }

    void mediaReady() {
        if (data.write) {
            write();
        } else {
            read();
        }
    }

    private void read() {
        block = blockSectors();
        int bytes = block * DiskSettings.SECTOR_BYTES;
        try {
            disk.read(next * DiskSettings.SECTOR_BYTES, drive.buffer, 0, bytes);
        } catch (IOException failed) {
            hostFailed("read", failed);
            return;
        }
        switch (data.protocol) {
            case PIO, MULTIPLE -> drive.offer(Phase.DATA_TRANSFER, bytes, true, true);
            case DMA -> drive.offerDma(Phase.DATA_TRANSFER, bytes, true);
            case NONE -> blockDone();
        }
    }

    private void write() {
        try {
            disk.write(next * DiskSettings.SECTOR_BYTES, drive.buffer, 0, block * DiskSettings.SECTOR_BYTES);
            if (remaining == block && !settings.writeCache()) {
                disk.flush();
            }
        } catch (IOException failed) {
            hostFailed("written", failed);
            return;
        }
        advance();
        if (remaining > 0) {
            request(true);
        } else {
            finish();
            drive.succeed();
        }
    }

    void blockDone() {
        if (data.write) {
            drive.busy(Phase.PREPARE);
            return;
        }
        advance();
        if (remaining > 0) {
            drive.busy(Phase.PREPARE);
            return;
        }
        finish();
        if (data.protocol == AtaCommand.Protocol.PIO || data.protocol == AtaCommand.Protocol.MULTIPLE) {
            // The interrupt came with the block; its last word ends the command (§9.5).
            drive.endRead();
        } else {
            drive.succeed();
        }
    }

    private void advance() {
        next += block;
        remaining -= block;
        block = 0;
    }

    /** As disks before ATA-4 did: the address of the last sector, and a count of 0. */
    private void finish() {
        leave(next - 1);
        drive.file.count(0);
    }

    private void hostFailed(String what, IOException failed) {
        drive.events.host(disk.name() + " cannot be " + what + ": " + failed.getMessage());
        failAt(TaskFile.ERROR_UNC);
    }

    private void failAt(int error) {
        leave(next);
        drive.file.count(remaining);
        drive.fail(error);
    }
}
