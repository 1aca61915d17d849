package org.backplane.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.machine.Access;
import org.backplane.bus.testkit.GoldenTrace;

/**
 * Traces as lists of lines that can be compared: direction, address, width and value of an access, such as
 * {@code W 70.1=8f}.
 */
final class TraceText {
    /** The address register of fw_cfg's DMA, which is big-endian; the recorder gives the value that the device takes. */
    private static final long FWCFG_DMA = 0x518;

    private TraceText() {
    }

    /** A golden trace, without what the firmware reports. */
    static List<String> of(GoldenTrace trace) throws IOException {
        List<String> lines = new ArrayList<>();
        for (GoldenTrace.Access access : trace.accesses()) {
            long value = access.address() != FWCFG_DMA ? access.value()
                    : Integer.toUnsignedLong(Integer.reverseBytes((int) access.value()));
            lines.add(text(access.write(), access.address(), access.width(), value));
        }
        lines.removeIf(TraceText::isReport);
        return lines;
    }

    /** An access of our machine. */
    static String of(Access access) {
        return text(access.write(), access.address(), access.width(), access.value());
    }

    private static String text(boolean write, long address, int width, long value) {
        return (write ? "W " : "r ") + Long.toHexString(address) + "." + width + "=" + Long.toHexString(value);
    }

    /** Whether an access only prints a letter of what the firmware reports; those say nothing of the machine. */
    static boolean isReport(String access) {
        return access.startsWith("W 402.");
    }

    /** How many accesses are the same from the start. */
    static int commonLength(List<String> one, List<String> other) {
        int common = 0;
        while (common < Math.min(one.size(), other.size()) && one.get(common).equals(other.get(common))) {
            common++;
        }
        return common;
    }
}
