package org.backplane.device.pci.internal;

/** The role of the chip that gets the four interrupt lines of the root bus: the ISA bridge. */
public interface InterruptRouter {
    /**
     * Drives a line.
     *
     * @param line     0 to 3 for PIRQA# to PIRQD#
     * @param asserted its level
     */
    void pirq(int line, boolean asserted);
}
