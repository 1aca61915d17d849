package org.backplane.bus;

/** The resets of a PC, from the strongest to the weakest. */
public enum Reset {
    /** Power comes on, or the power button cycles it: everything, memory contents included, is undefined or initial. */
    POWER_ON,
    /** RESET#/PCIRST#: all chips and processors restart; the contents of RAM survive. Port CF9h, and a triple fault. */
    HARD,
    /** INIT#: the processors alone restart at the reset vector; every other chip ignores it. Ports 64h and 92h. */
    INIT
}
