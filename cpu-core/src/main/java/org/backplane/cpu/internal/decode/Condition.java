package org.backplane.cpu.internal.decode;

/** The condition codes in the order of their encoding (SDM 1 appendix B, table B-1). */
public enum Condition {
    O, NO, B, AE, E, NE, BE, A, S, NS, P, NP, L, GE, LE, G
}
