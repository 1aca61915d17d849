package org.backplane.device.pci.internal;

import org.backplane.bus.RangeHandler;

/** A driver: reads and writes configuration space through the two ports. */
final class Guest {
    static final int COMMAND = 0x04;
    static final int STATUS = 0x06;
    static final int BAR0 = 0x10;

    private final RangeHandler address;
    private final RangeHandler data;
    private int bus;
    private int device;
    private int function;

    Guest(HostBridge bridge) {
        address = bridge.range(HostBridge.ADDRESS);
        data = bridge.range(HostBridge.DATA);
    }

    /** Turns to a function. */
    Guest at(int toBus, int toDevice, int toFunction) {
        bus = toBus;
        device = toDevice;
        function = toFunction;
        return this;
    }

    private void select(int register) {
        address.write(0, 4, 0x8000_0000L | (long) bus << 16 | (long) device << 11 | (long) function << 8 | register & 0xfc);
    }

    int read(int register, int width) {
        select(register);
        return (int) (data.read(register & 3, width) & -1L >>> 64 - 8 * width);
    }

    int read(int register) {
        return read(register, 4);
    }

    void write(int register, int width, long value) {
        select(register);
        data.write(register & 3, width, value & -1L >>> 64 - 8 * width);
    }

    void write(int register, long value) {
        write(register, 4, value);
    }
}
