package org.backplane.device.pic.internal;

import org.backplane.bus.LineListener;

/**
 * Intel 8259A, "Programmable Interrupt Controller (8259A/8259A-2)": one chip, as master or slave.
 *
 * <p>An edge-triggered request is latched until it is acknowledged, and lost when its input goes low before: INT then stays,
 * and the acknowledge cycle gives level 7 without its in-service bit, the default of 8259A "Edge and Level Triggered
 * Modes". A request that the guest itself masks takes INT with it.
 */
final class Pic8259A {
    private static final int NONE = Priorities.NONE;
    private static final int ALL = 0xff;
    private static final int DEFAULT_LEVEL = 7;

    private static final int OCW3_RIS = 0x01;
    private static final int OCW3_RR = 0x02;
    private static final int OCW3_P = 0x04;
    private static final int OCW3_SMM = 0x20;
    private static final int OCW3_ESMM = 0x40;
    private static final int POLL_INTERRUPT = 0x80;

    /** The acknowledge cycle of the slaves, on the cascade lines of a master. */
    interface Cascade {
        int acknowledge(int level);
    }

    private final LineListener interrupt;
    private final boolean master;
    private final Cascade cascade;

    private Initialization icw;
    private Priorities priorities = new Priorities();
    /** The levels of the inputs. */
    private int pins;
    /** Edges that wait for their acknowledge. */
    private int latched;
    /** Inputs that are level triggered whatever ICW1 says. */
    private int levelTriggered;
    private int inService;
    private int mask;
    private boolean rotateOnAutomaticEoi;
    private boolean specialMask;
    private boolean poll;
    private boolean readInService;
    /** What INT stood for has gone without an acknowledge. */
    private boolean vanished;
    private boolean requested;

    private Pic8259A(LineListener interrupt, boolean master, Cascade cascade) {
        this.interrupt = interrupt;
        this.master = master;
        this.cascade = cascade;
        this.icw = new Initialization(master);
    }

    /**
     * Makes a master as it is before its first initialization: it requests nothing.
     *
     * @param interrupt the output INT
     * @param cascade   answers for the inputs that ICW3 says have slaves
     */
    static Pic8259A master(LineListener interrupt, Cascade cascade) {
        return new Pic8259A(interrupt, true, cascade);
    }

    /** Makes a slave as it is before its first initialization. */
    static Pic8259A slave(LineListener interrupt) {
        return new Pic8259A(interrupt, false, level -> {
            throw new AssertionError("a slave has no slave, level " + level);
        });
    }

    /** Everything that the chip remembers, its inputs and its output among it. */
    record State(Initialization.State icw, int lowestPriority, int pins, int latched, int levelTriggered, int inService,
            int mask, boolean rotateOnAutomaticEoi, boolean specialMask, boolean poll, boolean readInService,
            boolean vanished, boolean requested) {
    }

    State state() {
        return new State(icw.state(), priorities.lowest(), pins, latched, levelTriggered, inService, mask,
                rotateOnAutomaticEoi, specialMask, poll, readInService, vanished, requested);
    }

    /** Goes on where another chip stopped. Its output has the level that it had there. */
    void restore(State state) {
        icw.restore(state.icw);
        priorities.lowest(state.lowestPriority & 7);
        pins = state.pins;
        latched = state.latched;
        levelTriggered = state.levelTriggered;
        inService = state.inService;
        mask = state.mask;
        rotateOnAutomaticEoi = state.rotateOnAutomaticEoi;
        specialMask = state.specialMask;
        poll = state.poll;
        readInService = state.readInService;
        vanished = state.vanished;
        requested = state.requested;
    }

    /** The level of the output INT. */
    boolean requested() {
        return requested;
    }

    /** An input IR0 to IR7 has changed. */
    void input(int level, boolean asserted) {
        int bit = 1 << level;
        if (asserted) {
            latched |= icw.begun() && (pins & bit) == 0 ? bit : 0;
            pins |= bit;
        } else {
            latched &= ~bit;
            pins &= ~bit;
            vanished |= requested && candidate() == NONE;
        }
        update();
    }

    /** The edge/level control registers have changed. */
    void levelTriggered(int inputs) {
        levelTriggered = inputs;
        update();
    }

    /** Power comes on. The inputs stay what they are. */
    void reset() {
        icw = new Initialization(master);
        clear();
        update();
    }

    int read(int a0) {
        if (poll) {
            poll = false;
            return poll();
        }
        return peek(a0);
    }

    int peek(int a0) {
        if (poll) {
            int level = candidate();
            return level == NONE ? 0 : POLL_INTERRUPT | level;
        }
        if (a0 == CommandWord.OCW1.a0()) {
            return mask;
        }
        return readInService ? inService : requests();
    }

    void write(int a0, int value) {
        CommandWord word = CommandWord.decode(a0, value, icw.expected());
        switch (word) {
            case ICW1 -> {
                icw.begin(value);
                clear();
            }
            case ICW2, ICW3, ICW4 -> icw.take(word, value);
            case OCW1 -> {
                mask = value;
                vanished = false;
            }
            case OCW2 -> endOfInterrupt(value);
            case OCW3 -> control(value);
        }
        update();
    }

    /**
     * The acknowledge cycle of the processor.
     *
     * @return the byte on the data bus
     */
    int acknowledge() {
        int level = accept();
        int vector = level != NONE && icw.slaveAt(level)
                ? cascade.acknowledge(level)
                : icw.vector(level == NONE ? DEFAULT_LEVEL : level);
        complete(level);
        return vector;
    }

    /** In a slave: the number on the cascade lines that it answers to. */
    int slaveId() {
        return icw.slaveId();
    }

    /** The read after a poll command is an acknowledge cycle (8259A "Poll Command"). */
    private int poll() {
        int level = accept();
        complete(level);
        return level == NONE ? 0 : POLL_INTERRUPT | level;
    }

    /**
     * First INTA: the level with the highest priority goes from request to service. INT goes low for a moment at least,
     * so that a master sees an edge for each request of a slave.
     */
    private int accept() {
        int level = candidate();
        vanished = false;
        drive(false);
        if (level != NONE) {
            latched &= ~(1 << level);
            inService |= 1 << level;
        }
        return level;
    }

    /** Last INTA. */
    private void complete(int level) {
        if (level != NONE && icw.automaticEoi()) {
            end(level, rotateOnAutomaticEoi);
        }
        update();
    }

    /** ICW1, a to e; what the datasheet does not name is as after power-on. */
    private void clear() {
        latched = 0;
        mask = 0;
        priorities = new Priorities();
        specialMask = false;
        readInService = false;
        inService = 0;
        rotateOnAutomaticEoi = false;
        poll = false;
        vanished = false;
    }

    /** OCW2: the bits R, SL and EOI are a command, bits 2 to 0 a level. */
    private void endOfInterrupt(int value) {
        int level = value & 0x07;
        switch (value >> 5) {
            case 0b000 -> rotateOnAutomaticEoi = false;
            case 0b100 -> rotateOnAutomaticEoi = true;
            case 0b001 -> end(served(), false);
            case 0b101 -> end(served(), true);
            case 0b011 -> end(level, false);
            case 0b111 -> end(level, true);
            case 0b110 -> priorities.lowest(level);
            case 0b010 -> { }
            default -> throw new AssertionError(value);
        }
    }

    private void end(int level, boolean rotate) {
        if (level != NONE) {
            inService &= ~(1 << level);
            if (rotate) {
                priorities.lowest(level);
            }
        }
    }

    private void control(int value) {
        if ((value & OCW3_ESMM) != 0) {
            specialMask = (value & OCW3_SMM) != 0;
        }
        if ((value & OCW3_P) != 0) {
            poll = true;
        } else if ((value & OCW3_RR) != 0) {
            readInService = (value & OCW3_RIS) != 0;
        }
    }

    /** The interrupt request register. */
    private int requests() {
        int levels = icw.levelTriggered() ? ALL : levelTriggered;
        return icw.begun() ? pins & levels | latched & ~levels : 0;
    }

    /**
     * The level in service that locks others out, and that a non-specific EOI ends: in special mask mode a masked one
     * does neither (8259A "Special Mask Mode", "End of Interrupt").
     */
    private int served() {
        return priorities.highest(specialMask ? inService & ~mask : inService);
    }

    /** The level that an acknowledge cycle would accept now, or NONE. */
    private int candidate() {
        int level = priorities.highest(requests() & ~mask);
        int served = served();
        if (level == NONE || served == NONE || priorities.outranks(level, served)) {
            return level;
        }
        return level == served && icw.specialFullyNested() && icw.slaveAt(level) ? level : NONE;
    }

    private void update() {
        drive(icw.complete() && (vanished || candidate() != NONE));
    }

    private void drive(boolean request) {
        if (request != requested) {
            requested = request;
            interrupt.changed(request);
        }
    }
}
