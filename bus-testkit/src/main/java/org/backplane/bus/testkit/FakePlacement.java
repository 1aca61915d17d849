package org.backplane.bus.testkit;

import org.backplane.bus.Window;

/** The window of a range that the card places; it takes every address. */
public final class FakePlacement implements Window {
    private final MachineThread machine;
    private boolean open;
    private long address;

    FakePlacement(MachineThread machine) {
        this.machine = machine;
    }

    @Override
    public void move(long newAddress) {
        if (machine.check()) {
            address = newAddress;
            open = true;
        }
    }

    @Override
    public void close() {
        if (machine.check()) {
            open = false;
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public long address() {
        return address;
    }

    void revoke() {
        open = false;
    }
}
