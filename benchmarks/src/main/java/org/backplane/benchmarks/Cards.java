package org.backplane.benchmarks;

import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Wires;

/**
 * Many cards of one range each, of four classes by turns, so that the call of a handler is as hard to predict for
 * HotSpot as it is in a machine with different cards. Each card holds one register.
 */
final class Cards {
    /** Ports that the cards do not use: there the changing card comes and goes. */
    static final int CHANGING_PORT = 0xFF00;
    static final long CHANGING_ADDRESS = 0xFF00_0000L;

    private static final int FIRST_PORT = 0x1000;
    private static final int PORTS_EACH = 4;
    private static final long FIRST_ADDRESS = 0xC000_0000L;
    private static final int BYTES_EACH = 0x1000;
    /** So many are inserted before the machine thread is waited for, which gives up after some seconds. */
    private static final int BATCH = 100;

    private Cards() {
    }

    /** Plugs cards in, each of which answers four ports. */
    static void insertPorts(Bench bench, int count) {
        for (int i = 0; i < count; i++) {
            bench.insert("port~" + i, device(i), Map.of("bus.port", port(i) + "+" + PORTS_EACH));
            settle(bench, i);
        }
    }

    /** Plugs cards in, each of which answers a page of memory addresses. */
    static void insertMemory(Bench bench, int count) {
        for (int i = 0; i < count; i++) {
            bench.insert("memory~" + i, device(i), Map.of("bus.memory", address(i) + "+" + BYTES_EACH));
            settle(bench, i);
        }
    }

    private static void settle(Bench bench, int inserted) {
        if (inserted % BATCH == 0) {
            bench.settle();
        }
    }

    static long port(int card) {
        return FIRST_PORT + (long) card * PORTS_EACH;
    }

    static long address(int card) {
        return FIRST_ADDRESS + (long) card * BYTES_EACH;
    }

    static Device device(int number) {
        return switch (number & 3) {
            case 0 -> new First();
            case 1 -> new Second();
            case 2 -> new Third();
            default -> new Fourth();
        };
    }

    private abstract static class Register implements Device, Card, RangeHandler {
        private long value;

        @Override
        public final Card plug(Wires wires) {
            return this;
        }

        @Override
        public void write(long offset, int width, long written) {
            value = written;
        }

        final long value() {
            return value;
        }
    }

    private static final class First extends Register {
        @Override
        public long read(long offset, int width) {
            return value();
        }
    }

    private static final class Second extends Register {
        @Override
        public long read(long offset, int width) {
            return value() + 1;
        }
    }

    private static final class Third extends Register {
        @Override
        public long read(long offset, int width) {
            return value() + 2;
        }
    }

    private static final class Fourth extends Register {
        @Override
        public long read(long offset, int width) {
            return value() + 3;
        }
    }
}
