package org.backplane.device.pit.internal;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Wires;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * The interval timer of a PC AT: an 8254 clocked with 1,193,182 Hz and the port that gates its third counter (PC AT
 * "System Timers").
 *
 * <p>Pins: output {@code out0}, the system timer interrupt; output {@code speaker}, counter 2 behind the speaker data bit.
 *
 * <p>Not modelled: counter 1 as the source of the refresh. A pin that nothing is soldered to costs no timer: counters 1 and
 * 2 are computed when they are read. The 8254 has no reset input; a reset of the board is like power-on here, so that runs
 * are equal.
 */
final class IntervalTimer implements StateKeeper, RegisterBlock {
    static final String COUNTERS = "counters";
    static final String CONTROL = "control";
    static final String OUT_0 = "out0";
    static final String SPEAKER = "speaker";

    private final Pit8254 chip;
    private final SystemControlPortB control;
    private final List<Counter8254> counters;
    private final OutputPin out0;
    /** {@code null} if nobody listens to it. */
    private final OutputPin speaker;

    /**
     * Makes the timer.
     *
     * @param speakerDriven whether somebody listens to the pin {@code speaker}
     */
    IntervalTimer(Wires wires, boolean speakerDriven) {
        TickClock clock = new TickClock(wires.clock());
        Counter8254 system = new Counter8254("counter 0", clock, true, wires.events()::guest);
        Counter8254 refresh = new Counter8254("counter 1", clock, true, wires.events()::guest);
        Counter8254 tone = new Counter8254("counter 2", clock, false, wires.events()::guest);
        out0 = new OutputPin(wires, OUT_0, system, true);
        speaker = speakerDriven ? new OutputPin(wires, SPEAKER, tone, false) : null;
        counters = List.of(system, refresh, tone);
        chip = new Pit8254(counters, counter -> {
            if (counter == system) {
                out0.settle();
            } else if (counter == tone && speaker != null) {
                speaker.settle();
            }
        });
        control = new SystemControlPortB(clock, tone, speaker != null ? speaker::open : open -> { });
    }

    /** Makes a timer that goes on where another one stopped. */
    IntervalTimer(Wires wires, boolean speakerDriven, PitState before) {
        this(wires, speakerDriven);
        for (int i = 0; i < before.counters().length; i++) {
            counters.get(i).restore(before.counters()[i]);
        }
        control.restore(before.portB());
        out0.restore(before.out0());
        if (speaker != null) {
            speaker.restore(before.speaker());
        }
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(PitState.SCHEMA, new PitState(
                counters.stream().map(Counter8254::state).toArray(Counter8254.State[]::new), out0.state(),
                speaker == null ? new OutputPin.State(false, false, -1) : speaker.state(), control.value()));
    }

    /** Port 61h is left out: boards differ in what is there. */
    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(range.equals(COUNTERS) ? PitRegister.declared() : SystemControlPortB.declared());
    }

    @Override
    public RangeHandler range(String name) {
        return switch (name) {
            case COUNTERS -> chip;
            case CONTROL -> control;
            default -> throw new NoSuchElementException("no handler for the range '" + name + "'");
        };
    }

    @Override
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            chip.reset();
            control.reset();
        }
    }
}
