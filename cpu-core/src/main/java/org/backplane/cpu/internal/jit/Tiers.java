package org.backplane.cpu.internal.jit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/**
 * Has HotSpot compile regions in two ways, which it tells apart by the name of the class. All begin as {@link #QUICK}: a
 * directive keeps C2 from them, so C1 compiles them once and without profiling, which costs a tenth of C2. The few that the
 * guest spends its time in are made anew as {@link #BEST}.
 *
 * <p>What it bought is in {@code docs/performance.md}. On a JVM without such directives everything still works; warming up
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
    /** Code that HotSpot does not interpret any more is so much faster. */
    private static final int FASTER = 3;
    private static final int BATCH = 16;
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

    /** Has C1 compile the best code, so that it makes a profile for C2; waits until it has. Any thread but the machine's. */
    static void warmBest(RegionCode code) {
        long interpreted = Long.MAX_VALUE;
        for (int i = 0; i < BEST_CALLS; i += BATCH) {
            interpreted = Math.min(interpreted, call(code, BATCH));
        }
        for (int i = 0; i < MOST_WAITS && call(code, BATCH) * FASTER > interpreted; i++) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Calls code that returns at once; in how many nanoseconds. */
    private static long call(RegionCode code, int times) {
        long begun = System.nanoTime();
        for (int i = 0; i < times; i++) {
            code.run(null);
        }
        return System.nanoTime() - begun;
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
