package org.backplane.cpu.internal.jit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

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
            [{ match: "org/backplane/cpu/internal/jit/QuickRegion*.run", c2: { Exclude: true } }]
            """;
    /** Whether the directive was accepted; asked for once in the life of this class. */
    static final boolean DIRECTED = direct();

    private Tiers() {
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
