package org.backplane.device.tck.internal.check;

import java.util.stream.LongStream;
import org.backplane.device.tck.Finding;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.DeclaredRange;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** The handlers take what the fabric delivers by the declaration: each width, at each aligned offset. */
final class WidthsCheck extends Check {
    private static final long NEAR = 4096;

    WidthsCheck() {
        super("widths", "every declared width is answered at every aligned offset, by read, write and peek", "declaration");
    }

    @Override
    Finding tried(Subject subject) {
        if (subject.declared().ranges().isEmpty()) {
            return notClaimed("the device declares no ranges");
        }
        Bench bench = Bench.powerOn(subject);
        for (DeclaredRange range : subject.declared().ranges()) {
            for (int width : range.usableWidths()) {
                offsets(range, width).forEach(offset -> access(bench, range, offset, width));
            }
        }
        return passed();
    }

    /** All at both ends, and some between. */
    private static LongStream offsets(DeclaredRange range, int width) {
        long last = range.lengthBytes() / width - 1;
        long stride = Math.max(last / NEAR, 1);
        LongStream ends = LongStream.concat(LongStream.range(0, Math.min(NEAR, last)),
                LongStream.rangeClosed(Math.max(0, last - NEAR), last));
        LongStream between = LongStream.rangeClosed(0, last / stride).map(i -> i * stride);
        return LongStream.concat(ends, between).distinct().map(i -> i * width);
    }

    private static void access(Bench bench, DeclaredRange range, long offset, int width) {
        if (range.readable()) {
            bench.peek(range.name(), offset, width);
            bench.run(new Step.Read(range.name(), offset, width));
        }
        if (range.writable()) {
            bench.run(new Step.Write(range.name(), offset, width, 0));
            bench.run(new Step.Write(range.name(), offset, width, -1));
        }
        bench.trace().clear();
    }
}
