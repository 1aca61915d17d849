package org.backplane.cpu.internal.core;

import java.util.List;
import java.util.Optional;
import org.backplane.bus.machine.StopPoint;
import org.backplane.bus.machine.StopPoint.Kind;

/**
 * The places at which whoever operates the machine wants the guest to stop, as a debug port would: DR0 to DR7 and the guest's
 * memory are left alone, and no exception is raised.
 *
 * <p>While there is a stop point on instructions, each instruction is executed on its own; while there is one on data, no
 * access takes the fast path.
 *
 * <p>Not modelled: accesses that the processor makes for itself meet no stop point.
 */
public final class StopPoints {
    private final Cpu cpu;
    private StopPoint[] points = {};
    private boolean onCode;
    private boolean onData;
    private Optional<StopPoint> met = Optional.empty();
    /** Where the last run has stopped before an instruction; the next one executes it. */
    private long stoppedRetired = -1;
    private int stoppedLinear;

    StopPoints(Cpu cpu) {
        this.cpu = cpu;
    }

    /** Replaces all of them. */
    public void set(List<StopPoint> wanted) {
        points = wanted.toArray(StopPoint[]::new);
        onCode = wanted.stream().anyMatch(point -> point.kind() == Kind.EXECUTE);
        onData = wanted.stream().anyMatch(point -> point.kind() != Kind.EXECUTE);
        cpu.watchData();
    }

    /** Whether any instruction can meet one. */
    public boolean onCode() {
        return onCode;
    }

    boolean onData() {
        return onData;
    }

    /** A run begins. */
    public void begin() {
        met = Optional.empty();
    }

    /** Whether the instruction that would be next meets one. */
    public boolean meetInstruction() {
        int linear = cpu.instruction();
        long retired = cpu.execution.retired();
        if (retired == stoppedRetired && linear == stoppedLinear) {
            return false;
        }
        for (StopPoint point : points) {
            if (point.kind() == Kind.EXECUTE && (int) point.linear() == linear) {
                met = Optional.of(point);
                stoppedRetired = retired;
                stoppedLinear = linear;
                return true;
            }
        }
        return false;
    }

    /** An instruction has accessed memory: the run ends after it. */
    void atAccess(int linear, int width, boolean write) {
        for (StopPoint point : points) {
            if (watches(point.kind(), write) && overlaps(point, linear, width)) {
                met = Optional.of(point);
                cpu.execution.leave();
            }
        }
    }

    private static boolean watches(Kind kind, boolean write) {
        return kind == Kind.ACCESS || kind == (write ? Kind.WRITE : Kind.READ);
    }

    private static boolean overlaps(StopPoint point, int first, int width) {
        int start = (int) point.linear();
        return Integer.compareUnsigned(start - first, width) < 0
                || Integer.compareUnsigned(first - start, point.lengthBytes()) < 0;
    }

    /** The instruction has faulted: what it accessed it will access again. */
    public void forget() {
        met = Optional.empty();
    }

    /** The one that this run has met. */
    public Optional<StopPoint> met() {
        return met;
    }
}
