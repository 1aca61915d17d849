package org.backplane.device.pit.internal;

import java.util.function.Consumer;

/**
 * One counter of an 8254: control word, count register, output latch and status latch around the counting element (8254
 * figure "Internal Block Diagram of a Counter").
 */
final class Counter8254 {
    private static final int CONTROL_BCD = 0x01;
    private static final int CONTROL_PROGRAMMED = 0x3f;
    private static final int STATUS_OUT = 0x80;
    private static final int STATUS_NULL_COUNT = 0x40;
    private static final int BINARY_MODULUS = 0x10000;
    private static final int BCD_MODULUS = 10_000;
    private static final int NOT_LATCHED = -1;
    /** Mode 3, two bytes: the datasheet leaves open what a counter is before its first control word. */
    private static final int INITIAL = 0x36;

    private final String name;
    private final TickClock clock;
    private final Consumer<String> report;
    private final CountingElement element;
    private int control = INITIAL;
    private CountMode mode = CountMode.SQUARE_WAVE;
    private int lowByte;
    private boolean writesHigh;
    private boolean readsHigh;
    private int latchedCount = NOT_LATCHED;
    private int latchedStatus = NOT_LATCHED;
    /** What a read finds before a count has been loaded in this mode. */
    private int left;

    Counter8254(String name, TickClock clock, boolean gate, Consumer<String> report) {
        this.name = name;
        this.clock = clock;
        this.report = report;
        this.element = new CountingElement(gate);
    }

    /** Registers and latches around the counting element. */
    record State(int control, int lowByte, boolean writesHigh, boolean readsHigh, int latchedCount, int latchedStatus,
            int left, CountingElement.State element) {
    }

    State state() {
        return new State(control, lowByte, writesHigh, readsHigh, latchedCount, latchedStatus, left, element.state());
    }

    void restore(State state) {
        control = state.control & CONTROL_PROGRAMMED;
        mode = CountMode.of(control >> 1 & 7);
        lowByte = state.lowByte;
        writesHigh = state.writesHigh;
        readsHigh = state.readsHigh;
        latchedCount = state.latchedCount;
        latchedStatus = state.latchedStatus;
        left = state.left;
        element.restore(state.element);
    }

    /** Power comes on; GATE stays what it is. */
    void reset() {
        control(INITIAL);
        element.takeRise();
        left = 0;
    }

    /** A control word with access and mode: everything that was begun is forgotten (8254 "Control Word Format"). */
    void control(int value) {
        left = count();
        control = value & CONTROL_PROGRAMMED;
        mode = CountMode.of(control >> 1 & 7);
        element.program(mode, clock.now());
        writesHigh = false;
        readsHigh = false;
        latchedCount = NOT_LATCHED;
        latchedStatus = NOT_LATCHED;
    }

    /** Counter latch command; one that comes before the first has been read is ignored. */
    void latchCount() {
        if (latchedCount == NOT_LATCHED) {
            latchedCount = count();
        }
    }

    /** The status half of the read-back command. */
    void latchStatus() {
        if (latchedStatus == NOT_LATCHED) {
            latchedStatus = status();
        }
    }

    private int status() {
        long now = advance();
        return control | (element.out(now) ? STATUS_OUT : 0) | (element.nullCount() ? STATUS_NULL_COUNT : 0);
    }

    int read() {
        int value = peek();
        if (latchedStatus != NOT_LATCHED) {
            latchedStatus = NOT_LATCHED;
        } else if (bytes() == Bytes.BOTH && !readsHigh) {
            readsHigh = true;
        } else {
            readsHigh = false;
            latchedCount = NOT_LATCHED;
        }
        return value;
    }

    int peek() {
        if (latchedStatus != NOT_LATCHED) {
            return latchedStatus;
        }
        int count = latchedCount != NOT_LATCHED ? latchedCount : count();
        boolean high = switch (bytes()) {
            case LOW -> false;
            case HIGH -> true;
            case BOTH -> readsHigh;
        };
        return high ? count >> 8 : count & 0xff;
    }

    void write(int value) {
        switch (bytes()) {
            case LOW -> load(value);
            case HIGH -> load(value << 8);
            case BOTH -> {
                if (writesHigh) {
                    load(value << 8 | lowByte);
                } else {
                    lowByte = value;
                    element.firstByte(clock.now());
                }
                writesHigh = !writesHigh;
            }
        }
    }

    private void load(int register) {
        int count = initialCount(register);
        if (count == 1 && mode.periodic()) {
            report.accept(name + " loaded with 1, the smallest count of modes 2 and 3 is 2 (8254 \"Minimum and Maximum"
                    + " Initial Counts\")");
        }
        element.write(count, clock.now());
    }

    /** 0 is the largest count: 65,536, or 10,000 in BCD. */
    private int initialCount(int register) {
        int count = bcd() ? decode(register) : register;
        return count != 0 ? count : modulus();
    }

    void gate(boolean high) {
        element.gate(high, clock.now());
    }

    /** Does what the clock pulses up to the present one do, and gives that pulse. What is asked about it is asked next. */
    long advance() {
        long now = clock.now();
        element.advance(now);
        return now;
    }

    /** The level of OUT at the pulse to which it was advanced. */
    boolean out(long now) {
        return element.out(now);
    }

    /** Whether OUT has risen by the pulse to which it was advanced, since this was asked last. */
    boolean takeRise() {
        return element.takeRise();
    }

    /** The pulse after this one at which OUT has to be looked at again, {@link TickClock#NEVER} if it does not change. */
    long nextEvent(long now) {
        return element.nextEvent(now);
    }

    /** The counting element as four digits. */
    private int count() {
        long now = advance();
        if (!element.loaded()) {
            return left;
        }
        int count = (int) Math.floorMod(element.count(now), (long) modulus());
        return bcd() ? encode(count) : count;
    }

    private static int decode(int digits) {
        return (digits >> 12) * 1000 + (digits >> 8 & 15) * 100 + (digits >> 4 & 15) * 10 + (digits & 15);
    }

    private static int encode(int count) {
        return count / 1000 << 12 | count / 100 % 10 << 8 | count / 10 % 10 << 4 | count % 10;
    }

    private boolean bcd() {
        return (control & CONTROL_BCD) != 0;
    }

    private int modulus() {
        return bcd() ? BCD_MODULUS : BINARY_MODULUS;
    }

    private Bytes bytes() {
        return Bytes.of(control >> 4);
    }

    /** RW1 and RW0: which bytes of the count are read and written. */
    private enum Bytes {
        LOW, HIGH, BOTH;

        private static final Bytes[] BY_CODE = values();

        static Bytes of(int code) {
            return BY_CODE[code - 1];
        }
    }
}
