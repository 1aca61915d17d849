package org.backplane.cpu.internal;

import java.util.function.LongSupplier;

/**
 * A device that answers each access with another number and writes down where the processor stands then. At some accesses it
 * interrupts, changes the map, writes code or has the processor return.
 */
final class RandomDevice implements LongSupplier {
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private final TestCpu machine;
    private final int constant;
    private int accesses;

    /**
     * A device of a machine.
     *
     * @param constant a byte of the program that can be any
     */
    RandomDevice(TestCpu machine, int constant) {
        this.machine = machine;
        this.constant = constant;
    }

    @Override
    public long getAsLong() {
        accesses++;
        machine.socket.deviceLog.add("retired " + machine.cpu.execution.retired() + " at "
                + Long.toHexString(machine.cpu.instruction()));
        if (accesses % 23 == 0) {
            machine.cpu.execution.requestNmi();
        }
        if (accesses % 37 == 0) {
            machine.cpu.mmu.invalidateAll();
            machine.cpu.execution.translationsChanged();
        }
        if (accesses % 61 == 0) {
            machine.poke(constant, accesses);
        }
        if (accesses % 97 == 0) {
            machine.cpu.execution.leave();
        }
        return accesses * MULTIPLIER >>> 16;
    }
}
