package org.backplane.device.rtc.internal;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.Supplier;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Line;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Wires;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * Motorola MC146818, "Real-Time Clock Plus RAM", as a PC AT has it, with 128 bytes: an index register at the first port,
 * which cannot be read, and the byte it points to at the second. Bit 7 of the index register masks NMI (PC AT "Real-Time
 * Clock").
 *
 * <p>Pins: output {@code irq}, up while IRQF is; output {@code nmi-mask}, up while NMI is masked.
 *
 * <p>A battery keeps it: no reset touches the memory, and when power comes on the clock has the time of day.
 *
 * <p>Not modelled: the square wave, whose pin a PC leaves open (SQWE is a bit without effect); the 1,984 microseconds of
 * an update, in which the time is undefined (it takes no time, UIP is set for the 244 microseconds before it); time bases
 * other than 32.768 kHz (with them clock and periodic interrupt stand); daylight saving (DSE is a bit without effect);
 * the loss of power, so that VRT in register D is always set; and the checksum of a PC AT's set-up program. The century
 * byte at 32h counts on with the year, as on QEMU's PC; the chip itself has no century.
 */
final class Cmos implements StateKeeper, RegisterBlock, RangeHandler {
    private static final int INDEX = 0;
    private static final int INDEX_NMI_MASK = 0x80;
    private static final int WRITE_ONLY = 0xff;

    private final int[] bytes;
    private final RealTimeClock clock;
    private final Supplier<LocalDateTime> timeOfDay;
    private final Line nmiMask;
    private final DeviceEvents events;
    private final Battery battery;
    private int index;

    /** Keeps the memory while power is off. */
    interface Battery extends AutoCloseable {
        /** A machine that always starts from its set-up bytes. */
        Battery NONE = new Battery() {
            @Override
            public void keep(int[] bytes) {
            }

            @Override
            public void close() {
            }
        };

        /** A byte of memory has changed; does not wait. */
        void keep(int[] bytes);

        @Override
        void close();
    }

    /**
     * Makes the chip with the battery in.
     *
     * @param bytes     its initial contents, except for the time
     * @param timeOfDay the time when power comes on
     * @param battery   hears of each change of the memory; closed with the card
     * @param wires     its pins and its clock
     */
    Cmos(int[] bytes, Supplier<LocalDateTime> timeOfDay, Battery battery, Wires wires) {
        this.bytes = bytes.clone();
        this.clock = new RealTimeClock(this.bytes, wires);
        this.timeOfDay = timeOfDay;
        this.battery = battery;
        this.nmiMask = wires.line("nmi-mask");
        this.events = wires.events();
        this.clock.set(timeOfDay.get());
    }

    /** Makes a chip that goes on where another one stopped. */
    Cmos(RtcState before, Supplier<LocalDateTime> timeOfDay, Battery battery, Wires wires) {
        this.bytes = before.bytes().clone();
        this.clock = new RealTimeClock(this.bytes, wires);
        this.timeOfDay = timeOfDay;
        this.battery = battery;
        this.nmiMask = wires.line("nmi-mask");
        this.events = wires.events();
        select(before.index());
        clock.restore(before.clock());
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(RtcState.SCHEMA, new RtcState(bytes.clone(), index, clock.state()));
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(CmosRegister.declared());
    }

    @Override
    public long read(long offset, int width) {
        long value = peek(offset, width);
        if (offset != INDEX && selected() == CmosRegister.C) {
            clock.readC();
        }
        return value;
    }

    @Override
    public long peek(long offset, int width) {
        if (offset == INDEX) {
            return WRITE_ONLY;
        }
        clock.update();
        return switch (selected().access()) {
            case STATUS_A -> clock.readA();
            case FLAGS -> clock.peekC();
            case CLOCK, STATUS_B, READ_ONLY, MEMORY -> bytes[address()];
        };
    }

    @Override
    public void write(long offset, int width, long value) {
        if (offset == INDEX) {
            select((int) value);
        } else {
            clock.update();
            writeData((int) value);
            clock.changed();
        }
    }

    @Override
    public void reset(Reset kind) {
        if (kind == Reset.INIT) {
            return;
        }
        clock.reset();
        select(0);
        if (kind == Reset.POWER_ON) {
            clock.set(timeOfDay.get());
        }
    }

    @Override
    public void unplug() {
        battery.close();
    }

    private void select(int value) {
        index = value;
        nmiMask.set((value & INDEX_NMI_MASK) != 0);
    }

    private void writeMemory(int value) {
        if (bytes[address()] != value) {
            bytes[address()] = value;
            battery.keep(bytes);
        }
    }

    private int address() {
        return index & ~INDEX_NMI_MASK;
    }

    private CmosRegister selected() {
        return CmosRegister.at(address());
    }

    private void writeData(int value) {
        CmosRegister register = selected();
        boolean writable = switch (register.access()) {
            case CLOCK -> {
                bytes[address()] = value;
                yield true;
            }
            case MEMORY -> {
                writeMemory(value);
                yield true;
            }
            case STATUS_A -> {
                clock.writeA(value);
                yield true;
            }
            case STATUS_B -> {
                clock.writeB(value);
                yield true;
            }
            case FLAGS, READ_ONLY -> false;
        };
        if (!writable) {
            events.guest(String.format("%s written with %02x, which has no effect", register.cited(), value));
        }
    }
}
