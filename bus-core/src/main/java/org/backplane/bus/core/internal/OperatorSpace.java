package org.backplane.bus.core.internal;

import org.backplane.bus.AddressSpace;

/** A space for whoever operates the machine, who may have forgotten which thread it is for. */
final class OperatorSpace implements AddressSpace {
    private final AddressSpace space;
    private final Thread machineThread;
    private final Runnable afterEach;

    OperatorSpace(AddressSpace space, Thread machineThread, Runnable afterEach) {
        this.space = space;
        this.machineThread = machineThread;
        this.afterEach = afterEach;
    }

    @Override
    public long read(long address, int width) {
        long value = checked().read(address, width);
        afterEach.run();
        return value;
    }

    @Override
    public void write(long address, int width, long value) {
        checked().write(address, width, value);
        afterEach.run();
    }

    @Override
    public long peek(long address, int width) {
        return checked().peek(address, width);
    }

    private AddressSpace checked() {
        if (Thread.currentThread() != machineThread) {
            throw new IllegalStateException("the machine's spaces are for the machine thread; use Machine.call");
        }
        return space;
    }
}
