package org.backplane.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
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
    /** {@code cmp dword [START],0; je} back to it: what each program does before it begins a round. */
    private static final List<Integer> WAITING = List.of(0x83, 0x3D, 0xE0, 0x0F, 0x00, 0x00, 0x00, 0x74, 0xF7);
    private static final int COMPARE_BYTES = 7;
    private static final long ZERO_FLAG = 0x40;
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

    /** Lets it work, or stop when it is through with what it is at: {@link #awaitStanding}. */
    final void work(boolean on) {
        machine.call(() -> {
            machine.memory().write(START, 4, on ? 1 : 0);
            return null;
        });
    }

    /** Waits until it is through with what it was at when it was told to stop. */
    final void awaitStanding() throws InterruptedException {
        awaitThat(this::stands);
    }

    private boolean stands() {
        Map<String, Long> registers = machine.registers().stream()
                .collect(Collectors.toMap(register -> register.name, register -> register.value));
        long offset = registers.get("EIP") - ROM - Collections.indexOfSubList(Arrays.stream(program).boxed().toList(), WAITING);
        return offset == 0 || offset == COMPARE_BYTES && (registers.get("EFLAGS") & ZERO_FLAG) != 0;
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
        awaitThat(() -> done() - before >= more);
    }

    private void awaitThat(BooleanSupplier holds) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!holds.getAsBoolean()) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError("the guest does not get on: " + machine.status() + " " + machine.slots()
                        + machine.events() + machine.swaps());
            }
            Thread.sleep(1);
        }
    }
}
