package org.backplane.debugger.internal;

import java.util.Optional;
import org.backplane.bus.machine.StopPoint;

/** Why the guest stands (GDB manual, "Stop Reply Packets"); the processor is thread 1. */
final class StopReply {
    private static final int SIGINT = 2;
    private static final int SIGTRAP = 5;

    private StopReply() {
    }

    static String of(Target target, boolean interrupted) {
        if (target.isOff()) {
            return "W00";
        }
        Optional<StopPoint> met = target.stoppedAt();
        int signal = interrupted && met.isEmpty() ? SIGINT : SIGTRAP;
        return String.format("T%02x%sthread:1;", signal, met.map(StopReply::watch).orElse(""));
    }

    private static String watch(StopPoint point) {
        String name = switch (point.kind()) {
            case EXECUTE -> "";
            case WRITE -> "watch";
            case READ -> "rwatch";
            case ACCESS -> "awatch";
        };
        return name.isEmpty() ? "" : name + ":" + Long.toHexString(point.linear()) + ";";
    }
}
