package org.backplane.cpu.internal.jit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/**
 * Has HotSpot compile regions in two ways, which it tells apart by the name of the class. All begin as {@link #QUICK}: a
 * directive keeps C2 from them, so C1 compiles them once and without profiling, which costs a tenth of C2. The few that the
 * guest spends its time in are made anew as {@link #BEST}.
 *
 * <p>What it bought is in {@code docs/performance-log.md}. On a JVM without such directives everything still works; warming up
 * takes longer.
 */
final class Tiers {
    static final String QUICK = Code.PACKAGE + "jit/QuickRegion";
    static final String BEST = Code.PACKAGE + "jit/BestRegion";
    private static final String DIRECTIVES = """
            [{ match: "org/backplane/cpu/internal/jit/QuickRegion*.run", BackgroundCompilation: false, c2: { Exclude: true } }]
            """;
    /** Whether the directive was accepted. The JVM loads hundreds of classes to answer: the first region waits, not the machine's start. */
    static final boolean DIRECTED = direct();
    /** Whether HotSpot compiles methods of any size, and inlines into them. */
    static final boolean LARGE = isOff("DontCompileHugeMethods") && isOff("ClipInlining");

    /**
     * Calls after which HotSpot has compiled quick code: 256 until C1 does with profiling, 5120 until C2 is asked and refuses,
     * 1024 until C1 does without profiling. Each compilation is waited for.
     */
    private static final int QUICK_CALLS = 8_000;
    /** Calls after which C1 compiles the best code with profiling. Far less than until C2 does: it wants a profile. */
    private static final int BEST_CALLS = 300;
    /** A call of code that HotSpot does not interpret is at least so much faster. */
    private static final int FASTER = 3;
    private static final int BATCH = 16;
    private static final int BATCHES = 4;
    private static final int MOST_WAITS = 200;

    private Tiers() {
    }

    /** Finds out what HotSpot can do, by initializing this class, and what it can access. */
    static void prepare() {
        ArenaAccess.prepare();
    }

    /** Has quick code compiled. Any thread but the machine's. */
    static void warmQuick(RegionCode code) {
        call(code, QUICK_CALLS);
    }

    /** Has C1 compile best code of which there is no quick one; waits until it has. Any thread but the machine's. */
    static void warmAlone(RegionCode code) {
        long interpreted = fastest(code);
        call(code, BEST_CALLS);
        waitWhile(() -> fastest(code) * FASTER > interpreted);
    }

    /**
     * Has C1 compile the best code, so that it makes a profile for C2; waits until it has. Any thread but the machine's.
     *
     * @param compiled other code, which HotSpot has compiled
     */
    static void warmBest(RegionCode code, RegionCode compiled) {
        call(code, BEST_CALLS);
        waitWhile(() -> isInterpreted(code, compiled));
    }

    /**
     * Whether HotSpot interprets code, of which a few calls that return at once tell more than any that do something: code that runs for the
     * first time is slow as well, however it was compiled.
     *
     * @param compiled other code, which HotSpot has compiled
     */
    static boolean isInterpreted(RegionCode code, RegionCode compiled) {
        return fastest(code) > FASTER * fastest(compiled);
    }

    private static void waitWhile(BooleanSupplier condition) {
        for (int i = 0; i < MOST_WAITS && condition.getAsBoolean(); i++) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** The shortest time that a batch of calls takes, in nanoseconds. */
    private static long fastest(RegionCode code) {
        long nanos = Long.MAX_VALUE;
        for (int i = 0; i < BATCHES; i++) {
            long begun = System.nanoTime();
            callBatch(code);
            nanos = Math.min(nanos, System.nanoTime() - begun);
        }
        return nanos;
    }

    private static void call(RegionCode code, int times) {
        for (int i = 0; i < times; i += BATCH) {
            callBatch(code);
        }
    }

    /** Calls code that returns at once. HotSpot compiles this method soon, for it counts calls of it. */
    private static void callBatch(RegionCode code) {
        for (int i = 0; i < BATCH; i++) {
            code.run(null);
        }
    }

    private static boolean direct() {
        Path file = null;
        try {
            file = Files.createTempFile("backplane", ".json");
            Files.writeString(file, DIRECTIVES);
            Object answer = ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "compilerDirectivesAdd",
                    new Object[] {new String[] {file.toString()}}, new String[] {String[].class.getName()});
            return answer.toString().contains("1 compiler directives added");
        } catch (IOException | JMException e) {
            return false;
        } finally {
            delete(file);
        }
    }

    private static boolean isOff(String option) {
        try {
            Object value = ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                    "getVMOption", new Object[] {option}, new String[] {String.class.getName()});
            return value instanceof CompositeData data && "false".equals(data.get("value"));
        } catch (JMException | RuntimeException e) {
            return false;
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
