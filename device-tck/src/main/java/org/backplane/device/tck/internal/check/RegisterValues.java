package org.backplane.device.tck.internal.check;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.backplane.bus.register.Register;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.DeclaredRange;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** Declared registers of a card: which can be tried alone, and how they are read and written. */
final class RegisterValues {
    /**
     * A register in its range.
     *
     * @param range    the range
     * @param register the register
     */
    record Place(DeclaredRange range, Register register) {
        @Override
        public String toString() {
            return register.toString();
        }

        /** The widest accesses of which it is made; 0 if there is none. */
        int width() {
            return range.usableWidths().stream().filter(register::takes)
                    .filter(width -> register.lengthBytes() % width == 0 && register.offset() % width == 0)
                    .mapToInt(Integer::intValue).max().orElse(0);
        }
    }

    private RegisterValues() {
    }

    /** All declared registers that are there unconditionally and can be accessed whole. */
    static List<Place> of(Subject subject, Bench bench) {
        List<Place> places = new ArrayList<>();
        for (DeclaredRange range : subject.declared().ranges()) {
            for (Register register : bench.registers(range.name()).registers()) {
                Place place = new Place(range, register);
                if (register.condition().isEmpty() && place.width() > 0) {
                    places.add(place);
                }
            }
        }
        return places;
    }

    /** Those whose bytes no other register has, not even under a condition. */
    static List<Place> alone(Subject subject, Bench bench) {
        return of(subject, bench).stream().filter(place -> bench.registers(place.range().name())
                .at(place.register().offset(), place.register().lengthBytes()).size() == 1).toList();
    }

    /** What the guest would read, without changing it; empty if nobody can tell. */
    static OptionalLong value(Bench bench, Place place) {
        Register register = place.register();
        if (!register.access().readable()) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int at = 0; at < register.lengthBytes(); at += place.width()) {
            long part = bench.peek(place.range().name(), register.offset() + at, place.width());
            value |= part << Byte.SIZE * at;
        }
        return value == Bench.ones(register.lengthBytes()) && !register.isChangedByReading()
                ? OptionalLong.of(read(bench, place)) : OptionalLong.of(value);
    }

    /** Reads it as the guest does. */
    static long read(Bench bench, Place place) {
        long[] value = new long[1];
        for (int at = 0; at < place.register().lengthBytes(); at += place.width()) {
            int shift = Byte.SIZE * at;
            Step.Read read = new Step.Read(place.range().name(), place.register().offset() + at, place.width());
            bench.guarded(read, () -> value[0] |= Long.parseUnsignedLong(read.perform(bench), 16) << shift);
        }
        return value[0];
    }

    /** Writes it as the guest does. */
    static void write(Bench bench, Place place, long value) {
        for (int at = 0; at < place.register().lengthBytes(); at += place.width()) {
            bench.run(new Step.Write(place.range().name(), place.register().offset() + at, place.width(),
                    value >>> Byte.SIZE * at & Bench.ones(place.width())));
        }
    }
}
