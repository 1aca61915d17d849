package org.backplane.taps.internal;

import org.backplane.bus.tap.TapAccess;

/** An access in the trace format, as {@code docs/trace-format.md} describes it. */
final class TraceLine {
    /** The first line of a trace. */
    static final String HEADER = "# backplane-trace 1: nanos instruction direction space address width value range outcome";

    private TraceLine() {
    }

    static String of(TapAccess access) {
        StringBuilder line = new StringBuilder(96);
        line.append(access.nanos()).append(' ');
        if (access.instruction() < 0) {
            line.append('-');
        } else {
            hex(line, access.instruction(), 8);
        }
        line.append(access.write() ? " w " : " r ").append(access.space()).append(' ');
        hex(line, access.address(), access.space().equals("port") ? 4 : 8);
        line.append(' ').append(access.width()).append(' ');
        hex(line, access.value(), 2 * access.width());
        line.append(' ').append(access.pid()).append('/').append(access.range()).append('+')
                .append(Long.toHexString(access.offset()));
        return line.append(access.isBusError() ? " error" : " ok").toString();
    }

    private static void hex(StringBuilder line, long number, int digits) {
        String text = Long.toHexString(number);
        line.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
    }
}
