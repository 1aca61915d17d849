package org.backplane.it.tracer;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.AddressSpace;
import org.backplane.bus.machine.Machine;

/**
 * Makes the accesses of a trace on a machine that stands between two instructions of a guest which jumps to itself. Virtual
 * time passes only where the replay lets it, by steps of that guest, so that each replay is like the other: an instruction
 * for each access; at the end of an interrupt as long as a timer interrupt takes to come, since something interrupted; and
 * while a status register, which a guest polls, does not say what it said in the trace. No other register is read twice.
 */
final class Replay {
    /** What an instruction of this machine takes. */
    private static final int NANOS_PER_INSTRUCTION = 1_000;
    private static final long PORTS = 0x10000;
    private static final long OCW2 = 0x20;
    private static final long END_OF_INTERRUPT = 0x20;
    private static final long INTERRUPT = TimeUnit.MILLISECONDS.toNanos(55) / NANOS_PER_INSTRUCTION;
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(800) / NANOS_PER_INSTRUCTION;
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(500) / NANOS_PER_INSTRUCTION;
    /** Status of keyboard, diskette and disk controllers, with the bits that change by themselves. */
    private static final Map<Long, Integer> POLLED = Map.of(0x64L, 0x03, 0x3f4L, 0xcf, 0x1f7L, 0x80, 0x177L, 0x80,
            0x3f6L, 0x80, 0x376L, 0x80);

    private final Machine machine;

    Replay(Machine machine) {
        this.machine = machine;
    }

    /** Makes an access such as {@code r 71.1=26}; gives it back with the value that it had here. */
    String make(String access) {
        int dot = access.indexOf('.');
        int equals = access.indexOf('=');
        long address = Long.parseUnsignedLong(access.substring(2, dot), 16);
        int width = Integer.parseInt(access.substring(dot + 1, equals));
        long value = Long.parseUnsignedLong(access.substring(equals + 1), 16);
        machine.step(1);
        if (access.startsWith("W")) {
            write(address, width, value);
            return access;
        }
        return access.substring(0, equals + 1) + Long.toHexString(read(address, width, value));
    }

    private AddressSpace space(long address) {
        return address < PORTS ? machine.ports() : machine.memory();
    }

    private void write(long address, int width, long value) {
        if (address == OCW2 && value == END_OF_INTERRUPT) {
            machine.step(INTERRUPT);
        }
        machine.call(() -> {
            space(address).write(address, width, value);
            return null;
        });
    }

    private long read(long address, int width, long expected) {
        long answer = machine.call(() -> space(address).read(address, width));
        int awaited = POLLED.getOrDefault(address, 0);
        for (long waited = 0; ((answer ^ expected) & awaited) != 0 && waited < PATIENCE; waited += PAUSE) {
            machine.step(PAUSE);
            answer = machine.call(() -> space(address).read(address, width));
        }
        return answer;
    }
}
