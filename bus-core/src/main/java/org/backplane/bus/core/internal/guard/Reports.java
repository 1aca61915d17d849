package org.backplane.bus.core.internal.guard;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.OneLine;
import org.backplane.bus.machine.AccessDTO;
import org.backplane.bus.machine.QuarantineDTO;

/** Makes records of misdeeds. They are text: an object of the device's would hold on to its classes. */
final class Reports {
    /** A record whose state is that of the breaker. */
    static final String AS_THE_BREAKER = "";
    /** A record of something about which nothing is done. */
    static final String WATCHED = "watched";

    private static final int MOST_FRAMES = 40;
    private static final int MOST_CAUSES = 3;

    private Reports() {
    }

    static QuarantineDTO of(Identity identity, Misdeed misdeed, String text, String[] trace, AccessHistory history) {
        QuarantineDTO report = new QuarantineDTO();
        report.pid = identity.pid();
        report.bundle = identity.bundle();
        report.version = identity.version();
        report.state = AS_THE_BREAKER;
        report.misdeed = misdeed.text();
        report.text = text;
        report.trace = trace;
        report.access = history.open().orElse(null);
        report.last = history.list().toArray(new AccessDTO[0]);
        return report;
    }

    /** A copy for somebody outside; the accesses in it are never changed. */
    static QuarantineDTO copy(QuarantineDTO report, long count, String state) {
        QuarantineDTO copy = new QuarantineDTO();
        copy.pid = report.pid;
        copy.bundle = report.bundle;
        copy.version = report.version;
        copy.state = state;
        copy.misdeed = report.misdeed;
        copy.text = report.text;
        copy.count = count;
        copy.nanos = report.nanos;
        copy.instruction = report.instruction;
        copy.access = report.access;
        copy.last = report.last;
        copy.trace = report.trace;
        return copy;
    }

    /** What goes to the log: where it happened comes first, because a long message is cut. */
    static String line(QuarantineDTO report, long count) {
        StringBuilder line = new StringBuilder("quarantined");
        if (count > 1) {
            line.append(" again (").append(count).append(')');
        }
        if (report.access != null) {
            line.append(" at ").append(describe(report.access));
        }
        if (report.instruction >= 0) {
            line.append(" by the instruction at ").append(String.format("%08x", report.instruction));
        }
        return line.append(": ").append(report.text).toString();
    }

    private static String describe(AccessDTO access) {
        String place = access.space + " 0x" + Long.toHexString(access.address);
        return access.write ? "write " + access.width + " of 0x" + Long.toHexString(access.value) + " to " + place
                : "read " + access.width + " of " + place;
    }

    /** What was thrown, with its causes and their stacks. */
    static String[] trace(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        try {
            Throwable cause = thrown;
            for (int i = 0; cause != null && i <= MOST_CAUSES; i++) {
                lines.add((i == 0 ? "" : "caused by ") + OneLine.of(cause));
                addFrames(lines, cause.getStackTrace());
                cause = cause.getCause();
            }
        } catch (Throwable worse) {
            // An exception of the device's own class can do anything when it is asked.
            lines.add("its stack cannot be had: " + worse.getClass().getName());
        }
        return lines.toArray(new String[0]);
    }

    /** Where a thread is. */
    static String[] trace(StackTraceElement[] stack) {
        List<String> lines = new ArrayList<>();
        addFrames(lines, stack);
        return lines.toArray(new String[0]);
    }

    private static void addFrames(List<String> lines, StackTraceElement[] stack) {
        for (int i = 0; i < Math.min(stack.length, MOST_FRAMES); i++) {
            lines.add("  at " + stack[i]);
        }
        if (stack.length > MOST_FRAMES) {
            lines.add("  ... and " + (stack.length - MOST_FRAMES) + " more");
        }
    }
}
