package org.backplane.device.virtio.blk.internal;

import org.backplane.bus.register.Register;

/** The header at the front of BAR0 of a transitional device (virtio 1.2 §4.1.4.10). */
enum LegacyRegister {
    DEVICE_FEATURES(0x00, 4),
    DRIVER_FEATURES(0x04, 4),
    QUEUE_ADDRESS(0x08, 4),
    QUEUE_SIZE(0x0c, 2),
    QUEUE_SELECT(0x0e, 2),
    QUEUE_NOTIFY(0x10, 2),
    DEVICE_STATUS(0x12, 1),
    ISR_STATUS(0x13, 1);

    /** Without MSI-X the device-specific configuration follows here. */
    static final int LENGTH = 0x14;

    private final int offset;
    private final int bytes;

    LegacyRegister(int offset, int bytes) {
        this.offset = offset;
        this.bytes = bytes;
    }

    static LegacyRegister at(int offset) {
        for (LegacyRegister register : values()) {
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
        Register register = Register.of("LEGACY_" + name(), base + offset, bytes, access()).section("virtio 1.2 §4.1.4.10");
        return switch (this) {
            case DEVICE_FEATURES, QUEUE_SIZE -> register;
            case DRIVER_FEATURES, QUEUE_ADDRESS, DEVICE_STATUS -> register.reset(0).writable(0);
            case QUEUE_SELECT -> register.reset(0);
            case QUEUE_NOTIFY -> register.writable(0);
            case ISR_STATUS -> register.reset(0).changedByReading();
        };
    }

    private Register.Access access() {
        return switch (this) {
            case DEVICE_FEATURES, QUEUE_SIZE, ISR_STATUS -> Register.Access.RO;
            case DRIVER_FEATURES, QUEUE_ADDRESS, QUEUE_SELECT, QUEUE_NOTIFY, DEVICE_STATUS -> Register.Access.RW;
        };
    }
}
