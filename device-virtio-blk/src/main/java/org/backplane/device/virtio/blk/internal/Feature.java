package org.backplane.device.virtio.blk.internal;

/** The feature bits that the device knows (virtio 1.2 §5.2.3, §6, §6.3). */
enum Feature {
    BLK_SEG_MAX(2),
    BLK_GEOMETRY(4),
    BLK_RO(5),
    BLK_BLK_SIZE(6),
    BLK_FLUSH(9),
    /** Legacy only: descriptors may be cut in any way, which modern drivers take for granted. */
    ANY_LAYOUT(27),
    RING_INDIRECT_DESC(28),
    RING_EVENT_IDX(29),
    VERSION_1(32);

    private final long mask;

    Feature(int bit) {
        mask = 1L << bit;
    }

    long mask() {
        return mask;
    }

    boolean in(long features) {
        return (features & mask) != 0;
    }
}
