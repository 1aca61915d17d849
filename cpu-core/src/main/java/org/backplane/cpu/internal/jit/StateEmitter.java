package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.IASTORE;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IF_ICMPNE;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.PUTFIELD;

import org.objectweb.asm.Label;

/** Emits how the processor's state gets into the locals of a region, and back. */
final class StateEmitter {
    private static final int REGISTERS = 8;

    private final Code code;
    /** The registers of the whole region. */
    private final RegisterUse use;

    StateEmitter(Code code, RegisterUse use) {
        this.code = code;
        this.use = use;
    }

    /** The region begins. */
    void enter() {
        loadField("eip", Code.EIP);
        code.loadCpu();
        code.field(GETFIELD, Code.CPU, "execution", "L" + Code.EXECUTION + ";");
        code.field(GETFIELD, Code.EXECUTION, "budget", "I");
        code.store(Code.BUDGET);
        code.constant("data", "L" + Code.DATA + ";");
        code.field(GETFIELD, Code.DATA, "pages", "I");
        code.store(Code.PAGES);
        code.push(0);
        code.store(Code.WAY);
        code.push(0);
        code.store(Code.FORM);
        if (code.isInMemory()) {
            code.keepRegisters();
        }
        load();
    }

    /** Returns at once if code is entered where what it takes for granted does not hold. */
    void returnUnless(Addressing addressing, RunEmitter run) {
        if (!addressing.flat() || run.isThere()) {
            Label wrong = new Label();
            Label right = new Label();
            run.jumpUnlessHolding(wrong);
            if (!addressing.flat()) {
                compare("codeBase", addressing.codeBase(), wrong);
                compare("codeLimit", addressing.codeLimit(), wrong);
                compare("stackMask", addressing.stackMask(), wrong);
            }
            code.jump(GOTO, right);
            code.placeAtStart(wrong);
            code.push(WayOut.ELSEWHERE.ordinal());
            code.op(IRETURN);
            code.placeAtStart(right);
        }
    }

    private void compare(String field, int value, Label otherwise) {
        code.loadCpu();
        code.field(GETFIELD, Code.CPU, field, "I");
        code.push(value);
        code.jump(IF_ICMPNE, otherwise);
    }

    /** Takes registers and flags into locals. */
    void load() {
        load(use.used());
    }

    /** Takes flags and those registers into locals that an instruction sets. */
    void loadChanged(GuestInstruction instruction) {
        load(RegisterUse.of(instruction).set());
    }

    private void load(int registers) {
        if (code.isInMemory()) {
            return;
        }
        loadField("result", Code.RESULT);
        loadField("carries", Code.CARRIES);
        for (int number = 0; number < REGISTERS; number++) {
            if ((registers >>> number & 1) != 0) {
                code.constant("registers", "[I");
                code.push(number);
                code.op(IALOAD);
                code.store(Code.registerLocal(number));
            }
        }
    }

    private void store() {
        if (code.isInMemory()) {
            return;
        }
        storeField("result", Code.RESULT);
        storeField("carries", Code.CARRIES);
        for (int number = 0; number < REGISTERS; number++) {
            if ((use.set() >>> number & 1) != 0) {
                code.constant("registers", "[I");
                code.push(number);
                code.load(Code.registerLocal(number));
                code.op(IASTORE);
            }
        }
    }

    /**
     * Puts all in its place before an instruction that is called.
     *
     * @param refund instructions that were taken from the budget and have not been executed
     */
    void storeBefore(int eip, int refund) {
        store();
        code.push(eip);
        code.store(Code.EIP);
        storeField("eip", Code.EIP);
        storeBudget(refund);
    }

    /** Puts all in its place and returns, with what the table of the ways out says. */
    void leave() {
        store();
        Label elsewhere = new Label();
        code.load(Code.WAY);
        code.jump(IFEQ, elsewhere);
        pushWord(0);
        code.store(Code.EIP);
        code.load(Code.BUDGET);
        pushWord(Exits.REFUND);
        code.op(IADD);
        code.store(Code.BUDGET);
        code.place(elsewhere);
        storeField("eip", Code.EIP);
        storeBudget(0);
        pushWord(Exits.REASON);
        code.op(IRETURN);
    }

    private void pushWord(int number) {
        code.constant("ways", "[I");
        code.load(Code.WAY);
        code.push(number);
        code.op(IADD);
        code.op(IALOAD);
    }

    private void loadField(String name, int local) {
        code.loadCpu();
        code.field(GETFIELD, Code.CPU, name, "I");
        code.store(local);
    }

    private void storeField(String name, int local) {
        code.loadCpu();
        code.load(local);
        code.field(PUTFIELD, Code.CPU, name, "I");
    }

    private void storeBudget(int refund) {
        code.loadCpu();
        code.field(GETFIELD, Code.CPU, "execution", "L" + Code.EXECUTION + ";");
        code.load(Code.BUDGET);
        if (refund != 0) {
            code.push(refund);
            code.op(IADD);
        }
        code.field(PUTFIELD, Code.EXECUTION, "budget", "I");
    }
}
