package org.backplane.cpu.internal.core;

/** Exception vectors (SDM 3A §6.3, table 6-1). */
public final class Vector {
    public static final int DE = 0;
    public static final int DB = 1;
    public static final int NMI = 2;
    public static final int BP = 3;
    public static final int OF = 4;
    public static final int BR = 5;
    public static final int UD = 6;
    public static final int NM = 7;
    public static final int DF = 8;
    public static final int TS = 10;
    public static final int NP = 11;
    public static final int SS = 12;
    public static final int GP = 13;
    public static final int PF = 14;
    public static final int MF = 16;
    public static final int AC = 17;
    public static final int MC = 18;
    public static final int XM = 19;
    /** No exception: the instruction is not executed now, but again when execution goes on. */
    public static final int RESTART = -1;

    private static final int WITH_ERROR_CODE = 1 << DF | 1 << TS | 1 << NP | 1 << SS | 1 << GP | 1 << PF | 1 << AC;
    private static final int CONTRIBUTORY = 1 << DE | 1 << TS | 1 << NP | 1 << SS | 1 << GP;

    private Vector() {
    }

    /** Whether the exception pushes an error code in protected mode. */
    public static boolean hasErrorCode(int vector) {
        return vector >= 0 && vector < 32 && (WITH_ERROR_CODE >>> vector & 1) != 0;
    }

    /** Whether the exception is of the contributory class of SDM 3A table 6-4. */
    public static boolean isContributory(int vector) {
        return vector >= 0 && vector < 32 && (CONTRIBUTORY >>> vector & 1) != 0;
    }
}
