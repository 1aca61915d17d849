package org.backplane.device.edu.internal;

import java.util.Optional;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Wires;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * The educational device (QEMU edu), for people who write their first driver or their first card: registers, a computation
 * that takes time, interrupts by pin or message, and DMA. This class decodes accesses; the blocks behind it do the work.
 *
 * <p>A card has one range here, BAR0, and so answers it itself. The fabric delivers only aligned accesses of four or eight
 * bytes, as {@link EduComponent} declares; the host bridge models the configuration header and moves the range.
 *
 * <p>Not modelled: the length of real computations and transfers, of which the document does not speak.
 */
final class EduCard implements StateKeeper, RegisterBlock, RangeHandler {
    private static final long ALL_ONES = -1L;

    private final EduState state = new EduState();
    private final DeviceEvents events;
    private final InterruptController interrupts;
    private final FactorialUnit factorial;
    private final DmaController dma;

    /**
     * Builds the card in its power-on state.
     *
     * @param wires       the slot it is plugged into
     * @param addressMask the physical address bits that its DMA has
     */
    EduCard(Wires wires, long addressMask) {
        events = wires.events();
        interrupts = new InterruptController(state, wires);
        factorial = new FactorialUnit(state, interrupts, wires);
        dma = new DmaController(state, interrupts, addressMask, wires);
    }

    /**
     * Builds a card that goes on where another one stopped: after an update of the bundle, or in another process.
     *
     * @param wires       the slot it is plugged into
     * @param addressMask the physical address bits that its DMA has
     * @param before      what the other card remembered
     */
    EduCard(Wires wires, long addressMask, EduState.Saved before) {
        this(wires, addressMask);
        state.restore(before);
        factorial.resume();
        dma.resume();
        interrupts.driveThePin();
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(EduState.SCHEMA, state.save());
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(EduRegister.declared());
    }

    @Override
    public long read(long offset, int width) {
        EduRegister register = EduRegister.at(offset, width);
        if (!register.readable()) {
            report("read", offset, width, register);
        }
        return value(register);
    }

    /** No register changes by being read, so a debugger sees what a guest would; only the report is left out. */
    @Override
    public long peek(long offset, int width) {
        return value(EduRegister.at(offset, width));
    }

    @Override
    public void write(long offset, int width, long value) {
        EduRegister register = EduRegister.at(offset, width);
        if (!taken(register, value)) {
            report(register.writable() ? "write while busy" : "write", offset, width, register);
        }
    }

    /** INIT# restarts processors only; every other reset reaches a PCI card. */
    @Override
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            factorial.reset();
            dma.reset();
            state.reset();
            interrupts.driveThePin();
        }
    }

    // Both switches are expressions without a default: a register that is in the enum but not here does not compile.

    private long value(EduRegister register) {
        return switch (register) {
            case IDENTIFICATION -> EduRegister.IDENTIFICATION.atReset();
            case LIVENESS -> state.liveness;
            case FACTORIAL -> state.factorial;
            case STATUS -> state.status;
            case INTERRUPT_STATUS -> state.interruptStatus;
            case DMA_SOURCE -> state.source;
            case DMA_DESTINATION -> state.destination;
            case DMA_COUNT -> state.count;
            case DMA_COMMAND -> state.command;
            case INTERRUPT_RAISE, INTERRUPT_ACKNOWLEDGE, RESERVED -> ALL_ONES;
        };
    }

    /** Writes; {@code false} says that the write is lost, because the register is none for writing or its block is busy. */
    private boolean taken(EduRegister register, long value) {
        return switch (register) {
            case LIVENESS -> {
                state.liveness = ~(int) value;
                yield true;
            }
            case FACTORIAL -> factorial.start((int) value);
            case STATUS -> factorial.control((int) value);
            case INTERRUPT_RAISE -> interrupts.raise((int) value);
            case INTERRUPT_ACKNOWLEDGE -> interrupts.acknowledge((int) value);
            case DMA_SOURCE -> dma.source(value);
            case DMA_DESTINATION -> dma.destination(value);
            case DMA_COUNT -> dma.count(value);
            case DMA_COMMAND -> dma.command(value);
            case IDENTIFICATION, INTERRUPT_STATUS, RESERVED -> false;
        };
    }

    /** Tells the driver's author, once for each place; the hardware's own answer is silence. */
    private void report(String what, long offset, int width, EduRegister register) {
        events.guest(what + ", " + width + " bytes at " + Long.toHexString(offset) + "h, has no effect: " + register.cited());
    }
}
