package org.backplane.bus.register;

import java.util.Arrays;
import java.util.Objects;

/**
 * A register as the datasheet has it. Immutable: made by {@link #of}, each of the other methods that take a value gives a
 * register that says more.
 *
 * <pre>
 * Register.of("LSR", 5, 1, Access.RO).reset(0x60).changedByReading().section("PC16550D §8.4")
 * </pre>
 */
public final class Register {
    private static final int WIDEST = 8;

    private final String name;
    private final long offset;
    private final int lengthBytes;
    private final Access access;
    private long resetValue;
    private long resetBits;
    private long writableBits;
    private long clearedBits;
    private int widths;
    private String condition = "";
    private String section = "";
    private boolean changedByReading;

    /** What a guest may do with a register. */
    public enum Access {
        /** It can be read; a write has no effect on it. */
        RO(true, false),
        /** It can be written; what a read gives has no meaning. */
        WO(false, true),
        /** It can be read and written. */
        RW(true, true),
        /** It can be read; a 1 that is written to a bit clears the bit. */
        W1C(true, true);

        private final boolean readable;
        private final boolean writable;

        Access(boolean readable, boolean writable) {
            this.readable = readable;
            this.writable = writable;
        }

        /**
         * Whether a read gives its value.
         *
         * @return {@code true} unless it is write-only
         */
        public boolean readable() {
            return readable;
        }

        /**
         * Whether a write has an effect.
         *
         * @return {@code true} unless it is read-only
         */
        public boolean writable() {
            return writable;
        }
    }

    private Register(String name, long offset, int lengthBytes, Access access) {
        this.name = name;
        this.offset = offset;
        this.lengthBytes = lengthBytes;
        this.access = access;
        this.writableBits = access == Access.RW || access == Access.WO ? bits() : 0;
        this.clearedBits = access == Access.W1C ? bits() : 0;
    }

    private Register(Register from) {
        this(from.name, from.offset, from.lengthBytes, from.access);
        resetValue = from.resetValue;
        resetBits = from.resetBits;
        writableBits = from.writableBits;
        clearedBits = from.clearedBits;
        widths = from.widths;
        condition = from.condition;
        section = from.section;
        changedByReading = from.changedByReading;
    }

    /**
     * Makes a register of which nothing else is known: no value after reset, all bits alike, every width of the range.
     *
     * @param name        the datasheet's mnemonic
     * @param offset      offset of its first byte from the start of the range
     * @param lengthBytes its length, 1 to 8 bytes
     * @param access      what a guest may do with it
     * @return the register
     */
    public static Register of(String name, long offset, int lengthBytes, Access access) {
        Objects.requireNonNull(access, "access");
        if (name.isBlank() || offset < 0 || lengthBytes < 1 || lengthBytes > WIDEST) {
            throw new IllegalArgumentException("register '" + name + "' of " + lengthBytes + " bytes at offset " + offset);
        }
        return new Register(name, offset, lengthBytes, access);
    }

    /**
     * The value after power-on and after a hard reset.
     *
     * @param value the value of all bits
     * @return the register with it
     */
    public Register reset(long value) {
        return reset(value, bits());
    }

    /**
     * The value after power-on and after a hard reset, where the datasheet gives it for some bits only.
     *
     * @param value the value
     * @param known the bits that have it; the others depend on pins, or on nothing
     * @return the register with it
     */
    public Register reset(long value, long known) {
        Register changed = new Register(this);
        changed.resetValue = value & known & bits();
        changed.resetBits = known & bits();
        return changed;
    }

    /**
     * The bits that a write sets and clears as it says; without this all of them in a register that can be written, but
     * none in a {@link Access#W1C} one. The others are hard-wired, the chip's own, or {@link #clearedByOne}.
     *
     * @param which the bits
     * @return the register with them
     */
    public Register writable(long which) {
        Register changed = new Register(this);
        changed.writableBits = which & bits();
        return changed;
    }

    /**
     * The bits that a written 1 clears and a written 0 leaves alone; without this all of a {@link Access#W1C} register, and
     * none of any other.
     *
     * @param which the bits
     * @return the register with them; they are not {@link #writable} too
     */
    public Register clearedByOne(long which) {
        Register changed = new Register(this);
        changed.clearedBits = which & bits();
        changed.writableBits &= ~which;
        return changed;
    }

    /**
     * The widths of the accesses that it takes; without this every width that is valid in its range.
     *
     * @param bytes some of 1, 2, 4 and 8
     * @return the register with them
     */
    public Register widths(int... bytes) {
        Register changed = new Register(this);
        changed.widths = Arrays.stream(bytes).reduce(0, (set, width) -> set | width);
        return changed;
    }

    /**
     * Says that it is there under a condition only, so that another one can have its place.
     *
     * @param what the condition in the datasheet's words, such as {@code LCR.DLAB = 1}
     * @return the register with it
     */
    public Register when(String what) {
        Register changed = new Register(this);
        changed.condition = what;
        return changed;
    }

    /**
     * Where the datasheet describes it.
     *
     * @param where short name and section, such as {@code PC16550D §8.4}
     * @return the register with it
     */
    public Register section(String where) {
        Register changed = new Register(this);
        changed.section = where;
        return changed;
    }

    /**
     * Says that reading it changes it, or something else.
     *
     * @return the register with that
     */
    public Register changedByReading() {
        Register changed = new Register(this);
        changed.changedByReading = true;
        return changed;
    }

    /**
     * Its name.
     *
     * @return the datasheet's mnemonic
     */
    public String name() {
        return name;
    }

    /**
     * Where it begins.
     *
     * @return offset of its first byte from the start of the range
     */
    public long offset() {
        return offset;
    }

    /**
     * Its length.
     *
     * @return 1 to 8 bytes
     */
    public int lengthBytes() {
        return lengthBytes;
    }

    /**
     * What a guest may do with it.
     *
     * @return the access
     */
    public Access access() {
        return access;
    }

    /**
     * Its value after power-on and hard reset.
     *
     * @return the value; 0 in the bits that {@link #resetBits} does not have
     */
    public long resetValue() {
        return resetValue;
    }

    /**
     * Which bits have a known value after reset.
     *
     * @return the bits; 0 if nothing is declared
     */
    public long resetBits() {
        return resetBits;
    }

    /**
     * Which bits a write sets and clears.
     *
     * @return the bits
     */
    public long writableBits() {
        return writableBits;
    }

    /**
     * Which bits a written 1 clears.
     *
     * @return the bits
     */
    public long clearedBits() {
        return clearedBits;
    }

    /**
     * Whether it takes accesses of a width, as far as the range does.
     *
     * @param width 1, 2, 4 or 8 bytes
     * @return {@code false} if the register declares other widths
     */
    public boolean takes(int width) {
        return widths == 0 || (widths & width) != 0;
    }

    /**
     * When it is there.
     *
     * @return the condition; empty if it always is
     */
    public String condition() {
        return condition;
    }

    /**
     * Where the datasheet describes it.
     *
     * @return short name and section; empty if nothing is declared
     */
    public String section() {
        return section;
    }

    /**
     * Whether reading it has a side effect.
     *
     * @return {@code true} if it was declared
     */
    public boolean isChangedByReading() {
        return changedByReading;
    }

    /**
     * Whether an access has a byte of it.
     *
     * @param first offset of the access's first byte
     * @param width its width in bytes
     * @return {@code true} if so
     */
    public boolean meets(long first, int width) {
        return first < offset + lengthBytes && offset < first + width;
    }

    private long bits() {
        return -1L >>> Long.SIZE - Byte.SIZE * lengthBytes;
    }

    @Override
    public String toString() {
        return name + (section.isEmpty() ? "" : " (" + section + ")");
    }
}
