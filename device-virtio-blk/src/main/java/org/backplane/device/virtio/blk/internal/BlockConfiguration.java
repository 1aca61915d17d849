package org.backplane.device.virtio.blk.internal;

import java.util.Arrays;
import java.util.stream.Stream;
import org.backplane.bus.register.Register;

/** The device-specific configuration (virtio 1.2 §5.2.4, struct virtio_blk_config); the fields of absent features are 0. */
final class BlockConfiguration {
    static final int LENGTH = 0x3c;
    /** Data buffers of a request at most: a queue of 256 has room for them, header and status. */
    static final int SEGMENTS = 254;

    private static final int HEADS = 16;
    private static final int SECTORS = 63;
    private static final int CYLINDERS_LIMIT = 16_383;

    private final byte[] bytes = new byte[LENGTH];

    BlockConfiguration(long sectors) {
        put(0x00, 8, sectors);
        put(0x0c, 4, SEGMENTS);
        put(0x10, 2, Math.max(1, Math.min(sectors / (HEADS * SECTORS), CYLINDERS_LIMIT)));
        put(0x12, 1, HEADS);
        put(0x13, 1, SECTORS);
        put(0x14, 4, BlockRequest.SECTOR_BYTES);
    }

    /** The fields, for whoever looks at the card from outside. */
    static Stream<Register> declared(long base) {
        return Stream.of(field("CAPACITY", base, 8), field("SIZE_MAX", base + 0x08, 4),
                field("SEG_MAX", base + 0x0c, 4).reset(SEGMENTS), field("CYLINDERS", base + 0x10, 2),
                field("HEADS", base + 0x12, 1).reset(HEADS), field("SECTORS", base + 0x13, 1).reset(SECTORS),
                field("BLK_SIZE", base + 0x14, 4).reset(BlockRequest.SECTOR_BYTES));
    }

    private static Register field(String name, long offset, int bytes) {
        return Register.of(name, offset, bytes, Register.Access.RO).section("virtio 1.2 §5.2.4");
    }

    private void put(int offset, int count, long value) {
        for (int i = 0; i < count; i++) {
            bytes[offset + i] = (byte) (value >> 8 * i);
        }
    }

    long read(int offset, int width) {
        byte[] part = Arrays.copyOfRange(bytes, Math.min(offset, LENGTH), Math.min(offset, LENGTH) + width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (part[i] & 0xffL) << 8 * i;
        }
        return value;
    }
}
