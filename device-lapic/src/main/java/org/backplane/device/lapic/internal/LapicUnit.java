package org.backplane.device.lapic.internal;

import java.util.Optional;
import org.backplane.bus.InterruptAcknowledge;
import org.backplane.bus.Wires;
import org.backplane.bus.apic.Delivery;
import org.backplane.bus.apic.InterruptMessage;

/** What a local APIC does while it is enabled: its registers, and the interrupts that come and go (SDM 3A chapter 10). */
final class LapicUnit {
    private static final int SVR_VECTOR = 0xff;
    private static final int SVR_ENABLE = 1 << 8;
    private static final int SVR_SUPPRESS_EOI = 1 << 12;
    /** Vectors below are those of exceptions. */
    private static final int FIRST_VECTOR = 16;

    private final Surroundings surroundings;
    private final Addressing addressing;
    private final Pending pending = new Pending();
    private final LocalInterrupts local = new LocalInterrupts(this::deliver);
    private final ErrorStatus errors = new ErrorStatus(() -> local.happened(LapicRegister.LVT_ERROR));
    private final InterruptCommand command = new InterruptCommand();
    private final ApicTimer timer;
    private int svr = LapicRegister.SVR_RESET;
    /** An I/O APIC has sent an external interrupt. */
    private boolean external;

    LapicUnit(Wires wires, int id, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.addressing = new Addressing(id);
        this.timer = new ApicTimer(wires, () -> {
            local.happened(LapicRegister.LVT_TIMER);
            surroundings.changed();
        });
    }

    /** Everything but the model-specific register. */
    record State(Addressing.State addressing, Pending.State pending, int[] lvt, int pins, int esr, int errors, int icrLow,
            int icrHigh, ApicTimer.State timer, int svr, boolean external) {
    }

    State state() {
        return new State(addressing.state(), pending.state(), local.state(), local.pins(), errors.shown(),
                errors.collected(), command.low(), command.high(), timer.state(), svr, external);
    }

    void restore(State before) {
        addressing.restore(before.addressing);
        pending.restore(before.pending);
        local.restore(before.lvt, before.pins);
        errors.restore(before.esr, before.errors);
        command.low(before.icrLow);
        command.high(before.icrHigh);
        timer.restore(before.timer);
        svr = before.svr;
        external = before.external;
    }

    /** The state after INIT (SDM 3A §10.4.7.3); after RESET the ID is the initial one too. */
    void reset() {
        addressing.reset();
        pending.reset();
        local.reset();
        errors.reset();
        command.reset();
        timer.reset();
        svr = LapicRegister.SVR_RESET;
        external = false;
    }

    void id(int id) {
        addressing.id(id);
    }

    boolean pin(int number) {
        return local.pin(number);
    }

    void pin(int number, boolean asserted) {
        local.pin(number, asserted);
    }

    // Interrupts.

    /** A message from outside. */
    boolean deliver(InterruptMessage message) {
        return addressing.matches(message) && deliver(message.delivery(), message.vector(), message.level());
    }

    /** SDM 3A §10.8.1; an APIC that is disabled by software takes no interrupts with a vector (§10.4.7.2). */
    private boolean deliver(Delivery delivery, int vector, boolean level) {
        switch (delivery) {
            case FIXED, LOWEST_PRIORITY -> {
                if (!enabled()) {
                    return false;
                }
                accept(vector, level);
            }
            case NMI -> surroundings.nmi();
            case INIT -> surroundings.init();
            case EXT_INT -> external = true;
            case SMI -> surroundings.unusual("an SMI, which this processor does not have");
            case START_UP, RESERVED -> { }
        }
        return true;
    }

    private void accept(int vector, boolean level) {
        if (vector < FIRST_VECTOR) {
            errors.happened(ErrorStatus.RECEIVE_ILLEGAL_VECTOR);
        } else {
            pending.accept(vector, level);
        }
    }

    private boolean enabled() {
        return (svr & SVR_ENABLE) != 0;
    }

    /** Whether the processor's INTR is asserted. */
    boolean requested() {
        return pending.deliverable() != Pending.NONE || external || local.external();
    }

    /**
     * The acknowledge cycle. What is no longer there gives the spurious vector, which is not served (SDM 3A §10.9).
     *
     * @param controller gives the vector of an external interrupt
     */
    int acknowledge(InterruptAcknowledge controller) {
        if (pending.deliverable() != Pending.NONE) {
            return pending.take();
        }
        if (external || local.external()) {
            external = false;
            return controller.acknowledge();
        }
        return svr & SVR_VECTOR;
    }

    private void endOfInterrupt() {
        int vector = pending.end();
        if (vector != Pending.NONE && pending.levelTriggered.has(vector)) {
            local.ended(vector);
            if ((svr & SVR_SUPPRESS_EOI) == 0) {
                surroundings.endOfInterrupt(vector);
            }
        }
    }

    private void send() {
        if (command.isVectored() && command.message().vector() < FIRST_VECTOR) {
            errors.happened(ErrorStatus.SEND_ILLEGAL_VECTOR);
        } else if (comesBack()) {
            deliver(command.delivery(), command.message().vector(), false);
        }
    }

    /** Whether what is sent is for this APIC; there is no other one. */
    private boolean comesBack() {
        return !command.isInitDeassert() && switch (command.shorthand()) {
            case NONE -> addressing.matches(command.message());
            // With these only what has a vector is valid (SDM 3A table 10-3).
            case SELF, ALL -> command.isVectored();
            case ALL_BUT_SELF -> false;
        };
    }

    // Registers.

    int read(int offset) {
        Optional<LapicRegister> register = LapicRegister.at(offset);
        if (register.isEmpty()) {
            errors.happened(ErrorStatus.ILLEGAL_REGISTER_ADDRESS);
        }
        return peek(offset);
    }

    int peek(int offset) {
        return LapicRegister.at(offset).map(register -> value(register, register.word(offset))).orElse(0);
    }

    private int value(LapicRegister register, int word) {
        return switch (register) {
            case ID -> addressing.id();
            case VERSION -> LapicRegister.VERSION_VALUE;
            case TPR -> pending.taskPriority();
            case PPR -> pending.processorPriority();
            case EOI -> 0;
            case LDR -> addressing.logical();
            case DFR -> addressing.format();
            case SVR -> svr;
            case ISR -> pending.inService.word(word);
            case TMR -> pending.levelTriggered.word(word);
            case IRR -> pending.requests.word(word);
            case ESR -> errors.shown();
            case ICR_LOW -> command.low();
            case ICR_HIGH -> command.high();
            case LVT_TIMER, LVT_THERMAL, LVT_PERFORMANCE, LVT_LINT0, LVT_LINT1, LVT_ERROR -> local.entry(register).value();
            case INITIAL_COUNT -> timer.initialCount();
            case CURRENT_COUNT -> timer.currentCount();
            case DIVIDE -> timer.divide();
        };
    }

    void write(int offset, int value) {
        LapicRegister.at(offset).ifPresentOrElse(register -> write(register, value),
                () -> errors.happened(ErrorStatus.ILLEGAL_REGISTER_ADDRESS));
    }

    private void write(LapicRegister register, int written) {
        int value = written & register.writable();
        switch (register) {
            case ID -> addressing.id(value);
            case TPR -> pending.taskPriority(value);
            case EOI -> endOfInterrupt();
            case LDR -> addressing.logical(value);
            case DFR -> addressing.format(value);
            case SVR -> spurious(value);
            case ESR -> errors.latch();
            case ICR_LOW -> {
                command.low(value);
                send();
            }
            case ICR_HIGH -> command.high(value);
            case LVT_TIMER, LVT_THERMAL, LVT_PERFORMANCE, LVT_LINT0, LVT_LINT1, LVT_ERROR -> vector(register, written);
            case INITIAL_COUNT -> timer.initialCount(value);
            case DIVIDE -> timer.divide(value);
            case VERSION, PPR, ISR, TMR, IRR, CURRENT_COUNT -> { }
        }
    }

    /** Clearing the enable bit sets all masks (SDM 3A §10.4.7.2). */
    private void spurious(int value) {
        svr = value;
        if (!enabled()) {
            local.maskAll();
            timerMode();
        }
    }

    private void vector(LapicRegister register, int value) {
        local.entry(register).write(value, enabled());
        timerMode();
        local.settle();
    }

    private void timerMode() {
        LocalVector entry = local.entry(LapicRegister.LVT_TIMER);
        timer.mode(entry.periodic(), entry.masked());
    }
}
