package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.core.Registers;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.decode.Condition;

/** Data transfer instructions (SDM 1 §7.3.1) and those on segment registers (§7.3.16). */
final class DataTransfer {
    private DataTransfer() {
    }

    static void define(Semantics s) {
        s.define("MOV", (o, f) -> o.write(f.operand(0), o.read(f.operand(1))));
        s.define("MOVZX", (o, f) -> o.write(f.operand(0), o.read(f.operand(1))));
        s.define("MOVSX", (o, f) ->
                o.write(f.operand(0), o.signExtend(f.operand(1).size(), o.read(f.operand(1)))));
        s.define("LEA", (o, f) -> o.write(f.operand(0), o.offset()));
        s.define("XCHG", (o, f) -> {
            Value a = o.modify(f.operand(0));
            Value b = o.read(f.operand(1));
            o.write(f.operand(0), b);
            o.write(f.operand(1), a);
        });
        s.define("BSWAP", (o, f) -> o.write(f.operand(0), f.operand32
                ? o.call(Function.BYTE_SWAP, 32, o.read(f.operand(0)))
                // Undefined in the manual; silicon clears the register.
                : o.constant(0)));
        s.define("XLAT", (o, f) -> {
            Value base = o.register(Registers.EBX, f.addressSize());
            o.setRegister(Registers.EAX, 8, o.load(8, o.wrap(o.add(base, o.register(Registers.EAX, 8)))));
        });
        for (Condition condition : Condition.values()) {
            s.define("CMOV" + condition, (o, f) -> {
                // The source is read whatever the condition says.
                Value source = o.read(f.operand(1));
                o.write(f.operand(0), o.select(o.condition(condition), source, o.read(f.operand(0))));
            });
        }
        s.define("CBW", (o, f) -> o.setRegister(Registers.EAX, f.operandSize(),
                o.signExtend(f.operandSize() / 2, o.register(Registers.EAX, f.operandSize() / 2))));
        s.define("CWD", (o, f) -> o.setRegister(Registers.EDX, f.operandSize(),
                o.sar(o.signExtend(f.operandSize(), o.register(Registers.EAX, f.operandSize())), 31)));
        defineStack(s);
        defineSegments(s);
    }

    private static void defineStack(Semantics s) {
        s.define("PUSH", (o, f) -> o.push(f.operandSize(), o.read(f.operand(0))));
        s.define("POP", (o, f) -> {
            Value value = o.stack(f.operandSize(), 0);
            if (f.operand(0).isMemory()) {
                o.write(f.operand(0), value);
                o.release(o.constant(f.operandSize() / 8));
            } else {
                o.release(o.constant(f.operandSize() / 8));
                o.write(f.operand(0), value);
            }
        });
        s.define("PUSHA", (o, f) -> o.system(SystemCall.PUSHA, o.constant(f.operandSize())));
        s.define("POPA", (o, f) -> o.system(SystemCall.POPA, o.constant(f.operandSize())));
        s.define("PUSHF", (o, f) -> o.system(SystemCall.PUSHF, o.constant(f.operandSize())));
        s.define("POPF", (o, f) -> o.system(SystemCall.POPF, o.constant(f.operandSize())));
        s.define("ENTER", (o, f) ->
                o.system(SystemCall.ENTER, o.constant(f.operandSize()), o.read(f.operand(1))));
        s.define("LEAVE", (o, f) -> {
            Value frame = o.register(Registers.EBP, 32);
            Value value = o.loadStack(f.operandSize(), frame);
            o.setStackPointer(o.add(frame, o.constant(f.operandSize() / 8)));
            o.setRegister(Registers.EBP, f.operandSize(), value);
        });
    }

    private static void defineSegments(Semantics s) {
        s.define("MOV.SREG", (o, f) -> o.write(f.operand(0), o.read(f.operand(1))));
        s.define("MOV.TOSREG", (o, f) ->
                o.system(SystemCall.LOAD_SEGMENT, o.number(f.operand(0)), o.read(f.operand(1))));
        s.define("PUSH.SREG", (o, f) -> o.pushWord(f.operandSize(), o.read(f.operand(0))));
        s.define("POP.SREG", (o, f) ->
                o.system(SystemCall.POP_SEGMENT, o.number(f.operand(0)), o.constant(f.operandSize())));
        defineFarPointer(s, "LES", SegmentRegister.ES);
        defineFarPointer(s, "LDS", SegmentRegister.DS);
        defineFarPointer(s, "LSS", SegmentRegister.SS);
        defineFarPointer(s, "LFS", SegmentRegister.FS);
        defineFarPointer(s, "LGS", SegmentRegister.GS);
    }

    private static void defineFarPointer(Semantics s, String mnemonic, int segmentRegister) {
        s.define(mnemonic, (o, f) -> o.system(SystemCall.LOAD_FAR_POINTER, o.constant(segmentRegister),
                o.number(f.operand(0)), o.constant(f.operandSize()), o.segment(), o.offset()));
    }
}
