package org.backplane.cpu.internal.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.LongToIntFunction;
import org.backplane.bus.machine.InstructionDTO;

/** Lists code in the notation of the Intel manuals, from the opcode map that the decoder reads too. */
public final class Disassembler {
    private static final String[] REGISTERS_8 = {"al", "cl", "dl", "bl", "ah", "ch", "dh", "bh"};
    private static final String[] REGISTERS_16 = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};
    private static final String[] SEGMENTS = {"es", "cs", "ss", "ds", "fs", "gs"};
    private static final int ZERO = 8;

    /** The byte cannot be read. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("unreadable", null, false, false);
        }
    }

    /** Bytes from memory, and those of the present instruction. */
    private static final class Window extends CodeWindow {
        private final LongToIntFunction memory;
        private long linear;

        Window(LongToIntFunction memory, long linear) {
            this.memory = memory;
            this.linear = linear;
            this.bytes = new byte[32];
        }

        @Override
        protected void refill() {
            int b = end == bytes.length ? -1 : memory.applyAsInt(linear + end);
            if (b < 0) {
                throw new Unreadable();
            }
            bytes[end++] = (byte) b;
        }

        @Override
        protected RuntimeException tooLong() {
            return new Unreadable();
        }

        @Override
        protected int taken() {
            return position;
        }

        byte[] bytes(int length) {
            return Arrays.copyOf(bytes, length);
        }
    }

    private final LongToIntFunction memory;
    private final Decoder decoder = new Decoder();
    private final Insn insn = new Insn();

    /**
     * Makes a disassembler.
     *
     * @param memory gives the byte at a linear address, 0 to 255, or a negative number if there is none
     */
    public Disassembler(LongToIntFunction memory) {
        this.memory = memory;
    }

    /**
     * Lists instructions.
     *
     * @param linear first linear address
     * @param count  how many
     * @param code32 whether the code segment's default is 32 bits
     * @return one entry each; bytes that are no instruction are listed as {@code db}
     */
    public List<InstructionDTO> list(long linear, int count, boolean code32) {
        List<InstructionDTO> list = new ArrayList<>();
        long at = linear & 0xFFFFFFFFL;
        while (list.size() < count) {
            InstructionDTO instruction = one(at, code32);
            if (instruction == null) {
                break;
            }
            list.add(instruction);
            at = at + instruction.bytes.length & 0xFFFFFFFFL;
        }
        return list;
    }

    private InstructionDTO one(long linear, boolean code32) {
        Window window = new Window(memory, linear);
        InstructionDTO instruction = new InstructionDTO();
        instruction.linear = linear;
        try {
            insn.segment = -1;
            decoder.decode(window, code32, false, insn);
            instruction.bytes = window.bytes(insn.length);
            instruction.text = text(linear);
        } catch (Unreadable e) {
            if (window.taken() == 0) {
                return null;
            }
            instruction.bytes = window.bytes(1);
            instruction.text = "(bad)";
        }
        if (insn.entry == OpcodeMap.INSTANCE.undefined) {
            instruction.bytes = window.bytes(1);
            instruction.text = "(bad)";
        }
        return instruction;
    }

    private String text(long linear) {
        StringJoiner operands = new StringJoiner(",");
        Form form = insn.form();
        for (Operand operand : form.operands()) {
            operands.add(operandText(operand, linear));
        }
        String name = mnemonic();
        return (operands.length() == 0 ? name : String.format("%-7s %s", name, operands)).trim();
    }

    private String mnemonic() {
        String name = insn.entry.mnemonic.toLowerCase(Locale.ROOT);
        String lock = insn.lock ? "lock " : "";
        if (name.startsWith("rep")) {
            return name.replace('.', ' ') + suffix();
        }
        int dot = name.indexOf('.');
        return lock + (dot < 0 ? name : name.substring(0, dot)) + (insn.entry.string ? suffix() : "");
    }

    /** String instructions show the element's size in the mnemonic. */
    private String suffix() {
        for (Operand operand : insn.form().operands()) {
            if (operand.kind() == Operand.Kind.STRING) {
                return operand.size() == 8 ? "b" : operand.size() == 16 ? "w" : "d";
            }
        }
        return "";
    }

    private String operandText(Operand operand, long linear) {
        int field = operand.field() == Operand.Field.DST ? insn.dst : insn.src;
        return switch (operand.kind()) {
            case REGISTER -> register(field, operand.size());
            case MEMORY -> memoryText(operand);
            case IMMEDIATE -> hex(operand.size() == 8 ? insn.imm & 0xFF : operand.size() == 16 ? insn.imm & 0xFFFF : insn.imm);
            case ONE -> "1";
            case COUNT -> "cl";
            case PORT -> "dx";
            case SEGMENT -> SEGMENTS[field];
            case SYSTEM -> (insn.entry.mnemonic.endsWith("DR") ? "dr" : "cr") + field;
            case RELATIVE -> hex((int) linear + insn.length + insn.imm & (insn.operand32 ? -1 : 0xFFFF));
            case FAR_POINTER -> hex(insn.disp) + ":" + hex(insn.imm);
            case STRING -> stringText(operand);
            case X87 -> "st(" + field + ")";
            case MMX -> "mm" + field;
            case XMM -> "xmm" + field;
        };
    }

    private String stringText(Operand operand) {
        return operand.size() == 8 ? "byte" : operand.size() == 16 ? "word" : "dword";
    }

    private static String register(int number, int size) {
        return size == 8 ? REGISTERS_8[number] : size == 16 ? REGISTERS_16[number] : "e" + REGISTERS_16[number];
    }

    private String memoryText(Operand operand) {
        StringBuilder text = new StringBuilder(switch (operand.size()) {
            case 8 -> "byte ";
            case 16 -> "word ";
            case 32 -> "dword ";
            case 64 -> "qword ";
            case 80 -> "tbyte ";
            case 128 -> "xmmword ";
            default -> "";
        });
        boolean stack = insn.base == 4 || insn.base == 5;
        if (insn.segment != (stack ? 2 : 3)) {
            text.append(SEGMENTS[insn.segment]).append(':');
        }
        text.append('[').append(addressText()).append(']');
        return text.toString();
    }

    private String addressText() {
        int size = insn.address32 ? 32 : 16;
        StringJoiner parts = new StringJoiner("+");
        if (insn.base != ZERO) {
            parts.add(register(insn.base, size));
        }
        if (insn.index != ZERO) {
            parts.add(register(insn.index, size) + (insn.scale == 0 ? "" : "*" + (1 << insn.scale)));
        }
        if (parts.length() == 0) {
            return hex(insn.address32 ? insn.disp : insn.disp & 0xFFFF);
        }
        int disp = insn.disp;
        return disp == 0 ? parts.toString() : disp < 0 ? parts + "-" + hex(-disp) : parts + "+" + hex(disp);
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }
}
