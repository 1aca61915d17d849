package org.backplane.device.tck.internal.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.backplane.bus.BusErrorException;
import org.backplane.bus.Dma;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.DeclaredRange;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** DMA that lands on the card's own registers does not make it run in circles. */
final class DmaCheck extends ProgramCheck {
    private static final int DEEPEST = 8;
    private static final int MOST_ACCESSES = 64;
    private static final int MOST_TRANSFERS = 4096;

    private boolean mastered;

    DmaCheck() {
        super("dma", "DMA that lands on the card's own registers ends, and makes it throw nothing", "fuzz");
    }

    @Override
    Optional<String> unclaimed(Subject subject) {
        mastered = false;
        return Optional.empty();
    }

    @Override
    Optional<String> untried() {
        return mastered ? Optional.empty() : Optional.of("no random program makes the card a bus master");
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        Bench bench = powerOn(subject);
        Loop loop = new Loop(bench, subject.declared().ranges());
        bench.probe().bus(loop);
        for (Step step : program) {
            loop.transfers = 0;
            bench.run(step);
            mastered |= loop.transfers > 0;
            if (loop.deepest > DEEPEST || loop.transfers > MOST_TRANSFERS) {
                return Optional.of(step.java() + " makes DMA that causes DMA, "
                        + (loop.deepest > DEEPEST ? "one within the other" : "one after the other") + " without an end");
            }
        }
        return Optional.empty();
    }

    /** A memory space in which the card is everywhere. */
    private static final class Loop implements Dma {
        private final Bench bench;
        private final List<DeclaredRange> ranges;
        private int depth;
        private int deepest;
        private int transfers;

        Loop(Bench bench, List<DeclaredRange> ranges) {
            this.bench = bench;
            this.ranges = ranges.stream().filter(range -> !range.usableWidths().isEmpty()).toList();
        }

        @Override
        public int read(long physical, byte[] into, int offset, int length) {
            Arrays.fill(into, offset, offset + length, (byte) 0);
            accesses(physical, length, false, into, offset);
            return length;
        }

        @Override
        public int write(long physical, byte[] from, int offset, int length) {
            accesses(physical, length, true, from, offset);
            return length;
        }

        private void accesses(long physical, int length, boolean write, byte[] bytes, int offset) {
            transfers++;
            deepest = Math.max(deepest, ++depth);
            if (depth <= DEEPEST && transfers <= MOST_TRANSFERS) {
                for (DeclaredRange range : ranges) {
                    int width = range.usableWidths().get(0);
                    long places = range.lengthBytes() / width;
                    for (int i = 0; i < Math.min(length / width, MOST_ACCESSES); i++) {
                        access(range, Long.remainderUnsigned(physical / width + i, places) * width, width, write,
                                value(bytes, offset + i * width, width));
                    }
                }
            }
            depth--;
        }

        private void access(DeclaredRange range, long at, int width, boolean write, long value) {
            try {
                if (write && range.writable()) {
                    new Step.Write(range.name(), at, width, value).perform(bench);
                } else if (!write && range.readable()) {
                    new Step.Read(range.name(), at, width).perform(bench);
                }
            } catch (BusErrorException answered) {
                // An answer like any other: the transfer goes on with the next place.
                deepest = Math.max(deepest, depth);
            }
        }

        private static long value(byte[] bytes, int at, int width) {
            long value = 0;
            for (int i = width - 1; i >= 0; i--) {
                value = value << 8 | bytes[at + i] & 0xff;
            }
            return value;
        }
    }
}
