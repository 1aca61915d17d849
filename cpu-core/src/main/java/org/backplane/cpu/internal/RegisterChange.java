package org.backplane.cpu.internal;

import java.util.Arrays;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;

/** A register set from outside, between two instructions. */
final class RegisterChange {
    private RegisterChange() {
    }

    /**
     * Sets a register by its name in {@link RegisterList}: general registers, EIP, EFLAGS without VM, and in real and
     * virtual-8086 mode the segment registers.
     *
     * @throws IllegalArgumentException if it cannot be set
     */
    static void of(Cpu c, String name, int value) {
        int general = Arrays.asList(RegisterList.GENERAL).indexOf(name);
        int segment = Arrays.asList(RegisterList.SEGMENTS).indexOf(name);
        if (general >= 0) {
            c.regs[general] = value;
        } else if (segment >= 0) {
            setSegment(c, segment, name, value & 0xFFFF);
        } else if (name.equals("EIP")) {
            c.eip = value;
            // Whoever is told where to go on waits no more.
            c.execution.wake();
        } else if (name.equals("EFLAGS")) {
            c.changeEflags(value & ~Eflags.VM | c.eflags() & Eflags.VM);
        } else {
            throw new IllegalArgumentException("the register '" + name + "' cannot be set");
        }
    }

    private static void setSegment(Cpu c, int index, String name, int selector) {
        SegmentRegister segment = c.segments[index];
        if (c.protectedMode()) {
            throw new IllegalArgumentException(name + " cannot be set in protected mode, where it needs a descriptor");
        }
        if (c.virtual8086()) {
            segment.loadVirtual8086(selector);
        } else {
            segment.loadRealMode(selector);
        }
        c.updateMode();
    }
}
