package org.backplane.device.tck.live;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.backplane.bus.AddressSpace;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.RangeDTO;

/** Plays the guest: accesses on the machine thread to the ranges of a device. */
final class Guest {
    private static final long NEAR = 256;
    private static final int ACCESSES = 2_000;
    private static final int BURST = 16;

    private Guest() {
    }

    interface Work {
        void run() throws Exception;
    }

    private static AddressSpace space(Machine machine, RangeDTO range) {
        return range.space.equals("port") ? machine.ports() : machine.memory();
    }

    private static int[] widths(RangeDTO range) {
        long lengthBytes = range.last - range.first + 1;
        return Stream.of(range.valid.split(",")).mapToInt(Integer::parseInt).filter(width -> width <= lengthBytes).toArray();
    }

    /** Every valid width at the aligned addresses of a range's beginning. */
    static void widths(Machine machine, List<RangeDTO> ranges) {
        machine.call(() -> {
            for (RangeDTO range : ranges) {
                for (int width : widths(range)) {
                    for (long at = 0; at + width <= Math.min(NEAR, range.last - range.first + 1); at += width) {
                        space(machine, range).read(range.first + at, width);
                    }
                }
            }
            return null;
        });
    }

    /** Looks twice. */
    static Optional<String> peek(Machine machine, List<RangeDTO> ranges) {
        return machine.call(() -> {
            for (RangeDTO range : ranges) {
                for (long at = range.first; at <= Math.min(range.last, range.first + NEAR); at++) {
                    long first = space(machine, range).peek(at, 1);
                    long second = space(machine, range).peek(at, 1);
                    if (first != second) {
                        return Optional.of(String.format("%s at %x: first %x, then %x", range.name, at, first, second));
                    }
                }
            }
            return Optional.empty();
        });
    }

    /** Random reads and writes. */
    static void fuzz(Machine machine, List<RangeDTO> ranges) {
        machine.call(() -> burst(machine, ranges, new Random(1), ACCESSES));
    }

    /** Hammers away while something else happens, and until it is over. */
    static Optional<String> during(Machine machine, List<RangeDTO> ranges, Work work) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread guest = new Thread(() -> {
            Random random = new Random(2);
            while (!over.get() && thrown.get() == null) {
                try {
                    machine.call(() -> burst(machine, ranges, random, BURST));
                } catch (RuntimeException refused) {
                    thrown.set(refused);
                }
            }
        }, "device-tck guest");
        guest.start();
        try {
            work.run();
        } finally {
            over.set(true);
            guest.join();
        }
        return Optional.ofNullable(thrown.get()).map(refused -> "an access threw " + refused);
    }

    private static int burst(Machine machine, List<RangeDTO> ranges, Random random, int accesses) {
        for (int i = 0; i < accesses && !ranges.isEmpty(); i++) {
            RangeDTO range = ranges.get(random.nextInt(ranges.size()));
            int[] widths = widths(range);
            int width = widths[random.nextInt(widths.length)];
            long reach = Math.min(NEAR, range.last - range.first + 1);
            long at = range.first + random.nextInt((int) reach - width + 1) / width * width;
            if (random.nextBoolean()) {
                space(machine, range).read(at, width);
            } else {
                space(machine, range).write(at, width, random.nextLong());
            }
        }
        return accesses;
    }
}
