package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;

/** CPUID, RDTSC, RDPMC (SDM 2). */
public final class Identification {
    private Identification() {
    }

    public static void cpuid(Cpu c) {
        int[] answer = c.model.leaf(c.regs[Cpu.EAX], c.regs[Cpu.ECX], c.apic.visibleId());
        c.regs[Cpu.EAX] = answer[0];
        c.regs[Cpu.EBX] = answer[1];
        c.regs[Cpu.ECX] = answer[2];
        c.regs[Cpu.EDX] = answer[3];
    }

    public static void rdtsc(Cpu c) {
        if (!ControlRegisters.timeStampAllowed(c)) {
            throw c.generalProtection(0);
        }
        c.setEdxEax(c.execution.timeStamp());
    }

    /** RDPMC: CPUID announces no counters, so that each number is that of a counter that does not exist. */
    public static void rdpmc(Cpu c) {
        throw c.generalProtection(0);
    }
}
