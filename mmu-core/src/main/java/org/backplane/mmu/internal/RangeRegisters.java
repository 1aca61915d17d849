package org.backplane.mmu.internal;

import java.util.Arrays;
import org.backplane.bus.MemoryType;
import org.backplane.mmu.MemoryTypeRegisters;
import org.backplane.mmu.PagingFeatures;

/**
 * The memory type range registers and the page attribute table (SDM 3A §11.11, §11.12): eight variable ranges, the fixed
 * ranges below 1 MiB, and a default type, all off after a reset, which makes all memory uncacheable.
 *
 * <p>Not modelled: CR0.CD, which makes accesses uncacheable whatever the registers say.
 */
final class RangeRegisters implements MemoryTypeRegisters {
    private static final int MTRRCAP = 0xFE;
    private static final int PHYSBASE0 = 0x200;
    private static final int VARIABLE = 8;
    private static final int DEF_TYPE = 0x2FF;
    /** The fixed-range registers in the order of their addresses (SDM 3A table 11-9). */
    private static final int[] FIXED = {0x250, 0x258, 0x259, 0x268, 0x269, 0x26A, 0x26B, 0x26C, 0x26D, 0x26E, 0x26F};

    private static final long CAP_FIX = 1 << 8;
    private static final long CAP_WC = 1 << 10;
    private static final long DEF_FE = 1 << 10;
    private static final long DEF_E = 1 << 11;
    private static final long DEF_RESERVED = ~(DEF_E | DEF_FE | 0xFF);
    private static final long MASK_V = 1 << 11;
    private static final long BASE_RESERVED = 0xF00;
    private static final long MASK_RESERVED = 0x7FF;
    private static final long PAGE = ~0xFFFL;
    private static final long FIXED_END = 0x10_0000;

    private final PageAttributeTable pat = new PageAttributeTable();
    private final long aboveWidth;
    private final long[] bases = new long[VARIABLE];
    private final long[] masks = new long[VARIABLE];
    private final long[] fixed = new long[FIXED.length];
    private long defType;

    RangeRegisters(PagingFeatures features) {
        aboveWidth = -1L << features.physicalBits();
    }

    @Override
    public boolean has(int msr) {
        return msr == MTRRCAP || msr == DEF_TYPE || msr == IA32_PAT || isVariable(msr) || fixedIndex(msr) >= 0;
    }

    @Override
    public long read(int msr) {
        if (isVariable(msr)) {
            return (isMask(msr) ? masks : bases)[msr - PHYSBASE0 >> 1];
        }
        return switch (msr) {
            case MTRRCAP -> VARIABLE | CAP_FIX | CAP_WC;
            case DEF_TYPE -> defType;
            case IA32_PAT -> pat.value();
            default -> fixed[fixedIndex(msr)];
        };
    }

    @Override
    public boolean write(int msr, long value) {
        if (isVariable(msr)) {
            return isMask(msr) ? writeMask(msr - PHYSBASE0 >> 1, value) : writeBase(msr - PHYSBASE0 >> 1, value);
        }
        return switch (msr) {
            case MTRRCAP -> false;
            case DEF_TYPE -> writeDefault(value);
            case IA32_PAT -> pat.write(value);
            default -> writeFixed(fixedIndex(msr), value);
        };
    }

    @Override
    public void reset() {
        pat.reset();
        defType = 0;
        Arrays.fill(bases, 0);
        Arrays.fill(masks, 0);
        Arrays.fill(fixed, 0);
    }

    private static boolean isVariable(int msr) {
        return msr >= PHYSBASE0 && msr < PHYSBASE0 + 2 * VARIABLE;
    }

    private static boolean isMask(int msr) {
        return (msr & 1) != 0;
    }

    private static int fixedIndex(int msr) {
        return Arrays.binarySearch(FIXED, msr);
    }

    private boolean writeBase(int index, long value) {
        if ((value & (BASE_RESERVED | aboveWidth)) != 0 || !MemoryTypeCode.isKnown((int) value & 0xFF)) {
            return false;
        }
        bases[index] = value;
        return true;
    }

    private boolean writeMask(int index, long value) {
        if ((value & (MASK_RESERVED | aboveWidth)) != 0) {
            return false;
        }
        masks[index] = value;
        return true;
    }

    private boolean writeDefault(long value) {
        if ((value & DEF_RESERVED) != 0 || !MemoryTypeCode.isKnown((int) value & 0xFF)) {
            return false;
        }
        defType = value;
        return true;
    }

    private boolean writeFixed(int index, long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            if (!MemoryTypeCode.isKnown((int) (value >>> 8 * i) & 0xFF)) {
                return false;
            }
        }
        fixed[index] = value;
        return true;
    }

    /** The effective type of a page: PAT and MTRRs combined. */
    MemoryType effective(long translation) {
        return MemoryTypeCode.combine(range(translation & PAGE), pat.type(translation));
    }

    /**
     * The type that whoever made the mapping answers for: what the page asks for if that is caching, even where MTRRs forbid
     * it, as they belong to the firmware and are others elsewhere; otherwise the effective one.
     */
    MemoryType asked(long translation) {
        MemoryType page = pat.type(translation);
        return switch (page) {
            case WB, WT, WP -> page;
            default -> effective(translation);
        };
    }

    /** What the PAT says of a page. */
    MemoryType page(long translation) {
        return pat.type(translation);
    }

    /** The type that the MTRRs give a physical address (SDM 3A §11.11.4.1). */
    MemoryType range(long physical) {
        if ((defType & DEF_E) == 0) {
            return MemoryType.UC;
        }
        if (physical < FIXED_END && (defType & DEF_FE) != 0) {
            return fixedType((int) physical);
        }
        MemoryType type = null;
        for (int i = 0; i < VARIABLE; i++) {
            long mask = masks[i] & PAGE;
            if ((masks[i] & MASK_V) != 0 && (physical & mask) == (bases[i] & mask)) {
                type = overlapping(type, MemoryTypeCode.of((int) bases[i] & 0xFF));
            }
        }
        return type == null ? MemoryTypeCode.of((int) defType & 0xFF) : type;
    }

    /** Step 2 of §11.11.4.1: UC wins, then WT over WB; what is undefined is UC here. */
    private static MemoryType overlapping(MemoryType first, MemoryType second) {
        if (first == null || first == second) {
            return second;
        }
        boolean through = first == MemoryType.WT && second == MemoryType.WB
                || first == MemoryType.WB && second == MemoryType.WT;
        return through ? MemoryType.WT : MemoryType.UC;
    }

    /** Eight ranges of 64 KiB, sixteen of 16 KiB, then 64 of 4 KiB (SDM 3A table 11-9). */
    private MemoryType fixedType(int physical) {
        int range = physical < 0x8_0000 ? physical >>> 16
                : physical < 0xC_0000 ? 8 + (physical - 0x8_0000 >>> 14) : 24 + (physical - 0xC_0000 >>> 12);
        return MemoryTypeCode.of((int) (fixed[range >>> 3] >>> 8 * (range & 7)) & 0xFF);
    }
}
