package org.backplane.device.pit.internal;

import java.util.List;
import java.util.function.Consumer;
import org.backplane.bus.RangeHandler;

/**
 * Intel 8254, "Programmable Interval Timer": three counters and the control word register, with counter latch and read-back
 * commands.
 *
 * <p>Not modelled: digits above 9 in a BCD count, which is taken for the number that its digits add up to; what a counter
 * does before its first control word, which the datasheet leaves open (here OUT is high and nothing counts); and a period
 * of one clock in modes 2 and 3, which it forbids (OUT stays high).
 */
final class Pit8254 implements RangeHandler {
    private static final int NOTHING = 0xff;
    private static final int READ_BACK = 3;
    private static final int READ_BACK_NO_COUNT = 0x20;
    private static final int READ_BACK_NO_STATUS = 0x10;
    private static final int CONTROL_RW = 0x30;

    private final List<Counter8254> counters;
    private final Consumer<Counter8254> programmed;

    /**
     * Makes the chip.
     *
     * @param counters   its three counters
     * @param programmed hears of each write that can have changed a counter's OUT
     */
    Pit8254(List<Counter8254> counters, Consumer<Counter8254> programmed) {
        this.counters = counters;
        this.programmed = programmed;
    }

    void reset() {
        for (Counter8254 counter : counters) {
            counter.reset();
            programmed.accept(counter);
        }
    }

    @Override
    public long read(long offset, int width) {
        PitRegister register = PitRegister.at(offset);
        return switch (register) {
            case COUNTER_0, COUNTER_1, COUNTER_2 -> counter(register).read();
            case CONTROL -> NOTHING;
        };
    }

    @Override
    public long peek(long offset, int width) {
        PitRegister register = PitRegister.at(offset);
        return switch (register) {
            case COUNTER_0, COUNTER_1, COUNTER_2 -> counter(register).peek();
            case CONTROL -> NOTHING;
        };
    }

    @Override
    public void write(long offset, int width, long value) {
        PitRegister register = PitRegister.at(offset);
        switch (register) {
            case COUNTER_0, COUNTER_1, COUNTER_2 -> {
                counter(register).write((int) value);
                programmed.accept(counter(register));
            }
            case CONTROL -> control((int) value);
        }
    }

    private void control(int value) {
        int select = value >> 6;
        if (select == READ_BACK) {
            readBack(value);
        } else if ((value & CONTROL_RW) == 0) {
            counters.get(select).latchCount();
        } else {
            counters.get(select).control(value);
            programmed.accept(counters.get(select));
        }
    }

    /** 8254 "Read-Back Command": the bits that ask for count and status are active low. */
    private void readBack(int value) {
        for (int i = 0; i < counters.size(); i++) {
            if ((value >> i + 1 & 1) != 0) {
                if ((value & READ_BACK_NO_COUNT) == 0) {
                    counters.get(i).latchCount();
                }
                if ((value & READ_BACK_NO_STATUS) == 0) {
                    counters.get(i).latchStatus();
                }
            }
        }
    }

    private Counter8254 counter(PitRegister register) {
        return counters.get(register.ordinal());
    }
}
