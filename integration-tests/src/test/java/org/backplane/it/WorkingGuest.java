package org.backplane.it;

import java.io.IOException;
import java.nio.file.Path;
import org.backplane.bus.machine.Machine;

/**
 * A guest of a few instructions that uses a device without pause while the word at {@code START} is not 0, and counts in RAM
 * what it has done and what it has found wrong.
 */
class WorkingGuest {
    static final int ROM = 0xF0000;
    private static final int START = 0x0FE0;
    private static final int DONE = 0x0FF0;
    private static final int WRONG = 0x0FF8;
    private static final long PATIENCE_MILLIS = 60_000;

    private final Machine machine;
    private final String name;
    private final int[] program;

    WorkingGuest(Machine machine, String name, int... program) {
        this.machine = machine;
        this.name = name;
        this.program = program;
    }

    final Machine machine() {
        return machine;
    }

    /** Writes the ROM with its program. */
    final Path rom() throws IOException {
        return GuestRom.writeFlat(Path.of("target", name + ".rom"), program);
    }

    final boolean isMapped() {
        return machine.call(() -> {
            for (int i = 0; i < program.length; i++) {
                if (machine.memory().peek(ROM + i, 1) != program[i]) {
                    return false;
                }
            }
            return true;
        });
    }

    final void clear() {
        machine.call(() -> {
            machine.memory().write(START, 4, 0);
            machine.memory().write(DONE, 4, 0);
            machine.memory().write(WRONG, 4, 0);
            return null;
        });
    }

    /** Lets it work, or stop when it is through with what it is at. */
    final void work(boolean on) {
        machine.call(() -> {
            machine.memory().write(START, 4, on ? 1 : 0);
            return null;
        });
    }

    /** What it has done so far, in its own unit, modulo 2^32. */
    final long done() {
        return machine.call(() -> machine.memory().peek(DONE, 4));
    }

    /** How often something was not as the guest had left it. */
    final long wrong() {
        return machine.call(() -> machine.memory().peek(WRONG, 4));
    }

    final void awaitDone(long more) throws InterruptedException {
        long before = done();
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (done() - before < more) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError("the guest does not get on: " + machine.status() + " " + machine.slots()
                        + machine.events() + machine.swaps());
            }
            Thread.sleep(1);
        }
    }
}
