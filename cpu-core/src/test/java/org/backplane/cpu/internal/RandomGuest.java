package org.backplane.cpu.internal;

import java.util.Random;

/** A random program that runs for ever. */
interface RandomGuest {
    /** Its bytes. */
    byte[] bytes();

    /** Offset of one of its bytes that can be any, being a constant. */
    int constant(Random chosen);
}
