package org.backplane.device.ide.internal;

import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Dma;

/**
 * The bus master of one channel (SFF-8038i, "Bus Master Programming Interface for IDE ATA Controllers"; 82371SB "BMICX",
 * "BMISX", "BMIDTPX"): it moves what the drive offers by DMA, region by region of the descriptor table.
 * {@link BusMasterRegister} lists its registers.
 */
final class BusMaster {
    static final int COMMAND_START = 0x01;
    /** The bus master writes to memory. */
    static final int COMMAND_TO_MEMORY = 0x08;
    static final int STATUS_ERROR = 0x02;
    static final int STATUS_INTERRUPT = 0x04;
    /** Both drives' DMA capability, which software sets for software. */
    static final int STATUS_CAPABLE = 0x60;

    private static final int STATUS_ACTIVE = 0x01;
    private static final int DESCRIPTOR_BYTES = 8;
    private static final int REGION_LIMIT = 0x10000;

    private final AtaChannel channel;
    private final Dma memory;
    private final DeviceEvents events;
    private final Runnable masterAbort;
    private final byte[] chunk = new byte[0x4000];
    private final byte[] descriptor = new byte[DESCRIPTOR_BYTES];
    private int command;
    private int status;
    private int table;
    private int nextDescriptor;
    private int address;
    private int remaining;
    private boolean last;
    private boolean interrupt;
    private boolean running;

    /**
     * Makes the bus master of a channel.
     *
     * @param channel     the channel
     * @param memory      where the regions lie
     * @param events      where the guest's oddities are reported
     * @param masterAbort called when nobody answered in memory
     */
    BusMaster(AtaChannel channel, Dma memory, DeviceEvents events, Runnable masterAbort) {
        this.channel = channel;
        this.memory = memory;
        this.events = events;
        this.masterAbort = masterAbort;
        channel.listen(this::changed);
    }

    /**
     * The registers, and how far a transfer has come.
     *
     * @param nextDescriptor address of the next descriptor
     * @param address        where in memory the region goes on
     * @param remaining      how much of it is left
     * @param last           whether it is the last one
     * @param interrupt      the level of INTRQ, whose rising edge counts
     */
    record State(int command, int status, int table, int nextDescriptor, int address, int remaining, boolean last,
            boolean interrupt) {
        State {
            if (remaining < 0 || remaining > REGION_LIMIT) {
                throw new IllegalArgumentException(remaining + " bytes are left of a region");
            }
        }
    }

    State state() {
        return new State(command, status, table, nextDescriptor, address, remaining, last, interrupt);
    }

    void restore(State state) {
        command = state.command;
        status = state.status;
        table = state.table;
        nextDescriptor = state.nextDescriptor;
        address = state.address;
        remaining = state.remaining;
        last = state.last;
        interrupt = state.interrupt;
    }

    int read(int offset) {
        return switch (BusMasterRegister.at(offset)) {
            case BMIC -> command;
            case BMIS -> status;
            case BMIDTP -> table >> 8 * (offset - BusMasterRegister.BMIDTP.offset()) & 0xff;
            case RESERVED -> 0;
        };
    }

    void write(int offset, int value) {
        switch (BusMasterRegister.at(offset)) {
            case BMIC -> writeCommand(value);
            case BMIS -> status = status & ~(value & (STATUS_ERROR | STATUS_INTERRUPT)) & ~STATUS_CAPABLE
                    | value & STATUS_CAPABLE;
            case BMIDTP -> {
                int shift = 8 * (offset - BusMasterRegister.BMIDTP.offset());
                table = (table & ~(0xff << shift) | value << shift) & ~3;
            }
            case RESERVED -> { }
        }
    }

    private void writeCommand(int value) {
        boolean started = (value & ~command & COMMAND_START) != 0;
        command = value & (COMMAND_START | COMMAND_TO_MEMORY);
        if (started) {
            nextDescriptor = table;
            remaining = 0;
            last = false;
            status |= STATUS_ACTIVE;
            changed();
        } else if ((command & COMMAND_START) == 0) {
            // Stopping in the middle is an abort: what was not transferred is lost.
            status &= ~STATUS_ACTIVE;
        }
    }

    void reset() {
        command = 0;
        status = 0;
        table = 0;
        interrupt = false;
    }

    /** INTRQ or DMARQ may have changed. The interrupt bit keeps the rising edge. */
    private void changed() {
        if (channel.intrq() && !interrupt) {
            status |= STATUS_INTERRUPT;
        }
        interrupt = channel.intrq();
        if (!running) {
            running = true;
            try {
                transfer();
            } finally {
                running = false;
            }
        }
    }

    private void transfer() {
        while ((status & STATUS_ACTIVE) != 0) {
            Drive drive = channel.dmaRequester().orElse(null);
            if (drive == null) {
                return;
            }
            if (drive.dmaToHost() != ((command & COMMAND_TO_MEMORY) != 0)) {
                events.guest("the bus master is started in the wrong direction (SFF-8038i §2.1), nothing moves");
                return;
            }
            if (remaining == 0 && !fetch() || !move(drive)) {
                status = status & ~STATUS_ACTIVE | STATUS_ERROR;
                masterAbort.run();
                return;
            }
            if (remaining == 0 && last) {
                status &= ~STATUS_ACTIVE;
            }
        }
    }

    /** Fetches a descriptor: address, count (0 is 64 KiB), and the end-of-table bit. */
    private boolean fetch() {
        int answered = memory.read(nextDescriptor & 0xffffffffL, descriptor, 0, DESCRIPTOR_BYTES);
        nextDescriptor += DESCRIPTOR_BYTES;
        address = dword(0) & ~1;
        int count = dword(4) & 0xfffe;
        remaining = count == 0 ? REGION_LIMIT : count;
        last = dword(4) < 0;
        if ((address & 0xffff) + remaining > REGION_LIMIT) {
            events.guest("a region of the descriptor table crosses a 64 KiB boundary (SFF-8038i §1.2), it wraps there");
        }
        return answered == DESCRIPTOR_BYTES;
    }

    private int dword(int index) {
        return descriptor[index] & 0xff | (descriptor[index + 1] & 0xff) << 8 | (descriptor[index + 2] & 0xff) << 16
                | descriptor[index + 3] << 24;
    }

    private boolean move(Drive drive) {
        int toBoundary = REGION_LIMIT - (address & 0xffff);
        int count = Math.min(Math.min(remaining, toBoundary), Math.min(chunk.length, drive.remaining()));
        long physical = address & 0xffffffffL;
        int answered;
        if (drive.dmaToHost()) {
            drive.take(chunk, count);
            answered = memory.write(physical, chunk, 0, count);
        } else {
            answered = memory.read(physical, chunk, 0, count);
            if (answered == count) {
                drive.give(chunk, count);
            }
        }
        remaining -= count;
        address = address & 0xffff0000 | address + count & 0xffff;
        return answered == count;
    }
}
