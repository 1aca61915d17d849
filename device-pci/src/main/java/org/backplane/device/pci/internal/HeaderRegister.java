package org.backplane.device.pci.internal;

/**
 * The registers that the configuration headers of functions (type 00h, PCI 3.0 §6.1) and of bridges (type 01h, PCI Bridge
 * §3.2) share, and those of one of them, with the bits that software writes and clears. The base address registers are
 * sized by what the function declares.
 */
enum HeaderRegister {
    VENDOR_ID(0x00, 2, 0, 0),
    DEVICE_ID(0x02, 2, 0, 0),
    /** I/O, memory, bus master, SERR#, interrupt disable. Parity and special cycles do not exist here. */
    COMMAND(0x04, 2, 0x0507, 0),
    STATUS(0x06, 2, 0, 0xf900),
    REVISION_ID(0x08, 1, 0, 0),
    CLASS_CODE(0x09, 3, 0, 0),
    CACHE_LINE_SIZE(0x0c, 1, 0xff, 0),
    /** Read-only: no transfer here takes long enough for the limit. */
    LATENCY_TIMER(0x0d, 1, 0, 0),
    HEADER_TYPE(0x0e, 1, 0, 0),
    /** The first of six in a function, of two in a bridge. */
    BASE_ADDRESS(0x10, 4, 0, 0),
    CAPABILITIES_POINTER(0x34, 1, 0, 0),
    INTERRUPT_LINE(0x3c, 1, 0xff, 0),
    INTERRUPT_PIN(0x3d, 1, 0, 0),

    /** Of a function. */
    SUBSYSTEM_VENDOR_ID(0x2c, 2, 0, 0),
    SUBSYSTEM_ID(0x2e, 2, 0, 0),
    EXPANSION_ROM_BASE_ADDRESS(0x30, 4, 0, 0),

    /** Of a bridge: the bus in front of it. */
    PRIMARY_BUS_NUMBER(0x18, 1, 0xff, 0),
    /** The bus behind it. */
    SECONDARY_BUS_NUMBER(0x19, 1, 0xff, 0),
    /** The last bus that is reached through it. */
    SUBORDINATE_BUS_NUMBER(0x1a, 1, 0xff, 0),
    SECONDARY_LATENCY_TIMER(0x1b, 1, 0xff, 0),
    /** Address bits 15 to 12; the low half says that there are no more. */
    IO_BASE(0x1c, 1, 0xf0, 0),
    IO_LIMIT(0x1d, 1, 0xf0, 0),
    SECONDARY_STATUS(0x1e, 2, 0, 0xf900),
    /** Address bits 31 to 20. */
    MEMORY_BASE(0x20, 2, 0xfff0, 0),
    MEMORY_LIMIT(0x22, 2, 0xfff0, 0),
    /** Address bits 31 to 20; the low half says that the upper registers exist. */
    PREFETCHABLE_MEMORY_BASE(0x24, 2, 0xfff0, 0),
    PREFETCHABLE_MEMORY_LIMIT(0x26, 2, 0xfff0, 0),
    PREFETCHABLE_BASE_UPPER(0x28, 4, -1, 0),
    PREFETCHABLE_LIMIT_UPPER(0x2c, 4, -1, 0),
    BRIDGE_ROM_BASE_ADDRESS(0x38, 4, 0, 0),
    BRIDGE_CONTROL(0x3e, 2, 0x0bff, 0x0400);

    /** Where the device-dependent region begins. */
    static final int HEADER_BYTES = 0x40;

    static final int COMMAND_IO = 1 << 0;
    static final int COMMAND_MEMORY = 1 << 1;
    static final int COMMAND_BUS_MASTER = 1 << 2;
    static final int COMMAND_INTERRUPT_DISABLE = 1 << 10;
    static final int STATUS_INTERRUPT = 1 << 3;
    static final int STATUS_CAPABILITIES = 1 << 4;
    static final int STATUS_RECEIVED_MASTER_ABORT = 1 << 13;
    static final int MULTIFUNCTION = 0x80;
    static final int BRIDGE_TYPE = 0x01;
    static final int BRIDGE_CONTROL_RESET = 1 << 6;
    static final int PREFETCHABLE_64_BIT = 0x01;

    private final int offset;
    private final int width;
    private final int writable;
    private final int clearable;

    HeaderRegister(int offset, int width, int writable, int clearable) {
        this.offset = offset;
        this.width = width;
        this.writable = writable;
        this.clearable = clearable;
    }

    /** Puts the register into a header. */
    void define(RegisterFile header, int value) {
        header.define(offset, width, value, writable, clearable);
    }

    int get(RegisterFile header) {
        return header.get(offset, width);
    }

    void set(RegisterFile header, int value) {
        header.set(offset, width, value);
    }

    int offset() {
        return offset;
    }
}
