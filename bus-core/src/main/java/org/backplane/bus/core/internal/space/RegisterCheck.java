package org.backplane.bus.core.internal.space;

import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/**
 * Whether accesses fit the registers that a card declares for a range. For each offset up to the last register there is a byte
 * that tells which widths fit there, for reads in its low half and for writes in its high one, so that an access costs one look.
 */
public final class RegisterCheck {
    private static final int READABLE = 0x10;
    private static final int WRITABLE = 0x20;
    private static final int WIDTHS = 0x0f;
    /** Where the widths of writes are in a byte of {@link #fitting}. */
    private static final int WRITES_AT = 4;
    /** No table is longer; registers behind it are not checked. */
    private static final int MOST_BYTES = 1 << 16;

    private final RegisterMap map;
    private final byte[] flags;
    private final byte[] fitting;
    private final boolean whole;

    /** What is wrong with an access. */
    public enum Verdict {
        /** Nothing. */
        FITS,
        /** There is no register. */
        NO_REGISTER,
        /** It is written, but none of its registers can be. */
        READ_ONLY,
        /** It is read, but none of its registers can be. */
        WRITE_ONLY,
        /** The register takes other widths. */
        WIDTH
    }

    /** Makes the check of a range. */
    public RegisterCheck(RegisterMap map) {
        this.map = map;
        long end = map.registers().stream().mapToLong(register -> register.offset() + register.lengthBytes()).max().orElse(0);
        whole = end <= MOST_BYTES;
        flags = new byte[(int) Math.min(end, MOST_BYTES)];
        map.registers().forEach(this::enter);
        fitting = new byte[flags.length];
        for (int offset = 0; offset < fitting.length; offset++) {
            for (int width = 1; width <= 8; width <<= 1) {
                int reads = judge(offset, width, false) == Verdict.FITS ? width : 0;
                int writes = judge(offset, width, true) == Verdict.FITS ? width << WRITES_AT : 0;
                fitting[offset] |= (byte) (reads | writes);
            }
        }
    }

    private void enter(Register register) {
        int bits = (register.access().readable() ? READABLE : 0) | (register.access().writable() ? WRITABLE : 0);
        for (int width = 1; width <= 8; width <<= 1) {
            bits |= register.takes(width) ? width : 0;
        }
        for (long at = register.offset(); at < Math.min(register.offset() + register.lengthBytes(), flags.length); at++) {
            flags[(int) at] |= (byte) bits;
        }
    }

    RegisterMap map() {
        return map;
    }

    /** Whether a read fits; {@link #judge} says why not. */
    boolean fitsRead(long offset, int width) {
        return offset < fitting.length && (fitting[(int) offset] & width) != 0;
    }

    /** Whether a write fits; {@link #judge} says why not. */
    boolean fitsWrite(long offset, int width) {
        return offset < fitting.length && (fitting[(int) offset] & width << WRITES_AT) != 0;
    }

    /** Judges an access within the range. */
    Verdict judge(long offset, int width, boolean write) {
        int found = 0;
        for (long at = offset; at < offset + width && at < flags.length; at++) {
            found |= flags[(int) at];
        }
        if (found == 0) {
            return whole || offset < flags.length ? Verdict.NO_REGISTER : Verdict.FITS;
        }
        if ((found & (write ? WRITABLE : READABLE)) == 0) {
            return write ? Verdict.READ_ONLY : Verdict.WRITE_ONLY;
        }
        return (found & WIDTHS & width) == 0 ? Verdict.WIDTH : Verdict.FITS;
    }
}
