package org.backplane.cpu.internal.decode;

/**
 * Decodes instructions (SDM 2A chapter 2).
 *
 * <p>An instruction that the opcode map does not have, that lacks the operand kind it needs, or that carries a LOCK
 * prefix it may not have (SDM 2, LOCK) decodes to {@link OpcodeMap#undefined}.
 */
public final class Decoder {
    private static final int MAX_LENGTH = 15;
    private static final int SS = 2;
    private static final int DS = 3;
    private static final int ZERO = 8;
    private static final int ESP = 4;
    private static final int EBP = 5;

    /** Base and index of the 16-bit address forms (SDM 2A table 2-1). */
    private static final int[] BASE16 = {3, 3, 5, 5, ZERO, ZERO, 5, 3};
    private static final int[] INDEX16 = {6, 7, 6, 7, 6, 7, ZERO, ZERO};

    private final OpcodeMap map = OpcodeMap.INSTANCE;
    private CodeWindow code;
    private Insn insn;
    private int segmentOverride;
    private int repeat;
    private boolean operandOverride;
    private boolean addressOverride;
    private int modRm;

    /**
     * Decodes one instruction.
     *
     * @param code   gives the bytes, from the instruction's first one
     * @param code32 whether operand and address size are 32 bits by default (CS.D)
     * @param legacy whether the processor is in real or virtual-8086 mode
     * @param insn   takes the result
     */
    public void decode(CodeWindow code, boolean code32, boolean legacy, Insn insn) {
        this.code = code;
        this.insn = insn;
        int opcode = prefixes();
        insn.operand32 = code32 ^ operandOverride;
        insn.address32 = code32 ^ addressOverride;
        insn.registerForm = true;
        modRm = 0xC0;
        if (map.hasModRm(opcode)) {
            modRm = code.next();
        }
        int prefix = repeat == OpcodeMap.NO_PREFIX && operandOverride ? OpcodeMap.P66 : repeat;
        insn.entry = map.find(opcode, prefix, modRm);
        if (insn.entry.modRm) {
            registerOrMemory();
        }
        operands(opcode);
        if (code.taken() > MAX_LENGTH) {
            throw code.tooLong();
        }
        insn.length = code.taken();
        if (insn.lock && !(insn.entry.lockable && !insn.registerForm) || legacy && insn.entry.protectedOnly) {
            insn.entry = map.undefined;
        }
        if (insn.entry == map.undefined) {
            insn.registerForm = true;
        }
    }

    private int prefixes() {
        segmentOverride = -1;
        repeat = OpcodeMap.NO_PREFIX;
        operandOverride = false;
        addressOverride = false;
        insn.lock = false;
        while (true) {
            int b = code.next();
            switch (b) {
                case 0x26, 0x2E, 0x36, 0x3E -> segmentOverride = b >>> 3 & 3;
                case 0x64, 0x65 -> segmentOverride = b & 7;
                case 0x66 -> operandOverride = true;
                case 0x67 -> addressOverride = true;
                case 0xF0 -> insn.lock = true;
                case 0xF2 -> repeat = OpcodeMap.F2;
                case 0xF3 -> repeat = OpcodeMap.F3;
                case 0x0F -> {
                    return 256 + code.next();
                }
                default -> {
                    return b;
                }
            }
            if (code.taken() >= MAX_LENGTH) {
                throw code.tooLong();
            }
        }
    }

    // ModR/M and SIB (SDM 2A §2.1.5).

    private void registerOrMemory() {
        if (modRm >= 0xC0 || insn.entry.alwaysRegister) {
            return;
        }
        insn.registerForm = false;
        insn.scale = 0;
        if (insn.address32) {
            address32();
        } else {
            address16();
        }
    }

    private void address16() {
        int mod = modRm >>> 6;
        int rm = modRm & 7;
        insn.base = BASE16[rm];
        insn.index = INDEX16[rm];
        if (mod == 0 && rm == 6) {
            insn.base = ZERO;
            insn.disp = code.next16();
        } else {
            insn.disp = mod == 0 ? 0 : mod == 1 ? (byte) code.next() : (short) code.next16();
        }
        insn.segment = segment(insn.base);
    }

    private void address32() {
        int mod = modRm >>> 6;
        int rm = modRm & 7;
        insn.index = ZERO;
        insn.base = rm;
        if (rm == ESP) {
            int sib = code.next();
            insn.base = sib & 7;
            insn.index = (sib >>> 3 & 7) == ESP ? ZERO : sib >>> 3 & 7;
            insn.scale = sib >>> 6;
        }
        if (mod == 0 && insn.base == EBP) {
            insn.base = ZERO;
            insn.disp = code.next32();
        } else {
            insn.disp = mod == 0 ? 0 : mod == 1 ? (byte) code.next() : code.next32();
        }
        insn.segment = segment(insn.base);
    }

    /** The segment of a memory operand: EBP and ESP as base address the stack (SDM 1 table 3-5). */
    private int segment(int base) {
        if (segmentOverride >= 0) {
            return segmentOverride;
        }
        return base == ESP || base == EBP ? SS : DS;
    }

    // Operands in the order of the opcode map: the first register goes to dst, another one to src.

    private void operands(int opcode) {
        OperandSpec[] operands = insn.entry.operands;
        boolean first = true;
        for (OperandSpec operand : operands) {
            int register = register(operand, opcode);
            if (register >= 0 && first) {
                insn.dst = register;
            } else if (register >= 0) {
                insn.src = register;
            } else {
                constant(operand);
            }
            first = false;
        }
        if (insn.entry.string || insn.entry.byAddressSize) {
            insn.segment = segment(ZERO);
        }
        adjustPop();
    }

    /** The number of the register an operand names, or -1. */
    private int register(OperandSpec operand, int opcode) {
        return switch (operand.method()) {
            case 'E', 'R', 'Q', 'W', 'N', 'U', 'i' -> insn.registerForm ? modRm & 7 : -1;
            case 'G', 'C', 'D', 'P', 'V' -> modRm >>> 3 & 7;
            case 'S' -> segmentRegister(modRm >>> 3 & 7);
            case 'Z' -> opcode & 7;
            default -> operand.fixed();
        };
    }

    /** There are six segment registers, and CS cannot be the destination of MOV (SDM 2, MOV). */
    private int segmentRegister(int number) {
        if (number > 5 || number == 1 && insn.entry.operands[0].method() == 'S') {
            insn.entry = map.undefined;
            return 0;
        }
        return number;
    }

    private void constant(OperandSpec operand) {
        switch (operand.method()) {
            case 'I' -> immediate(operand.type());
            case 's' -> insn.imm = (byte) code.next();
            case 'J' -> insn.imm = operand.type().equals("b") ? (byte) code.next()
                    : insn.operand32 ? code.next32() : (short) code.next16();
            case 'O' -> offset();
            case 'A' -> {
                insn.imm = insn.operand32 ? code.next32() : code.next16();
                insn.disp = code.next16();
                insn.segment = DS;
            }
            default -> { }
        }
    }

    private void immediate(String type) {
        switch (type) {
            case "b" -> {
                // ENTER has a word before its byte; both travel in one immediate.
                boolean second = insn.entry.operands[0].type().equals("w") && insn.entry.operands.length == 2;
                insn.imm = second ? insn.imm | code.next() << 16 : (byte) code.next();
            }
            case "w" -> insn.imm = code.next16();
            default -> insn.imm = insn.operand32 ? code.next32() : (short) code.next16();
        }
    }

    private void offset() {
        insn.registerForm = false;
        insn.base = ZERO;
        insn.index = ZERO;
        insn.scale = 0;
        insn.disp = insn.address32 ? code.next32() : code.next16();
        insn.segment = segment(ZERO);
    }

    /** POP to memory computes an address that uses ESP after it has popped (SDM 2, POP). */
    private void adjustPop() {
        if (!insn.registerForm && insn.base == ESP && insn.entry.mnemonic.equals("POP")) {
            insn.disp += insn.operand32 ? 4 : 2;
        }
    }
}
