package org.backplane.bus.core.internal.run;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.backplane.bus.Reset;
import org.backplane.bus.core.internal.time.MachineClock;
import org.backplane.bus.machine.Machine.State;
import org.backplane.bus.machine.StopPoint;

/**
 * The front panel: power, reset, run and stop. Everything here happens between two instructions; what a card asks for
 * from within one waits for the boundary.
 */
public final class Power {
    private final MachineClock clock;
    private final Boundary boundary;
    private final Consumer<Reset> chips;
    private volatile State state = State.OFF;
    private volatile CompletableFuture<Integer> poweredOff = new CompletableFuture<>();
    private volatile Optional<StopPoint> met = Optional.empty();
    private Step step;
    private Reset requested;

    /**
     * Makes a machine that is off.
     *
     * @param chips resets all cards and the processor; the processor alone for {@link Reset#INIT}
     */
    public Power(MachineClock clock, Boundary boundary, Consumer<Reset> chips) {
        this.clock = clock;
        this.boundary = boundary;
        this.chips = chips;
    }

    /** What the machine does. Any thread. */
    public State state() {
        return state;
    }

    /** Completes when power goes off next. Any thread. */
    public CompletionStage<Integer> poweredOff() {
        return poweredOff.minimalCompletionStage();
    }

    /** Powers on, unless power is on. */
    public void on() {
        if (state == State.OFF) {
            chips.accept(Reset.POWER_ON);
            run();
        }
    }

    /** Lets cards run that go on where those of another machine stopped, so that nothing is reset. */
    public void goOn() {
        if (state == State.OFF) {
            run();
        }
    }

    /** Powers off, unless power is off. */
    public void off(int status) {
        if (state != State.OFF) {
            stand(State.OFF);
            CompletableFuture<Integer> waiting = poweredOff;
            poweredOff = new CompletableFuture<>();
            waiting.complete(status);
        }
    }

    /** Stops the guest if it runs. */
    public void stop() {
        if (state == State.RUNNING) {
            stand(State.STOPPED);
        }
    }

    /** Stops the guest where it has met a stop point; a step ends there, too. */
    void meet(Optional<StopPoint> point) {
        if (state == State.RUNNING) {
            met = point;
            stand(State.STOPPED);
        }
    }

    /** The stop point at which the guest stands, if one has stopped it. Any thread. */
    public Optional<StopPoint> stoppedAt() {
        return met;
    }

    /** Lets a stopped guest run. */
    public void resume() {
        if (state == State.STOPPED) {
            run();
        }
    }

    /** Resets the machine. */
    public void reset(Reset kind) {
        chips.accept(kind);
    }

    /** Lets a stopped guest execute some instructions. */
    public void begin(Step wanted) {
        if (state != State.STOPPED) {
            wanted.refuse("the machine is " + state + ", not STOPPED");
        } else if (wanted.left() <= 0) {
            wanted.end();
        } else {
            step = wanted;
            run();
        }
    }

    /** How many instructions may be executed before the machine has to stand. */
    long instructionsLeft() {
        return step == null ? Long.MAX_VALUE : step.left();
    }

    /** Instructions were executed. */
    void executed(long instructions) {
        if (step != null) {
            step.executed(instructions);
            if (step.left() <= 0) {
                stop();
            }
        }
    }

    /** Nothing will happen any more unless somebody outside does something; a step has no more to wait for. */
    void idleForEver() {
        if (step != null) {
            stop();
        }
    }

    /** Ends everything. */
    public void close() {
        off(0);
        poweredOff.cancel(false);
    }

    /** A card asks for a reset; of several the strongest takes place. */
    public void requestReset(Reset kind) {
        if (requested == null) {
            boundary.add(this::performRequestedReset);
            requested = kind;
        } else if (kind.compareTo(requested) < 0) {
            requested = kind;
        }
    }

    private void performRequestedReset() {
        Reset kind = requested;
        requested = null;
        reset(kind);
    }

    /** A card switches the machine off. */
    public void requestPowerOff(int status) {
        boundary.add(() -> off(status));
    }

    private void run() {
        met = Optional.empty();
        state = State.RUNNING;
        clock.start();
    }

    private void stand(State standing) {
        clock.stop();
        state = standing;
        if (step != null) {
            Step ended = step;
            step = null;
            ended.end();
        }
    }
}
