package org.backplane.bus.pci;

import java.util.List;

/**
 * What the service properties say of a function ({@link PciProperties}): the constant part of its configuration header
 * (PCI 3.0 §6.1).
 *
 * @param vendorId          offset 00h
 * @param deviceId          offset 02h
 * @param revisionId        offset 08h
 * @param classCode         offset 09h, 24 bits: base class, sub-class, programming interface
 * @param subsystemVendorId offset 2Ch
 * @param subsystemId       offset 2Eh
 * @param interruptPin      offset 3Dh: 0 for none, 1 to 4 for INTA# to INTD#
 * @param bars              the base address registers, in the order of their indices
 * @param messages          how many messages the function can ask for by MSI: 0 for no MSI capability, or 1, 2, 4, 8, 16, 32
 * @param bus               the name of the bus it is plugged into, empty for the root bus; otherwise the PID of a bridge
 * @param device            the device number it wants, 0 to 31, or -1 for any
 * @param function          its function number, 0 to 7
 * @param multifunction     whether function 0 says in its header type that there are others (offset 0Eh bit 7)
 * @param status           bits of the status register (offset 06h) that are hard-wired to 1
 */
public record PciIdentity(int vendorId, int deviceId, int revisionId, int classCode, int subsystemVendorId, int subsystemId,
        int interruptPin, List<Bar> bars, int messages, String bus, int device, int function, boolean multifunction,
        int status) {
}
