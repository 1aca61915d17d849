package org.backplane.cpu.internal.interp;

import java.util.function.Supplier;
import org.backplane.cpu.internal.jit.RegionCode;
import org.backplane.cpu.internal.jit.RegionCompiler.Compiled;

/** Who is told of what is translated and given up. On a JVM without Flight Recorder, which is a module of its own, nobody. */
class TranslationEvents {
    /** Tells Flight Recorder if there is one. */
    static TranslationEvents create() {
        try {
            return new FlightRecorderEvents();
        } catch (NoClassDefFoundError e) {
            return new TranslationEvents();
        }
    }

    /** A region is made into code. Any thread. */
    Compiled compiled(Found found, Supplier<Compiled> compiler) {
        return compiler.get();
    }

    /** A region is made anew for C2. Any thread. */
    RegionCode recompiled(Region region, Supplier<RegionCode> compiler) {
        return compiler.get();
    }

    /** A region is not entered any more. */
    void invalidated(Region region, Invalidation reason) {
    }
}
