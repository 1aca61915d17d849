package org.backplane.device.ide.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/** The bus master's registers by offset in the eight bytes of a channel (82371SB "BMICX", "BMISX", "BMIDTPX"). */
enum BusMasterRegister {
    /** Command. */
    BMIC(0, 1),
    /** Status. */
    BMIS(2, 1),
    /** Descriptor table pointer. */
    BMIDTP(4, 4),
    /** Every other byte: reads 0, takes nothing. */
    RESERVED(1, 1);

    /** How far the channels lie apart. */
    static final int CHANNEL_BYTES = 8;

    private static final BusMasterRegister[] BY_OFFSET = table();

    private final int offset;
    private final int bytes;

    BusMasterRegister(int offset, int bytes) {
        this.offset = offset;
        this.bytes = bytes;
    }

    static BusMasterRegister at(int offset) {
        return BY_OFFSET[offset];
    }

    int offset() {
        return offset;
    }

    /** The registers of both channels, for whoever looks at the chip from outside. */
    static RegisterMap declared() {
        List<Register> registers = new ArrayList<>();
        for (int channel = 0; channel < IdeController.CHANNELS; channel++) {
            for (BusMasterRegister register : List.of(BMIC, BMIS, BMIDTP)) {
                registers.add(register.declaration(channel));
            }
        }
        return RegisterMap.of(registers);
    }

    private Register declaration(int channel) {
        Register whole = Register.of(name() + (channel == 0 ? "P" : "S"), (long) channel * CHANNEL_BYTES + offset, bytes,
                Register.Access.RW).reset(0).section("82371SB \"" + name() + "X\"");
        return switch (this) {
            case BMIC -> whole.writable(BusMaster.COMMAND_START | BusMaster.COMMAND_TO_MEMORY);
            case BMIS -> whole.writable(BusMaster.STATUS_CAPABLE)
                    .clearedByOne(BusMaster.STATUS_ERROR | BusMaster.STATUS_INTERRUPT);
            case BMIDTP -> whole.writable(~3L);
            case RESERVED -> throw new AssertionError(this);
        };
    }

    private static BusMasterRegister[] table() {
        BusMasterRegister[] table = new BusMasterRegister[CHANNEL_BYTES];
        Arrays.fill(table, RESERVED);
        for (BusMasterRegister register : values()) {
            Arrays.fill(table, register.offset, register.offset + register.bytes, register);
        }
        return table;
    }
}
