package org.backplane.cpu.internal.decode;

/**
 * An operand of a form, resolved: what it is, how wide, and in which field of the decoded instruction it is found.
 *
 * @param kind  what it is
 * @param size  its width in bits; 0 where that has no meaning
 * @param field which register field holds its number, for registers
 */
public record Operand(Kind kind, int size, Field field) {
    /** What an operand is. */
    public enum Kind {
        /** A general register. */
        REGISTER,
        /** Memory, addressed by ModR/M or moffs. */
        MEMORY,
        /** A constant in the instruction. */
        IMMEDIATE,
        /** The constant 1 of the short shift forms. */
        ONE,
        /** The CL register as a count. */
        COUNT,
        /** A segment register. */
        SEGMENT,
        /** A control or debug register. */
        SYSTEM,
        /** A near branch target. */
        RELATIVE,
        /** A selector and offset in the instruction. */
        FAR_POINTER,
        /** A string operand: no field, addressed by ESI or EDI. */
        STRING,
        /** The DX register as a port number. */
        PORT,
        /** A data register of the x87, counted from the top of the stack. */
        X87,
        /** An MMX register. */
        MMX,
        /** An XMM register. */
        XMM
    }

    /** The field of the decoded instruction that holds a register's number. */
    public enum Field {
        /** The first operand. */
        DST,
        /** The second operand. */
        SRC
    }

    public boolean isMemory() {
        return kind == Kind.MEMORY;
    }

    public boolean isRegister() {
        return kind == Kind.REGISTER;
    }

    /** Short name for listings and names of generated classes, such as {@code r32}. */
    public String shortName() {
        return switch (kind) {
            case REGISTER -> "r" + size;
            case MEMORY -> "m" + (size == 0 ? "" : size);
            case IMMEDIATE -> "i";
            case ONE -> "1";
            case COUNT -> "cl";
            case SEGMENT -> "sreg";
            case SYSTEM -> "creg";
            case RELATIVE -> "rel";
            case FAR_POINTER -> "ptr";
            case STRING -> "s" + size;
            case PORT -> "dx";
            case X87 -> "st";
            case MMX -> "mm";
            case XMM -> "xmm";
        };
    }
}
