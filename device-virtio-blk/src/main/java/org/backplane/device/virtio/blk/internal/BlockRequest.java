package org.backplane.device.virtio.blk.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.host.HostDisk;

/**
 * Carries requests out on the disk (virtio 1.2 §5.2.6): a header of 16 bytes, data, and a status byte at the end. The driver may
 * cut them into buffers as it likes.
 */
final class BlockRequest {
    static final int SECTOR_BYTES = 512;

    private static final int TYPE_IN = 0;
    private static final int TYPE_OUT = 1;
    private static final int TYPE_FLUSH = 4;
    private static final int TYPE_GET_ID = 8;
    private static final int STATUS_OK = 0;
    private static final int STATUS_IOERR = 1;
    private static final int STATUS_UNSUPPORTED = 2;
    private static final int HEADER_BYTES = 16;
    private static final int ID_BYTES = 20;
    private static final int CHUNK_BYTES = 0x10000;
    /** A request that moves more holds the machine up for too long. */
    private static final long DATA_LIMIT = 64L << 20;

    private final GuestMemory memory;
    private final HostDisk disk;
    private final String serial;
    private final DeviceEvents events;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final byte[] header = new byte[HEADER_BYTES];
    private final byte[] status = new byte[1];
    private long movedBytes;

    BlockRequest(GuestMemory memory, HostDisk disk, String serial, DeviceEvents events) {
        this.memory = memory;
        this.disk = disk;
        this.serial = serial;
        this.events = events;
    }

    /**
     * Carries a request out.
     *
     * @return how many bytes it has written to the guest, with the status
     */
    long execute(Chain chain) throws MalformedRingException {
        long readableBytes = Chain.lengthBytes(chain.readable());
        long writableBytes = Chain.lengthBytes(chain.writable());
        if (readableBytes < HEADER_BYTES || writableBytes < 1) {
            throw new MalformedRingException("a request without header or status byte");
        }
        if (!copy(chain.readable(), 0, header, HEADER_BYTES, false)) {
            throw new MalformedRingException("a request whose header is not in memory");
        }
        long written = writableBytes - 1;
        int result = switch (int32(0)) {
            case TYPE_IN -> read(chain.writable(), written);
            case TYPE_OUT -> write(chain.readable(), readableBytes - HEADER_BYTES);
            case TYPE_FLUSH -> flush();
            case TYPE_GET_ID -> identify(chain.writable(), written);
            default -> STATUS_UNSUPPORTED;
        };
        status[0] = (byte) result;
        if (!copy(chain.writable(), writableBytes - 1, status, 1, true)) {
            throw new MalformedRingException("a request whose status byte is not in memory");
        }
        return int32(0) == TYPE_IN && result == STATUS_OK ? writableBytes : 1;
    }

    /** How much data all requests have moved so far. */
    long movedBytes() {
        return movedBytes;
    }

    private int int32(int index) {
        return header[index] & 0xff | (header[index + 1] & 0xff) << 8 | (header[index + 2] & 0xff) << 16
                | header[index + 3] << 24;
    }

    private long sector() {
        return int32(8) & 0xffffffffL | (long) int32(12) << 32;
    }

    /** §5.2.6.1: whole sectors, and within the disk. */
    private boolean possible(long bytes) {
        long total = disk.lengthBytes() / SECTOR_BYTES;
        if (bytes > DATA_LIMIT) {
            events.guest("a request of " + bytes + " bytes, more than " + DATA_LIMIT);
            return false;
        }
        return bytes % SECTOR_BYTES == 0 && sector() >= 0 && sector() <= total && bytes / SECTOR_BYTES <= total - sector();
    }

    private int read(List<Chain.Buffer> into, long bytes) {
        if (!possible(bytes)) {
            return STATUS_IOERR;
        }
        try {
            for (long done = 0; done < bytes; done += CHUNK_BYTES) {
                int length = (int) Math.min(CHUNK_BYTES, bytes - done);
                disk.read(sector() * SECTOR_BYTES + done, chunk, 0, length);
                if (!copy(into, done, chunk, length, true)) {
                    return STATUS_IOERR;
                }
                movedBytes += length;
            }
            return STATUS_OK;
        } catch (IOException failed) {
            return hostFailed("read", failed);
        }
    }

    private int write(List<Chain.Buffer> from, long bytes) {
        if (!possible(bytes) || !disk.isWritable()) {
            return STATUS_IOERR;
        }
        try {
            for (long done = 0; done < bytes; done += CHUNK_BYTES) {
                int length = (int) Math.min(CHUNK_BYTES, bytes - done);
                if (!copy(from, HEADER_BYTES + done, chunk, length, false)) {
                    return STATUS_IOERR;
                }
                disk.write(sector() * SECTOR_BYTES + done, chunk, 0, length);
                movedBytes += length;
            }
            return STATUS_OK;
        } catch (IOException failed) {
            return hostFailed("written", failed);
        }
    }

    private int flush() {
        try {
            disk.flush();
            return STATUS_OK;
        } catch (IOException failed) {
            return hostFailed("flushed", failed);
        }
    }

    private int identify(List<Chain.Buffer> into, long bytes) {
        byte[] id = Arrays.copyOf(serial.getBytes(StandardCharsets.US_ASCII), ID_BYTES);
        return bytes >= ID_BYTES && copy(into, 0, id, ID_BYTES, true) ? STATUS_OK : STATUS_IOERR;
    }

    private int hostFailed(String what, IOException failed) {
        events.host(disk.name() + " cannot be " + what + ": " + failed.getMessage());
        return STATUS_IOERR;
    }

    /** Copies between an array and a part of the buffers, as if they were one. */
    private boolean copy(List<Chain.Buffer> buffers, long skip, byte[] bytes, int length, boolean toGuest) {
        long skipped = 0;
        int done = 0;
        for (int i = 0; i < buffers.size() && done < length; i++) {
            Chain.Buffer buffer = buffers.get(i);
            long start = Math.max(0, skip + done - skipped);
            int part = (int) Math.min(length - done, Math.max(0, buffer.lengthBytes() - start));
            if (part > 0) {
                long at = buffer.physical() + start;
                boolean answered = toGuest ? memory.write(at, bytes, done, part) : memory.read(at, bytes, done, part);
                if (!answered) {
                    return false;
                }
                done += part;
            }
            skipped += buffer.lengthBytes();
        }
        return done == length;
    }
}
