package org.backplane.device.vga.internal;

/** A register that is reached through an index register: a constant of its block's enum. */
interface IndexedRegister {
    /** Its index. */
    int index();

    /** The bits that can be written and read back; the others read 0. */
    int writable();

    /** Its value after a reset. */
    default int afterReset() {
        return 0;
    }

    /** The register for a report: its name and where it is described. */
    String cited();
}
