package org.backplane.bus.core.internal.declare;

import java.util.ArrayList;
import java.util.List;

/**
 * Sets of access widths. The widths 1, 2, 4 and 8 are distinct powers of two, so a set is the sum of its members and
 * {@code (set & width) != 0} asks for one of them.
 */
public final class Widths {
    /** 1, 2 and 4: what a range accepts that does not say. */
    static final int DEFAULT = 1 | 2 | 4;

    private static final int ALL = 1 | 2 | 4 | 8;

    private Widths() {
    }

    /** A set from a number or from text such as {@code "1,2,4"}. */
    static int parse(String property, Object value) throws DeclarationException {
        int set = 0;
        for (String element : String.valueOf(value).split(",", -1)) {
            long width = NumberText.parse(property, element.strip());
            if (width > 8 || !isWidth((int) width)) {
                throw DeclarationException.of(property, value, "names a width other than 1, 2, 4 and 8");
            }
            set |= (int) width;
        }
        return set;
    }

    /** The smallest member. */
    public static int narrowest(int set) {
        return Integer.lowestOneBit(set);
    }

    /** The largest member that is smaller than {@code width}, or 0. */
    public static int below(int set, int width) {
        return Integer.highestOneBit(set & (width - 1));
    }

    /** Whether it is 1, 2, 4 or 8. */
    public static boolean isWidth(int width) {
        return Integer.bitCount(width) == 1 && (width & ~ALL) == 0;
    }

    /** All bits of a value of this width. */
    public static long ones(int width) {
        return -1L >>> (64 - 8 * width);
    }

    /** The set as a property would write it. */
    public static String text(int set) {
        List<String> members = new ArrayList<>();
        for (int width = 1; width <= 8; width <<= 1) {
            if ((set & width) != 0) {
                members.add(Integer.toString(width));
            }
        }
        return String.join(",", members);
    }
}
