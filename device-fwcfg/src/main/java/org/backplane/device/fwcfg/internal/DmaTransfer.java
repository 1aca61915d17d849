package org.backplane.device.fwcfg.internal;

import org.backplane.bus.Dma;

/**
 * The DMA interface: a structure in the guest's memory says what is wanted (QEMU fw_cfg, "Guest-side DMA Interface"). It is
 * big-endian: control (32 bits), length (32 bits), address (64 bits). Control is written back as 0, or as ERROR.
 */
final class DmaTransfer {
    private static final int CONTROL_ERROR = 0x01;
    private static final int CONTROL_READ = 0x02;
    private static final int CONTROL_SKIP = 0x04;
    private static final int CONTROL_SELECT = 0x08;
    private static final int CONTROL_WRITE = 0x10;
    private static final int STRUCTURE_BYTES = 16;
    private static final int CONTROL_BYTES = 4;
    private static final int CHUNK_BYTES = 4096;

    private final Dma dma;
    private final ItemReader reader;
    private final byte[] chunk = new byte[CHUNK_BYTES];

    DmaTransfer(Dma dma, ItemReader reader) {
        this.dma = dma;
        this.reader = reader;
    }

    /** Does what the structure says; the answer is empty, or says why the guest got an error. */
    String run(long physical) {
        byte[] structure = new byte[STRUCTURE_BYTES];
        boolean complete = dma.read(physical, structure, 0, STRUCTURE_BYTES) == STRUCTURE_BYTES;
        String error = complete ? obey(structure) : "its control structure is not in memory";
        byte[] control = new byte[CONTROL_BYTES];
        control[CONTROL_BYTES - 1] = (byte) (error.isEmpty() ? 0 : CONTROL_ERROR);
        dma.write(physical, control, 0, CONTROL_BYTES);
        return error;
    }

    private String obey(byte[] structure) {
        int control = (int) bigEndian(structure, 0, 4);
        long length = bigEndian(structure, 4, 4);
        long address = bigEndian(structure, 8, 8);
        if ((control & CONTROL_SELECT) != 0) {
            reader.select(control >>> 16);
        }
        // If several directions are asked for, reading comes first, then writing, then skipping.
        if ((control & CONTROL_READ) != 0) {
            return read(address, length);
        }
        if ((control & CONTROL_WRITE) != 0) {
            return length == 0 ? "" : "no item can be written";
        }
        if ((control & CONTROL_SKIP) != 0) {
            reader.skip(length);
        }
        return "";
    }

    private String read(long address, long length) {
        for (long done = 0; done < length; done += CHUNK_BYTES) {
            int count = (int) Math.min(CHUNK_BYTES, length - done);
            reader.next(chunk, count);
            if (dma.write(address + done, chunk, 0, count) != count) {
                return String.format("there is no memory at %08x to read to", address + done);
            }
        }
        return "";
    }

    private static long bigEndian(byte[] bytes, int offset, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | bytes[offset + i] & 0xff;
        }
        return value;
    }
}
