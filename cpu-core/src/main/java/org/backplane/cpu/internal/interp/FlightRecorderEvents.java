package org.backplane.cpu.internal.interp;

import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.backplane.cpu.internal.interp.RegionFinder.Found;
import org.backplane.cpu.internal.jit.RegionCode;
import org.backplane.cpu.internal.jit.RegionCompiler;
import org.backplane.cpu.internal.jit.RegionCompiler.Compiled;

/** Events of Java Flight Recorder. While nothing is recorded they cost next to nothing. */
final class FlightRecorderEvents extends TranslationEvents {
    private static final String CATEGORY = "Backplane";

    /** A region was made into bytecode; its duration is that of making it. */
    @Name("org.backplane.RegionCompile")
    @Label("Region Compile")
    @Category(CATEGORY)
    @StackTrace(false)
    static final class Compile extends Event {
        @Label("Linear Address")
        @MemoryAddress
        long linear;
        @Label("Physical Address")
        @MemoryAddress
        long physical;
        @Label("Guest Instructions")
        int instructions;
        @Label("Bytecode Size")
        @DataAmount
        int bytecode;
        @Label("Tier")
        String tier;
    }

    /** A region is not entered any more. */
    @Name("org.backplane.RegionInvalidate")
    @Label("Region Invalidate")
    @Category(CATEGORY)
    @StackTrace(false)
    static final class Invalidate extends Event {
        @Label("Linear Address")
        @MemoryAddress
        long linear;
        @Label("Physical Address")
        @MemoryAddress
        long physical;
        @Label("Reason")
        String reason;
    }

    @Override
    Compiled compiled(Found found, Supplier<Compiled> compiler) {
        Compile event = new Compile();
        event.begin();
        Compiled compiled = compiler.get();
        event.end();
        commit(event, compiled, found.physical(), RegionCompiler.hasTiers() ? "quick" : "best");
        return compiled;
    }

    @Override
    RegionCode recompiled(Region region, Supplier<RegionCode> compiler) {
        Compile event = new Compile();
        event.begin();
        RegionCode code = compiler.get();
        event.end();
        commit(event, region.compiled, region.physical(), "best");
        return code;
    }

    private static void commit(Compile event, Compiled compiled, long physical, String tier) {
        if (event.shouldCommit()) {
            event.linear = Integer.toUnsignedLong(compiled.shape().blocks().get(0).start());
            event.physical = physical;
            event.instructions = compiled.shape().instructions();
            event.bytecode = compiled.bytes();
            event.tier = tier;
            event.commit();
        }
    }

    @Override
    void invalidated(Region region, Invalidation reason) {
        Invalidate event = new Invalidate();
        if (event.shouldCommit()) {
            event.linear = Integer.toUnsignedLong(region.root());
            event.physical = region.physical();
            event.reason = reason.toString();
            event.commit();
        }
    }
}
