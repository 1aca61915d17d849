package org.backplane.device.dma.internal;

/**
 * The registers of an 8237A by address A3 to A0 (8237A "Register Description", figures 4 to 6). Addresses 0 to 7 are the
 * address and count registers of the channels, two bytes each behind the byte pointer flip-flop. None of them but the
 * request, mask and command registers has a defined value after power-on; here it is 0.
 */
enum DmaRegister {
    CHANNEL(0x0, 0x7, Access.RW, "\"Current Address Register\", \"Current Word Register\""),
    STATUS(0x8, 0x8, Access.RO, "\"Status Register\""),
    COMMAND(0x8, 0x8, Access.WO, "\"Command Register\""),
    REQUEST(0x9, 0x9, Access.WO, "\"Request Register\""),
    SINGLE_MASK(0xa, 0xa, Access.WO, "\"Mask Register\""),
    MODE(0xb, 0xb, Access.WO, "\"Mode Register\""),
    CLEAR_FLIP_FLOP(0xc, 0xc, Access.WO, "\"Clear First/Last Flip-Flop\""),
    /** Last byte of a memory-to-memory transfer. */
    TEMPORARY(0xd, 0xd, Access.RO, "\"Temporary Register\""),
    MASTER_CLEAR(0xd, 0xd, Access.WO, "\"Master Clear\""),
    CLEAR_MASK(0xe, 0xe, Access.WO, "\"Clear Mask Register\""),
    /** Readable in the chip set's version of the controller (82371SB "RWAMB"), not in the 8237A itself. */
    ALL_MASK(0xf, 0xf, Access.RW, "\"Mask Register\""),
    /** An address from which nothing is read. */
    UNREADABLE(0x9, 0xe, Access.RO, "figure 6 \"Illegal\"");

    /** How many addresses the chip decodes. */
    static final int ADDRESSES = 0x10;

    private static final DmaRegister[] READ = table(Access.WO);
    private static final DmaRegister[] WRITTEN = table(Access.RO);

    private final int first;
    private final int last;
    private final Access access;
    private final String section;

    DmaRegister(int first, int last, Access access, String section) {
        this.first = first;
        this.last = last;
        this.access = access;
        this.section = section;
    }

    /** The directions the guest may use. */
    enum Access { RO, WO, RW }

    static DmaRegister read(int address) {
        return READ[address];
    }

    static DmaRegister written(int address) {
        return WRITTEN[address];
    }

    /** The register for a report: its name and where the datasheet describes it. */
    String cited() {
        return name() + " (8237A " + section + ")";
    }

    /** The registers by address; the first declared wins. */
    private static DmaRegister[] table(Access other) {
        DmaRegister[] table = new DmaRegister[ADDRESSES];
        for (DmaRegister register : values()) {
            for (int address = register.first; address <= register.last; address++) {
                if (register.access != other && table[address] == null) {
                    table[address] = register;
                }
            }
        }
        return table;
    }
}
