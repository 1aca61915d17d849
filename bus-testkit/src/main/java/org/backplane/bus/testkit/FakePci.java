package org.backplane.bus.testkit;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.pci.PciWires;

/** The PCI wires of a function whose guest is the test. */
public final class FakePci implements PciWires {
    private final MachineThread machine;
    private final List<Integer> messages = new ArrayList<>();
    private boolean busMaster;
    private boolean messagesEnabled;
    private int status;

    FakePci(MachineThread machine) {
        this.machine = machine;
    }

    /**
     * Plays the guest's driver: bit 2 of the command register. Does not gate {@link FakeWires#dma}.
     *
     * @param enabled what {@link #busMaster} says from now on
     */
    public void enableBusMaster(boolean enabled) {
        busMaster = enabled;
    }

    /**
     * Plays the guest's driver: the enable bit of the MSI capability.
     *
     * @param enabled what {@link #messagesEnabled} says from now on
     */
    public void enableMessages(boolean enabled) {
        messagesEnabled = enabled;
    }

    /**
     * The messages that got through.
     *
     * @return their numbers, in order
     */
    public List<Integer> messages() {
        return List.copyOf(messages);
    }

    /**
     * The error bits that the card has set in the status register.
     *
     * @return the bits
     */
    public int statusBits() {
        return status;
    }

    @Override
    public boolean busMaster() {
        return busMaster;
    }

    @Override
    public boolean messagesEnabled() {
        return messagesEnabled;
    }

    @Override
    public void message(int number) {
        if (machine.check() && busMaster && messagesEnabled) {
            messages.add(number);
        }
    }

    @Override
    public void status(int bits) {
        if (machine.check()) {
            status |= bits;
        }
    }
}
