package org.backplane.bus.core.internal.space;

import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/**
 * Whether accesses fit the registers that a card declares for a range: a byte of flags for each offset up to the last
 * register, so that an access costs a look at as many bytes as it has.
 */
public final class RegisterCheck {
    private static final int READABLE = 0x10;
    private static final int WRITABLE = 0x20;
    private static final int WIDTHS = 0x0f;
    /** No table is longer; registers behind it are not checked. */
    private static final int MOST_BYTES = 1 << 16;

    private final RegisterMap map;
    private final byte[] flags;
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
