package org.backplane.cpu.internal.core;

/**
 * The four breakpoints of DR0 to DR3, as DR7 enables them (SDM 3B §17.2, §17.3.1): instructions, which fault before they
 * execute; data and, with CR4.DE, ports, which trap after the access.
 *
 * <p>While a breakpoint on data is enabled no access takes the fast path. Accesses that the processor makes for itself, to
 * descriptor tables and task-state segments, meet no breakpoint.
 *
 * <p>Not modelled: the length of eight bytes; GE and LE, as all breakpoints are exact.
 */
public final class Breakpoints {
    private static final int COUNT = 4;
    private static final int EXECUTE = 0;
    private static final int WRITE = 1;
    private static final int PORT = 2;
    private static final int READ_WRITE = 3;
    private static final int ENABLED = 3;
    private static final int FIRST_CONTROL = 16;
    private static final int CR4_DE = 1 << 3;
    private static final int DR6_B0_TO_B3 = 0xF;

    private final Cpu cpu;
    private boolean onCode;
    private boolean onData;
    private boolean onPorts;

    Breakpoints(Cpu cpu) {
        this.cpu = cpu;
    }

    /** Recomputes everything that depends on the debug registers and CR4.DE; call it after each change. */
    public void update() {
        onCode = false;
        onPorts = false;
        boolean data = false;
        for (int i = 0; i < COUNT; i++) {
            if (isEnabled(i)) {
                onCode |= type(i) == EXECUTE;
                onPorts |= type(i) == PORT;
                data |= type(i) == WRITE || type(i) == READ_WRITE;
            }
        }
        if (data != onData) {
            onData = data;
            cpu.watchData();
        }
    }

    /** Whether any instruction can meet a breakpoint. */
    public boolean onCode() {
        return onCode;
    }

    /** Whether any data is watched. */
    boolean onData() {
        return onData;
    }

    /** Whether any port is watched. */
    public boolean onPorts() {
        return onPorts;
    }

    /** The bits of DR6 for an instruction that is about to execute. */
    public int atInstruction(int linear) {
        int met = 0;
        for (int i = 0; i < COUNT; i++) {
            if (isEnabled(i) && type(i) == EXECUTE && cpu.dr[i] == linear) {
                met |= 1 << i;
            }
        }
        return met;
    }

    /** An instruction has accessed memory. */
    void atAccess(int linear, int width, boolean write) {
        int met = 0;
        for (int i = 0; i < COUNT; i++) {
            if (isEnabled(i) && (type(i) == READ_WRITE || type(i) == WRITE && write) && overlaps(i, linear, width)) {
                met |= 1 << i;
            }
        }
        request(met);
    }

    /** An instruction has accessed ports. */
    public void atPort(int port, int width) {
        int met = 0;
        for (int i = 0; i < COUNT; i++) {
            if (isEnabled(i) && type(i) == PORT && overlaps(i, port, width)) {
                met |= 1 << i;
            }
        }
        request(met);
    }

    /**
     * Says in DR6 why #DB is raised. B0 to B3 are those of this exception; what else is set stays until the program clears
     * it. The manual says that "certain debug exceptions may clear bits 0-3" (SDM 3B §17.2.3); here each does.
     */
    public void report(int causes) {
        cpu.dr[6] = cpu.dr[6] & ~DR6_B0_TO_B3 | causes;
    }

    private void request(int met) {
        if (met != 0) {
            cpu.execution.requestTrap(met);
        }
    }

    private boolean isEnabled(int breakpoint) {
        return (cpu.dr[7] >>> 2 * breakpoint & ENABLED) != 0
                && (type(breakpoint) != PORT || (cpu.cr4 & CR4_DE) != 0);
    }

    private int type(int breakpoint) {
        return cpu.dr[7] >>> FIRST_CONTROL + 4 * breakpoint & 3;
    }

    /** The length's low address bits do not count (SDM 3B §17.2.5). */
    private boolean overlaps(int breakpoint, int first, int width) {
        int last = cpu.dr[7] >>> FIRST_CONTROL + 4 * breakpoint + 2 & 3;
        int start = cpu.dr[breakpoint] & ~last;
        return Integer.compareUnsigned(start - first, width) < 0 || Integer.compareUnsigned(first - start, last + 1) < 0;
    }
}
