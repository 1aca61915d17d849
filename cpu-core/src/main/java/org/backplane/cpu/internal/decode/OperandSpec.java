package org.backplane.cpu.internal.decode;

import java.util.List;

/**
 * An operand as the opcode map writes it (SDM 2D §A.2.1 and §A.2.2): addressing method and type, or a fixed register.
 *
 * @param text   as it stands in the map
 * @param method the addressing method, a letter of the manual, {@code s} for a sign-extended immediate byte, or
 *               {@code $} for a fixed register
 * @param type   the operand type, a letter of the manual, or empty
 * @param fixed  the number of a fixed register, else -1
 */
record OperandSpec(String text, char method, String type, int fixed) {
    private static final List<String> SEGMENTS = List.of("ES", "CS", "SS", "DS", "FS", "GS");
    static final String WORD_OR_REGISTER = "Mw/Rv";

    static OperandSpec parse(String text) {
        if (SEGMENTS.contains(text)) {
            return new OperandSpec(text, '$', "S", SEGMENTS.indexOf(text));
        }
        return switch (text) {
            case "AL" -> new OperandSpec(text, '$', "b", 0);
            case "eAX" -> new OperandSpec(text, '$', "v", 0);
            case "ST" -> new OperandSpec(text, '$', "ST", 0);
            case "STi" -> new OperandSpec(text, 'i', "ST", -1);
            case "CL", "DX", "1" -> new OperandSpec(text, '$', text, -1);
            case "sIb" -> new OperandSpec(text, 's', "b", -1);
            case WORD_OR_REGISTER -> new OperandSpec(text, 'E', WORD_OR_REGISTER, -1);
            default -> new OperandSpec(text, text.charAt(0), text.substring(1), -1);
        };
    }

    /** Whether the operand needs a ModR/M byte. */
    boolean usesModRm() {
        return "EGMRSCDPQNVWUi".indexOf(method) >= 0;
    }

    /** Whether the r/m part may be a register or memory. */
    boolean mayBeMemory() {
        return "EQW".indexOf(method) >= 0;
    }

    /** Whether the r/m part must be a register. */
    boolean isRegisterOnly() {
        return "NUi".indexOf(method) >= 0;
    }

    /** Whether the operand is the r/m part of ModR/M. */
    boolean isRm() {
        return method == 'E' || method == 'M' || method == 'R';
    }

    /** Resolves the operand for an operand size and for what the mod field says. */
    Operand resolve(boolean registerForm, boolean operand32, Operand.Field field) {
        int wide = operand32 ? 32 : 16;
        return switch (method) {
            case 'E' -> registerForm
                    ? new Operand(Operand.Kind.REGISTER, registerSize(wide), field)
                    : new Operand(Operand.Kind.MEMORY, memorySize(wide), null);
            case 'P', 'N' -> new Operand(Operand.Kind.MMX, 64, field);
            case 'V', 'U' -> new Operand(Operand.Kind.XMM, 128, field);
            case 'Q', 'W' -> registerForm
                    ? new Operand(method == 'Q' ? Operand.Kind.MMX : Operand.Kind.XMM, method == 'Q' ? 64 : 128, field)
                    : new Operand(Operand.Kind.MEMORY, memorySize(wide), null);
            case 'i' -> new Operand(Operand.Kind.X87, 80, field);
            case 'M', 'O' -> new Operand(Operand.Kind.MEMORY, memorySize(wide), null);
            case 'G', 'Z' -> new Operand(Operand.Kind.REGISTER, registerSize(wide), field);
            case 'R' -> new Operand(Operand.Kind.REGISTER, 32, field);
            case 'I' -> new Operand(Operand.Kind.IMMEDIATE, registerSize(wide), null);
            case 's' -> new Operand(Operand.Kind.IMMEDIATE, wide, null);
            case 'J' -> new Operand(Operand.Kind.RELATIVE, wide, null);
            case 'A' -> new Operand(Operand.Kind.FAR_POINTER, wide, null);
            case 'S' -> new Operand(Operand.Kind.SEGMENT, 16, field);
            case 'C', 'D' -> new Operand(Operand.Kind.SYSTEM, 32, field);
            case 'X', 'Y' -> new Operand(Operand.Kind.STRING, registerSize(wide), null);
            default -> resolveFixed(wide, field);
        };
    }

    private Operand resolveFixed(int wide, Operand.Field field) {
        return switch (type) {
            case "b" -> new Operand(Operand.Kind.REGISTER, 8, field);
            case "v" -> new Operand(Operand.Kind.REGISTER, wide, field);
            case "S" -> new Operand(Operand.Kind.SEGMENT, 16, field);
            case "ST" -> new Operand(Operand.Kind.X87, 80, field);
            case "CL" -> new Operand(Operand.Kind.COUNT, 8, null);
            case "DX" -> new Operand(Operand.Kind.PORT, 16, null);
            case "1" -> new Operand(Operand.Kind.ONE, 8, null);
            default -> throw new AssertionError("operand " + text);
        };
    }

    private int registerSize(int wide) {
        return switch (type) {
            case "b" -> 8;
            case "w" -> 16;
            case "d" -> 32;
            default -> wide;
        };
    }

    private int memorySize(int wide) {
        return switch (type) {
            case "b" -> 8;
            case "w", WORD_OR_REGISTER -> 16;
            case "d" -> 32;
            case "q" -> 64;
            case "t" -> 80;
            case "x" -> 128;
            case "v", "z" -> wide;
            default -> 0;
        };
    }
}
