package org.backplane.device.edu.internal;

import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Dma;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;
import org.backplane.bus.pci.PciWires;

/**
 * Moves bytes between the card's buffer and memory (QEMU edu "DMA controller"). One of the two addresses lies in the buffer,
 * which begins at {@value #BUFFER_ADDRESS}; the direction says which one. The other is a physical address.
 *
 * <p>A driver must expect what a real card would do to it: nothing moves before the transfer's time has passed, nothing moves
 * unless the function may be a bus master, and address bits that the card does not have are lost.
 */
final class DmaController {
    /** Starts; reads as one until the transfer is over. */
    static final int COMMAND_START = 0x01;
    /** From the buffer to memory; otherwise from memory to the buffer. */
    static final int COMMAND_TO_MEMORY = 0x02;
    /** Raise {@link #CAUSE} afterwards. */
    static final int COMMAND_INTERRUPT = 0x04;
    /** The cause that a finished transfer adds to INTERRUPT_STATUS. */
    static final int CAUSE = 0x100;
    /** Where the buffer begins in the card's own addresses. BAR0 does not show it (measured on QEMU 7.2). */
    static final long BUFFER_ADDRESS = 0x40000;
    /** How long a transfer takes, whatever its length: as long as on QEMU 7.2, roughly, where a driver
     * sees it run after 70 ms and done after 150. */
    static final long TRANSFER_NANOS = 100_000_000;
    /** Received Master Abort in the PCI status register: nobody answered (PCI 3.0 §6.2.3). */
    static final int STATUS_MASTER_ABORT = 1 << 13;

    private final EduState state;
    private final InterruptController interrupts;
    private final long addressMask;
    private final Dma memory;
    private final PciWires pci;
    private final DeviceEvents events;
    private final VirtualClock clock;
    private final Timer timer;

    DmaController(EduState state, InterruptController interrupts, long addressMask, Wires wires) {
        this.state = state;
        this.interrupts = interrupts;
        this.addressMask = addressMask;
        this.memory = wires.dma();
        this.pci = wires.pci();
        this.events = wires.events();
        this.clock = wires.clock();
        this.timer = wires.timer("dma", deadlineNanos -> finish());
    }

    // All four registers keep what they have while a transfer runs, and answer false: it cannot be changed under way.

    boolean source(long address) {
        if (running()) {
            return false;
        }
        state.source = address;
        return true;
    }

    boolean destination(long address) {
        if (running()) {
            return false;
        }
        state.destination = address;
        return true;
    }

    boolean count(long bytes) {
        if (running()) {
            return false;
        }
        state.count = bytes;
        return true;
    }

    /** Starts a transfer. A command without the start bit does nothing and is not kept (measured on QEMU 7.2). */
    boolean command(long command) {
        if (running()) {
            return false;
        }
        if ((command & COMMAND_START) != 0) {
            state.command = command;
            state.dmaDoneNanos = clock.nanos() + TRANSFER_NANOS;
            timer.arm(state.dmaDoneNanos);
        }
        return true;
    }

    private boolean running() {
        return (state.command & COMMAND_START) != 0;
    }

    void reset() {
        timer.cancel();
    }

    /** The state is that of a card before this one: goes on with its transfer. */
    void resume() {
        if (running()) {
            timer.arm(state.dmaDoneNanos);
        }
    }

    private void finish() {
        boolean toMemory = (state.command & COMMAND_TO_MEMORY) != 0;
        long inBuffer = (toMemory ? state.source : state.destination) - BUFFER_ADDRESS;
        long physical = toMemory ? state.destination : state.source;
        if (possible(inBuffer)) {
            move(toMemory, (int) inBuffer, masked(physical), (int) state.count);
        }
        // The driver learns that the transfer is over, not whether it went well: the device has no error bit.
        state.command &= ~COMMAND_START;
        if ((state.command & COMMAND_INTERRUPT) != 0) {
            interrupts.raise(CAUSE);
        }
    }

    private boolean possible(long inBuffer) {
        // Unsigned, because all of it comes from the guest: neither a huge count nor a huge offset may look small.
        boolean inside = Long.compareUnsigned(state.count, EduState.BUFFER_BYTES) <= 0
                && Long.compareUnsigned(inBuffer, EduState.BUFFER_BYTES - state.count) <= 0;
        if (!inside) {
            events.guest("DMA of " + Long.toUnsignedString(state.count) + " bytes at card address "
                    + Long.toHexString(inBuffer + BUFFER_ADDRESS) + "h is not in the buffer, nothing is moved");
        } else if (!pci.busMaster()) {
            events.guest("DMA while the function is no bus master (PCI command register bit 2), nothing is moved");
        }
        return inside && pci.busMaster();
    }

    private long masked(long physical) {
        long reached = physical & addressMask;
        if (reached != physical) {
            events.guest("DMA address " + Long.toHexString(physical) + "h is beyond the card's address lines, it becomes "
                    + Long.toHexString(reached) + "h");
        }
        return reached;
    }

    private void move(boolean toMemory, int inBuffer, long physical, int length) {
        int answered = toMemory ? memory.write(physical, state.buffer, inBuffer, length)
                : memory.read(physical, state.buffer, inBuffer, length);
        if (answered < length) {
            pci.status(STATUS_MASTER_ABORT);
        }
    }
}
