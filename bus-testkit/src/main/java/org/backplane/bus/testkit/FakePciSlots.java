package org.backplane.bus.testkit;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.pci.PciSlots;

/** The PCI slots of a machine that consists of a hot-plug controller only. */
public final class FakePciSlots implements PciSlots {
    private final MachineThread machine;
    private final List<String> said = new ArrayList<>();
    private int occupied;

    FakePciSlots(MachineThread machine) {
        this.machine = machine;
    }

    /**
     * Fills slots and empties others.
     *
     * @param bits what {@link #occupied} says from now on
     */
    public void occupy(int bits) {
        occupied = bits;
    }

    /**
     * What the controller has handed on.
     *
     * @return in order, such as {@code eject 4}, {@code taken 4}, {@code refused 4: it is busy}
     */
    public List<String> said() {
        return List.copyOf(said);
    }

    @Override
    public int occupied() {
        return occupied;
    }

    @Override
    public void eject(int device) {
        say("eject " + device);
    }

    @Override
    public void taken(int device) {
        say("taken " + device);
    }

    @Override
    public void refused(int device, String why) {
        say("refused " + device + ": " + why);
    }

    private void say(String what) {
        if (machine.check()) {
            said.add(what);
        }
    }
}
