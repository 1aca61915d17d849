package org.backplane.device.pit.internal;

/**
 * The counting element of a counter, its OUT and its GATE. Nothing runs between accesses: the state is the clock pulse at
 * which the initial count was loaded, and the one at which the next will be.
 */
final class CountingElement {
    private static final long NEVER = TickClock.NEVER;
    private static final long RUNNING = -1;

    private CountMode mode = CountMode.SQUARE_WAVE;
    private boolean gate;
    /** The pulse up to which everything has been done. */
    private long done;
    /** The count to be loaded; 0 as long as none has been written. */
    private int next;
    private long loadTick = NEVER;
    /** The load waits for the end of a period, or of a half of it in mode 3. */
    private boolean loadAtEnd;
    private boolean loadStartsLow;

    private boolean loaded;
    private int initial;
    /** The pulse at which it was loaded. */
    private long origin;
    /** Pulses counted when the count was stopped. */
    private long stopped = RUNNING;
    /** Mode 0: the first of two bytes has been written. */
    private boolean awaitsByte;
    private boolean nullCount = true;
    private boolean rose;

    CountingElement(boolean gate) {
        this.gate = gate;
    }

    /** Where it stands; times are clock pulses since power-on. */
    record State(int mode, boolean gate, long done, int next, long loadTick, boolean loadAtEnd, boolean loadStartsLow,
            boolean loaded, int initial, long origin, long stopped, boolean awaitsByte, boolean nullCount, boolean rose) {
    }

    State state() {
        return new State(mode.ordinal(), gate, done, next, loadTick, loadAtEnd, loadStartsLow, loaded, initial, origin,
                stopped, awaitsByte, nullCount, rose);
    }

    void restore(State state) {
        mode = CountMode.of(state.mode);
        gate = state.gate;
        done = state.done;
        next = state.next;
        loadTick = state.loadTick;
        loadAtEnd = state.loadAtEnd;
        loadStartsLow = state.loadStartsLow;
        loaded = state.loaded;
        initial = state.initial;
        origin = state.origin;
        stopped = state.stopped;
        awaitsByte = state.awaitsByte;
        nullCount = state.nullCount;
        rose = state.rose;
    }

    /** A control word: OUT goes to the level it starts with, and the count waits for its initial value. */
    void program(CountMode newMode, long now) {
        advance(now);
        boolean low = !out(now);
        mode = newMode;
        loaded = false;
        nullCount = true;
        next = 0;
        loadTick = NEVER;
        stopped = RUNNING;
        awaitsByte = false;
        rose |= low && out(now);
    }

    /** The first byte of two: in mode 0 it stops the count, and OUT goes low at once. */
    void firstByte(long now) {
        advance(now);
        if (mode == CountMode.TERMINAL_COUNT) {
            awaitsByte = true;
            loadTick = NEVER;
            stop(now);
        }
    }

    /** A new initial count, 1 to 65,536. When it is loaded depends on the mode. */
    void write(int count, long now) {
        advance(now);
        next = count;
        nullCount = true;
        awaitsByte = false;
        switch (mode) {
            case TERMINAL_COUNT, SOFTWARE_STROBE -> loadAtNextPulse(now);
            case ONE_SHOT, HARDWARE_STROBE -> { }
            case RATE_GENERATOR, SQUARE_WAVE -> writePeriodic(now);
        }
    }

    private void writePeriodic(long now) {
        if (!loaded || initial == 1) {
            loadAtNextPulse(now);
        } else if (stopped == RUNNING && loadTick == NEVER) {
            loadTick = origin + mode.nextEvent(initial, pulses(now));
            loadAtEnd = true;
            loadStartsLow = mode == CountMode.SQUARE_WAVE && out(now);
        }
    }

    private void loadAtNextPulse(long now) {
        loadTick = now + 1;
        loadAtEnd = false;
        loadStartsLow = false;
    }

    /** GATE (8254 figure "Gate Pin Operations Summary"). */
    void gate(boolean high, long now) {
        advance(now);
        if (high == gate) {
            return;
        }
        gate = high;
        if (!high && mode.gated()) {
            stop(now);
            loadTick = loadAtEnd ? NEVER : loadTick;
        } else if (high && mode.triggered()) {
            if (next != 0) {
                loadAtNextPulse(now);
            }
        } else if (high && !awaitsByte && stopped != RUNNING) {
            origin = now - stopped;
            stopped = RUNNING;
        }
    }

    private void stop(long now) {
        if (loaded && stopped == RUNNING) {
            stopped = now - origin;
        }
    }

    /** Does what the clock pulses up to this one do. */
    void advance(long now) {
        if (loadTick <= now) {
            // In modes 0 and 1 a load comes before OUT would rise at the same pulse.
            noteRise(mode.periodic() || mode == CountMode.SOFTWARE_STROBE || mode == CountMode.HARDWARE_STROBE
                    ? loadTick : loadTick - 1);
            load();
        }
        noteRise(now);
    }

    private void noteRise(long now) {
        if (loaded && stopped == RUNNING) {
            long rise = mode.lastRise(initial, now - origin);
            rose |= rise >= 0 && origin + rise > done;
        }
        done = now;
    }

    private void load() {
        initial = next;
        loaded = true;
        nullCount = false;
        origin = loadStartsLow ? loadTick - CountMode.highPulses(initial) : loadTick;
        stopped = gate || !mode.gated() ? RUNNING : 0;
        loadTick = NEVER;
        loadAtEnd = false;
    }

    /** The level of OUT; call {@link #advance} first. */
    boolean out(long now) {
        if (!loaded) {
            return mode.restsHigh();
        }
        if (mode == CountMode.TERMINAL_COUNT && (awaitsByte || loadTick != NEVER)) {
            return false;
        }
        return mode.periodic() && stopped != RUNNING || mode.out(initial, pulses(now));
    }

    /** The count once one is loaded; call {@link #advance} first. */
    long count(long now) {
        return mode.count(initial, pulses(now));
    }

    /** Whether a count has been loaded since the control word. */
    boolean loaded() {
        return loaded;
    }

    /** Whether the count that was written last has not been loaded; call {@link #advance} first. */
    boolean nullCount() {
        return nullCount;
    }

    /** Whether OUT has risen since the last call, even if it was low for one pulse only. */
    boolean takeRise() {
        boolean taken = rose;
        rose = false;
        return taken;
    }

    /** The next pulse at which somebody who watches OUT has to look; call {@link #advance} first. */
    long nextEvent(long now) {
        if (loadTick != NEVER) {
            boolean changesWithLoad = loadAtEnd || mode == CountMode.ONE_SHOT || mode.restsHigh() && !out(now);
            return changesWithLoad ? loadTick
                    : gate || !mode.gated() ? after(loadTick, mode.nextEvent(next, 0)) : NEVER;
        }
        return loaded && stopped == RUNNING ? after(origin, mode.nextEvent(initial, pulses(now))) : NEVER;
    }

    private static long after(long tick, long pulses) {
        return pulses == NEVER ? NEVER : tick + pulses;
    }

    private long pulses(long now) {
        return stopped == RUNNING ? now - origin : stopped;
    }
}
