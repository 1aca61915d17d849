package org.backplane.device.dma.internal;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

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

    private static final long TERMINAL_COUNTS = 0x0f;
    private static final long ALL_CHANNELS = 0x0f;
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

    /**
     * The registers of a controller, for whoever looks at the chip from outside.
     *
     * @param firstChannel 0 or 4
     * @param stride       how far the addresses lie apart
     */
    static RegisterMap declared(int firstChannel, int stride) {
        List<Register> registers = new ArrayList<>();
        for (int address = CHANNEL.first; address <= CHANNEL.last; address++) {
            String name = (address % 2 == 0 ? "ADDRESS_" : "COUNT_") + (firstChannel + address / 2);
            // Two bytes, one after the other behind the flip-flop.
            registers.add(Register.of(name, (long) address * stride, 1, Register.Access.RW).writable(0).changedByReading()
                    .section("8237A " + CHANNEL.section));
        }
        for (DmaRegister register : values()) {
            if (register != CHANNEL && register != UNREADABLE) {
                registers.add(register.declaration(stride));
            }
        }
        return RegisterMap.of(registers);
    }

    private Register declaration(int stride) {
        Register register = Register.of(name(), (long) first * stride, 1, switch (access) {
            case RO -> Register.Access.RO;
            case WO -> Register.Access.WO;
            case RW -> Register.Access.RW;
        }).section("8237A " + section);
        return switch (this) {
            case STATUS -> register.reset(0, TERMINAL_COUNTS).changedByReading();
            case ALL_MASK -> register.reset(ALL_CHANNELS).writable(ALL_CHANNELS);
            case TEMPORARY -> register.reset(0);
            case COMMAND, REQUEST, SINGLE_MASK, MODE, CLEAR_FLIP_FLOP, MASTER_CLEAR, CLEAR_MASK -> register;
            case CHANNEL, UNREADABLE -> throw new AssertionError(this);
        };
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
