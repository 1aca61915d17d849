package org.backplane.benchmarks;

import java.util.List;
import org.backplane.bus.AddressSpace;
import org.backplane.bus.Reset;
import org.backplane.bus.machine.InstructionDTO;
import org.backplane.bus.machine.RegisterDTO;
import org.backplane.bus.processor.Processor;
import org.backplane.bus.processor.ProcessorCore;
import org.backplane.bus.processor.ProcessorSocket;

/** A processor that has one instruction: an access to the next address of a list, over and over. */
final class AccessProcessor implements Processor, ProcessorCore {
    private final boolean memory;
    private final boolean write;
    private final int width;
    private final long[] addresses;
    private AddressSpace space;
    private int next;
    private long retired;
    private long sum;
    private boolean leaving;

    /**
     * Makes a processor.
     *
     * @param addresses what it accesses; their number is a power of two
     */
    AccessProcessor(boolean memory, boolean write, int width, long[] addresses) {
        this.memory = memory;
        this.write = write;
        this.width = width;
        this.addresses = addresses;
    }

    @Override
    public ProcessorCore plug(ProcessorSocket socket) {
        space = memory ? socket.memory() : socket.ports();
        return this;
    }

    @Override
    public Exit run(long instructions) {
        leaving = false;
        long left = instructions;
        for (; left > 0 && !leaving; left--) {
            long address = addresses[next];
            next = next + 1 & addresses.length - 1;
            if (write) {
                space.write(address, width, left);
            } else {
                sum += space.read(address, width);
            }
        }
        retired += instructions - left;
        return Exit.LIMIT;
    }

    /** What was read, added up. */
    long sum() {
        return sum;
    }

    @Override
    public void leave() {
        leaving = true;
    }

    @Override
    public long retired() {
        return retired;
    }

    @Override
    public long instruction() {
        return 0;
    }

    @Override
    public void reset(Reset kind) {
        next = 0;
    }

    @Override
    public void mapChanged() {
        // It has learned nothing from the map.
    }

    @Override
    public void writesMustReport() {
        // It has learned nothing from the map.
    }

    @Override
    public void arenaWritten(int index, int length) {
        // It keeps no code.
    }

    @Override
    public void busError(long physical) {
        throw new AssertionError("no card here answers with a bus error");
    }

    @Override
    public List<RegisterDTO> registers() {
        return List.of();
    }

    @Override
    public List<InstructionDTO> disassemble(long linear, int count) {
        return List.of();
    }

    @Override
    public long translate(long linear) {
        return linear;
    }
}
