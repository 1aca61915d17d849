package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/** Figures of a machine as a whole. */
public class MachineDTO extends DTO {
    /** The machine's name. */
    public String name;
    /** The {@link Machine.State} by name. */
    public String state;
    /** Virtual time since power-on in nanoseconds. */
    public long nanos;
    /** Instructions executed since power-on. */
    public long instructions;
    /** Number of the map that is in force; grows by one with each change. */
    public long mapGeneration;
}
