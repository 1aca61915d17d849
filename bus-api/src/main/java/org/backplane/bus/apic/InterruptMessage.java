package org.backplane.bus.apic;

import java.util.Objects;

/**
 * An interrupt message on its way to local APICs, from an I/O APIC, a PCI function or another local APIC (SDM 3A §10.6.2).
 *
 * @param destination what it is addressed to, 0 to 255; 255 is everybody
 * @param logical     whether the destination is a logical one, compared with the logical destination register, or an APIC ID
 * @param delivery    the delivery mode
 * @param vector      the vector, 0 to 255
 * @param level       whether it is level triggered: its end is told to the I/O APICs
 */
public record InterruptMessage(int destination, boolean logical, Delivery delivery, int vector, boolean level) {
    private static final int BYTE = 0xff;

    /**
     * Makes a message.
     *
     * @throws IllegalArgumentException if destination or vector have more than 8 bits
     */
    public InterruptMessage {
        Objects.requireNonNull(delivery, "delivery");
        if ((destination & ~BYTE) != 0 || (vector & ~BYTE) != 0) {
            throw new IllegalArgumentException("destination " + destination + ", vector " + vector);
        }
    }
}
