package org.backplane.cpu.internal.interp;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.EventFactory;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.ValueDescriptor;
import org.backplane.cpu.internal.jit.RegionCode;
import org.backplane.cpu.internal.jit.RegionCompiler.Compiled;

/**
 * Events of Java Flight Recorder. While nothing is recorded they cost next to nothing.
 *
 * <p>They come from factories: into a class of ours Flight Recorder would put calls of classes of its own, which the class
 * loader of a bundle does not find.
 */
final class FlightRecorderEvents extends TranslationEvents {
    /** The types of events. The JVM loads 900 classes to make them, so nobody does before something is recorded. */
    private static final class Types {
        private static final AnnotationElement ADDRESS = new AnnotationElement(MemoryAddress.class);
        private static final ValueDescriptor LINEAR = field(long.class, "linear", "Linear Address", ADDRESS);
        private static final ValueDescriptor PHYSICAL = field(long.class, "physical", "Physical Address", ADDRESS);

        /** A region was made into bytecode; its duration is that of making it. */
        private static final EventFactory COMPILE = EventFactory.create(type("RegionCompile", "Region Compile"), List.of(LINEAR,
                PHYSICAL, field(int.class, "instructions", "Guest Instructions"),
                field(int.class, "bytecode", "Bytecode Size", new AnnotationElement(DataAmount.class, DataAmount.BYTES)),
                field(String.class, "tier", "Tier")));

        /** A region is not entered any more. */
        private static final EventFactory INVALIDATE = EventFactory.create(type("RegionInvalidate", "Region Invalidate"),
                List.of(LINEAR, PHYSICAL, field(String.class, "reason", "Reason")));

        private static List<AnnotationElement> type(String name, String label) {
            return List.of(new AnnotationElement(Name.class, "org.backplane." + name), new AnnotationElement(Label.class, label),
                    new AnnotationElement(Category.class, new String[] {"Backplane"}), new AnnotationElement(StackTrace.class, false));
        }

        private static ValueDescriptor field(Class<?> type, String name, String label, AnnotationElement... more) {
            return new ValueDescriptor(type, name, more.length == 0 ? List.of(new AnnotationElement(Label.class, label))
                    : List.of(new AnnotationElement(Label.class, label), more[0]));
        }
    }

    /**
     * Makes no event yet.
     *
     * @throws NoClassDefFoundError if this JVM has no Flight Recorder
     */
    FlightRecorderEvents() {
        FlightRecorder.isInitialized();
    }

    @Override
    Compiled compiled(Found found, Supplier<Compiled> compiler) {
        return timed(compiler, (event, compiled) -> commit(event, compiled, found.physical(), compiled.quick() ? "quick" : "best"));
    }

    @Override
    RegionCode recompiled(Region region, Supplier<RegionCode> compiler) {
        return timed(compiler, (event, code) -> commit(event, region.compiled, region.physical(), "best"));
    }

    private static <T> T timed(Supplier<T> compiler, BiConsumer<Event, T> commit) {
        if (!FlightRecorder.isInitialized()) {
            return compiler.get();
        }
        Event event = Types.COMPILE.newEvent();
        event.begin();
        T made = compiler.get();
        event.end();
        commit.accept(event, made);
        return made;
    }

    private static void commit(Event event, Compiled compiled, long physical, String tier) {
        if (event.shouldCommit()) {
            commitWith(event, Integer.toUnsignedLong(compiled.shape().blocks().get(0).start()), physical,
                    compiled.shape().instructions(), compiled.bytes(), tier);
        }
    }

    @Override
    void invalidated(Region region, Invalidation reason) {
        if (!FlightRecorder.isInitialized()) {
            return;
        }
        Event event = Types.INVALIDATE.newEvent();
        if (event.shouldCommit()) {
            commitWith(event, Integer.toUnsignedLong(region.root()), region.physical(), reason.toString());
        }
    }

    /** Commits an event with its values, in the order of its fields. */
    private static void commitWith(Event event, Object... values) {
        for (int i = 0; i < values.length; i++) {
            event.set(i, values[i]);
        }
        event.commit();
    }
}
