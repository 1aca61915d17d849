package org.backplane.device.tck.internal.check;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
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

    /**
     * Registers that are there together.
     *
     * @param steps  what brings about the condition; none if they are there always
     * @param places the registers
     */
    record Group(List<Step> steps, List<Place> places) {
        /** Makes them appear. */
        Bench enter(Bench bench) {
            return bench.run(steps);
        }
    }

    private RegisterValues() {
    }

    /**
     * Registers of a kind: first those that are there always, then those of each condition that the specimen can bring about.
     * Groups without any are left out.
     */
    static List<Group> groups(Subject subject, Predicate<Place> wanted) {
        Bench bench = Bench.powerOn(subject);
        List<Group> groups = new ArrayList<>();
        groups.add(new Group(List.of(), of(subject, bench, "").stream().filter(wanted).toList()));
        bench.specimen().conditions().forEach((condition, writes) -> groups.add(new Group(
                writes.stream().map(Step::of).toList(), of(subject, bench, condition).stream().filter(wanted).toList())));
        return groups.stream().filter(group -> !group.places().isEmpty()).toList();
    }

    /** The same of those whose bytes no other register has at that time. */
    static List<Group> alone(Subject subject, Predicate<Place> wanted) {
        Bench bench = Bench.powerOn(subject);
        return groups(subject, wanted.and(place -> isAlone(bench, place)));
    }

    /** Conditions exclude each other, but a register that is always there is there under each. */
    private static boolean isAlone(Bench bench, Place place) {
        String condition = place.register().condition();
        return bench.registers(place.range().name()).at(place.register().offset(), place.register().lengthBytes()).stream()
                .filter(other -> condition.isEmpty() || other.condition().isEmpty() || other.condition().equals(condition))
                .count() == 1;
    }

    /** The declared registers of a condition that can be accessed whole. */
    private static List<Place> of(Subject subject, Bench bench, String condition) {
        List<Place> places = new ArrayList<>();
        for (DeclaredRange range : subject.declared().ranges()) {
            for (Register register : bench.registers(range.name()).registers()) {
                Place place = new Place(range, register);
                if (register.condition().equals(condition) && place.width() > 0) {
                    places.add(place);
                }
            }
        }
        return places;
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
