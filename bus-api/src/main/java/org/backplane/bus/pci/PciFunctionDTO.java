package org.backplane.bus.pci;

import org.osgi.dto.DTO;

/** A function and its configuration header. */
public class PciFunctionDTO extends DTO {
    /** PID of its device. */
    public String pid;
    /** PID of the bridge in front of its bus; empty on the root bus. */
    public String bridge;
    /** How many bridges are in front of it. */
    public int depth;
    /** The number that the guest gave its bus; -1 if it gave none yet. */
    public int bus;
    /** Device number. */
    public int device;
    /** Function number. */
    public int function;
    /** Vendor ID. */
    public int vendorId;
    /** Device ID. */
    public int deviceId;
    /** Class code, 24 bits. */
    public int classCode;
    /** The command register. */
    public int command;
    /** The status register. */
    public int status;
    /** Interrupt pin: 0 for none, 1 to 4 for INTA# to INTD#. */
    public int interruptPin;
    /** What the guest keeps in the interrupt line register. */
    public int interruptLine;
}
