package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.BALOAD;
import static org.objectweb.asm.Opcodes.BASTORE;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPGT;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.IUSHR;

import org.objectweb.asm.Label;

/**
 * Emits accesses to memory: one look into the MMU's flat table ({@link org.backplane.mmu.Mmu}), one comparison, and the access
 * to the arena. What the comparison refuses leaves the region.
 */
final class MemoryEmitter {
    private static final String ACCESS = Code.PACKAGE + "jit/ArenaAccess";
    private static final int PAGE_MASK = 4095;
    private static final int PAGE_SHIFT = 12;

    private final Code code;
    private final boolean journal;
    // The place of the last read that will be written.
    private Node updated;
    private int updatedIndex;

    MemoryEmitter(Code code, boolean journal) {
        this.code = code;
        this.journal = journal;
    }

    /** Another instruction begins. */
    void begin() {
        updated = null;
    }

    /** Pushes what is read at a linear address. */
    void load(Node node, int linear, Label refused) {
        boolean update = node.kind == Node.Kind.UPDATE;
        int entry = check(update ? "writes" : "reads", node.number, linear, refused);
        int index = index(entry, linear);
        if (update) {
            updated = node.inputs[0];
            updatedIndex = index;
        }
        read(node.number, index);
    }

    /** Leaves the region unless all bytes can be accessed directly; the local of the table's entry. */
    private int check(String table, int size, int linear, Label refused) {
        int entry = code.newTemporary();
        code.constant(table, "[I");
        code.load(linear);
        code.push(PAGE_SHIFT);
        code.op(IUSHR);
        code.op(IALOAD);
        if (size == 8) {
            code.op(DUP);
            code.store(entry);
            code.push(PAGE_MASK);
            code.op(IAND);
            code.jump(IFNE, refused);
        } else {
            code.op(DUP);
            code.store(entry);
            code.load(linear);
            code.op(IOR);
            code.push(PAGE_MASK);
            code.op(IAND);
            code.push(PAGE_MASK + 1 - size / 8);
            code.jump(IF_ICMPGT, refused);
        }
        return entry;
    }

    private int index(int entry, int linear) {
        int index = code.newTemporary();
        code.load(entry);
        code.load(linear);
        code.op(IADD);
        code.store(index);
        return index;
    }

    private void read(int size, int index) {
        code.constant("arena", "[B");
        code.load(index);
        switch (size) {
            case 8 -> {
                code.op(BALOAD);
                code.push(0xFF);
                code.op(IAND);
            }
            case 16 -> code.callStatic(ACCESS, "getShort", "([BI)I");
            default -> code.callStatic(ACCESS, "getInt", "([BI)I");
        }
    }

    /** Whether the bytes at an address have been read to be written by this instruction. */
    boolean isChecked(Node address) {
        return updated == address;
    }

    /** Makes sure that bytes can be written; the local of their index in the arena. */
    int checkStore(int size, Node address, int linear, Label refused) {
        if (isChecked(address)) {
            return updatedIndex;
        }
        return index(check("writes", size, linear, refused), linear);
    }

    /** Writes a local, or a constant. */
    void store(int size, int index, Runnable pushValue) {
        if (journal) {
            code.constant("data", "L" + Code.DATA + ";");
            code.load(index);
            code.push(size / 8);
            code.callStatic(Code.PACKAGE + "jit/Journal", "note", "(L" + Code.DATA + ";II)V");
        }
        code.constant("arena", "[B");
        code.load(index);
        pushValue.run();
        switch (size) {
            case 8 -> code.op(BASTORE);
            case 16 -> code.callStatic(ACCESS, "setShort", "([BII)V");
            default -> code.callStatic(ACCESS, "setInt", "([BII)V");
        }
    }
}
