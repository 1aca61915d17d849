package org.backplane.device.virtio.blk.internal;

import org.backplane.bus.register.Register;

/** The fields of the common configuration structure (virtio 1.2 §4.1.4.3, struct virtio_pci_common_cfg). */
enum CommonRegister {
    DEVICE_FEATURE_SELECT(0x00, 4),
    DEVICE_FEATURE(0x04, 4),
    DRIVER_FEATURE_SELECT(0x08, 4),
    DRIVER_FEATURE(0x0c, 4),
    CONFIG_MSIX_VECTOR(0x10, 2),
    NUM_QUEUES(0x12, 2),
    DEVICE_STATUS(0x14, 1),
    CONFIG_GENERATION(0x15, 1),
    QUEUE_SELECT(0x16, 2),
    QUEUE_SIZE(0x18, 2),
    QUEUE_MSIX_VECTOR(0x1a, 2),
    QUEUE_ENABLE(0x1c, 2),
    QUEUE_NOTIFY_OFF(0x1e, 2),
    QUEUE_DESC(0x20, 8),
    QUEUE_DRIVER(0x28, 8),
    QUEUE_DEVICE(0x30, 8);

    /** The length of the structure. */
    static final int LENGTH = 0x38;

    private final int offset;
    private final int bytes;

    CommonRegister(int offset, int bytes) {
        this.offset = offset;
        this.bytes = bytes;
    }

    static CommonRegister at(int offset) {
        for (CommonRegister register : values()) {
            if (offset >= register.offset && offset < register.offset + register.bytes) {
                return register;
            }
        }
        throw new AssertionError(offset);
    }

    int offset() {
        return offset;
    }

    /** The register for whoever looks at the card from outside. */
    Register declaration(long base) {
        Register register = Register.of(name(), base + offset, bytes, access()).section("virtio 1.2 §4.1.4.3");
        return switch (this) {
            // Offered features, queues and their state depend on what is selected, and the status on the order of its bits.
            case DEVICE_FEATURE, QUEUE_SIZE, DEVICE_STATUS -> register.writable(0);
            case DRIVER_FEATURE, QUEUE_ENABLE -> register.reset(0).writable(0);
            case DEVICE_FEATURE_SELECT, DRIVER_FEATURE_SELECT, QUEUE_SELECT -> register.reset(0);
            case QUEUE_DESC, QUEUE_DRIVER, QUEUE_DEVICE -> register.reset(0).writable(0);
            case CONFIG_MSIX_VECTOR, QUEUE_MSIX_VECTOR -> register.reset(0xffff).writable(0);
            case NUM_QUEUES -> register.reset(1);
            case CONFIG_GENERATION, QUEUE_NOTIFY_OFF -> register.reset(0);
        };
    }

    private Register.Access access() {
        return switch (this) {
            case DEVICE_FEATURE, NUM_QUEUES, CONFIG_GENERATION, QUEUE_NOTIFY_OFF -> Register.Access.RO;
            case DEVICE_FEATURE_SELECT, DRIVER_FEATURE_SELECT, DRIVER_FEATURE, CONFIG_MSIX_VECTOR, DEVICE_STATUS, QUEUE_SELECT,
                QUEUE_SIZE, QUEUE_MSIX_VECTOR, QUEUE_ENABLE, QUEUE_DESC, QUEUE_DRIVER, QUEUE_DEVICE -> Register.Access.RW;
        };
    }
}
