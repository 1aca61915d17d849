package org.backplane.cpu.internal.decode;

/** A decoded instruction. The decoder fills the same object again and again; nobody keeps it. */
public final class Insn {
    public OpcodeEntry entry;
    /** Length in bytes. */
    public int length;
    public boolean operand32;
    public boolean address32;
    /** Whether the r/m operand is a register, or there is none. */
    public boolean registerForm;
    /** Whether a LOCK prefix is present. */
    public boolean lock;
    /** Number of the segment register that the memory or string operand uses. */
    public int segment;
    /** Number of the register that is the first operand. */
    public int dst;
    /** Number of the register that is the second operand. */
    public int src;
    public int base;
    public int index;
    public int scale;
    /** Displacement; for far pointers the selector. */
    public int disp;
    /** Immediate, sign-extended. */
    public int imm;

    /**
     * Whether its memory operand may be addressed without segment registers where DS, ES and SS are flat.
     *
     * @return true if it has none, or one in these segments
     */
    public boolean allowsFlat() {
        return registerForm && !entry.string || segment == 0 || segment == 2 || segment == 3;
    }

    /** The form for addressing through segment registers, which is always right. */
    public Form form() {
        return entry.form(registerForm, operand32, address32, false);
    }
}
