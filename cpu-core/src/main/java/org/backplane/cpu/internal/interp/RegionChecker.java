package org.backplane.cpu.internal.interp;

import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.Flags;
import org.backplane.cpu.internal.fpu.Fpu;
import org.backplane.cpu.internal.jit.Journal;
import org.backplane.cpu.internal.jit.RegionCode;

/**
 * Holds each run of a region against the interpreter: runs the region, takes back what it did, has the interpreter execute
 * as many instructions, and compares registers, flags, the x87 and every byte that either of them wrote. Regions touch nothing
 * else, so that all of it can be taken back.
 */
final class RegionChecker {
    /** What a program sees of the processor as far as regions can change it. */
    private record State(int[] registers, int eip, int result, int carries, int control) {
        static State of(Cpu c) {
            return new State(c.regs.clone(), c.eip, c.result, c.carries, c.control);
        }

        void restore(Cpu c) {
            System.arraycopy(registers, 0, c.regs, 0, registers.length);
            c.eip = eip;
            c.result = result;
            c.carries = carries;
        }

        int eflags() {
            return control | Flags.toImage(result, carries);
        }
    }

    private final Cpu c;
    private final Journal journal;
    private final Runnable interpreter;
    // The x87 before the region ran, and behind it.
    private final Fpu fpuBefore = new Fpu();
    private final Fpu fpuTranslated = new Fpu();
    /** Which bytes of the arena the interpreter wrote. */
    private final Set<Integer> written = new TreeSet<>();

    /**
     * A checker.
     *
     * @param journal     what regions write
     * @param interpreter executes as many instructions as the budget allows
     */
    RegionChecker(Cpu c, Journal journal, Runnable interpreter) {
        this.c = c;
        this.journal = journal;
        this.interpreter = interpreter;
    }

    /**
     * Runs a region; afterwards the state is what both engines agree on.
     *
     * @return why the region was left, as {@link RegionCode#run} says it
     * @throws IllegalStateException if they do not; the message says in what
     */
    int run(Region region) {
        int budget = c.execution.budget;
        State before = State.of(c);
        fpuBefore.copy(c.fpu);
        journal.clear();
        int way = region.quick().code.run(c);
        c.fpu.settle();
        State translated = State.of(c);
        fpuTranslated.copy(c.fpu);
        int executed = budget - c.execution.budget;
        byte[] after = journal.undo();
        before.restore(c);
        c.fpu.copy(fpuBefore);
        interpret(executed);
        c.execution.budget = budget - executed;
        compare(before.eip, executed, translated, after);
        return way;
    }

    private void interpret(int instructions) {
        written.clear();
        c.execution.budget = instructions;
        c.logWrites(this::written);
        interpreter.run();
        c.logWrites(null);
    }

    private void written(int linear, int width) {
        for (int i = 0; i < width; i++) {
            int page = c.mmu.directWrites(c.user())[linear + i >>> 12];
            written.add(page + linear + i);
        }
    }

    private void compare(int from, int executed, State translated, byte[] after) {
        State interpreted = State.of(c);
        StringJoiner differences = new StringJoiner("; ");
        for (int i = 0; i < Cpu.GENERAL_NAMES.size(); i++) {
            compare(differences, Cpu.GENERAL_NAMES.get(i), translated.registers[i], interpreted.registers[i]);
        }
        compare(differences, "EIP", translated.eip, interpreted.eip);
        compare(differences, "EFLAGS", translated.eflags() & Eflags.KNOWN, interpreted.eflags() & Eflags.KNOWN);
        compareFpu(differences, fpuTranslated, c.fpu);
        compareMemory(differences, after);
        if (differences.length() > 0) {
            throw new IllegalStateException("the translated code at %08x and the interpreter differ after %d instructions: %s"
                    .formatted(from, executed, differences));
        }
    }

    private static void compareFpu(StringJoiner differences, Fpu translated, Fpu interpreted) {
        compare(differences, "FPU status", translated.statusWord(), interpreted.statusWord());
        compare(differences, "registers in use", translated.used, interpreted.used);
        compare(differences, "FPU IP", translated.instructionPointer, interpreted.instructionPointer);
        compare(differences, "FPU CS", translated.instructionSelector, interpreted.instructionSelector);
        compare(differences, "FPU DP", translated.operandPointer, interpreted.operandPointer);
        compare(differences, "FPU DS", translated.operandSelector, interpreted.operandSelector);
        for (int i = 0; i < Fpu.MEMORY; i++) {
            if (translated.se[i] != interpreted.se[i] || translated.sig[i] != interpreted.sig[i]) {
                differences.add("R%d %04x %016x, not %04x %016x".formatted(i, translated.se[i], translated.sig[i], interpreted.se[i],
                        interpreted.sig[i]));
            }
        }
    }

    private static void compare(StringJoiner differences, String name, int translated, int interpreted) {
        if (translated != interpreted) {
            differences.add("%s %08x, not %08x".formatted(name, translated, interpreted));
        }
    }

    private void compareMemory(StringJoiner differences, byte[] after) {
        for (int i = 0; i < after.length; i++) {
            int index = journal.index(i);
            written.remove(index);
            if (c.arena()[index] != after[i]) {
                differences.add("byte %x of the arena %02x, not %02x".formatted(index, after[i], c.arena()[index]));
            }
        }
        written.forEach(index -> differences.add("byte %x of the arena not written".formatted(index)));
    }
}
