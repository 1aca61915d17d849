package org.backplane.device.rtc.internal;

import java.util.Arrays;
import java.util.stream.Stream;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/**
 * The bytes of the CMOS that have a meaning here: clock and status registers of the MC146818, and what the BIOS of a PC
 * AT and its successors keep behind them. Initial values without a source in a datasheet are those measured on QEMU's
 * PC after reset.
 */
enum CmosRegister {
    SECONDS(0x00, Access.CLOCK, 0, "MC146818 \"Time, Calendar, and Alarm Locations\""),
    SECONDS_ALARM(0x01, Access.MEMORY, 0, SECONDS.source),
    MINUTES(0x02, Access.CLOCK, 0, SECONDS.source),
    MINUTES_ALARM(0x03, Access.MEMORY, 0, SECONDS.source),
    HOURS(0x04, Access.CLOCK, 0, SECONDS.source),
    HOURS_ALARM(0x05, Access.MEMORY, 0, SECONDS.source),
    DAY_OF_WEEK(0x06, Access.CLOCK, 0, SECONDS.source),
    DATE_OF_MONTH(0x07, Access.CLOCK, 0, SECONDS.source),
    MONTH(0x08, Access.CLOCK, 0, SECONDS.source),
    YEAR(0x09, Access.CLOCK, 0, SECONDS.source),
    /** Time base and rate: 32.768 kHz, 1.024 kHz. */
    A(0x0a, Access.STATUS_A, 0x26, "MC146818 \"Register A\""),
    /** Modes: BCD, 24 hours. */
    B(0x0b, Access.STATUS_B, 0x02, "MC146818 \"Register B\""),
    /** Interrupt flags. */
    C(0x0c, Access.FLAGS, 0x00, "MC146818 \"Register C\""),
    /** Valid RAM and time. */
    D(0x0d, Access.READ_ONLY, 0x80, "MC146818 \"Register D\""),
    /** Types of diskette drives A (high) and B (low). */
    DISKETTE_DRIVES(0x10, Access.MEMORY, 0x00, "PC AT"),
    /** Equipment: coprocessor and pointing device. */
    EQUIPMENT(0x14, Access.MEMORY, 0x06, "PC AT"),
    /** Base memory in KiB, low byte first. */
    BASE_MEMORY(0x15, Access.MEMORY, 0, "PC AT"),
    /** Memory above 1 MiB in KiB, low byte first, as set up. */
    EXTENDED_MEMORY(0x17, Access.MEMORY, 0, "PC AT"),
    /** The same, as the self test found it. */
    EXTENDED_MEMORY_FOUND(0x30, Access.MEMORY, 0, "PC AT"),
    CENTURY(0x32, Access.CLOCK, 0, "PC AT"),
    /** Memory above 16 MiB and below 4 GiB in units of 64 KiB, low byte first. */
    MEMORY_ABOVE_16M(0x34, Access.MEMORY, 0, "QEMU, SeaBIOS"),
    /** The third boot device in the high half. */
    BOOT_ORDER_3(0x38, Access.MEMORY, 0x30, "Bochs, QEMU, SeaBIOS"),
    /** The second boot device in the high half and the first in the low one: disk, then diskette. */
    BOOT_ORDER(0x3d, Access.MEMORY, 0x12, "Bochs, QEMU, SeaBIOS"),
    /** Memory above 4 GiB in units of 64 KiB, three bytes, low byte first. */
    MEMORY_ABOVE_4G(0x5b, Access.MEMORY, 0, "QEMU, SeaBIOS"),
    /** Every other byte. */
    MEMORY(0x0e, Access.MEMORY, 0, "MC146818 \"Static CMOS RAM\"");

    /** How many bytes the chip has: twice the MC146818's, as PCs since the PS/2 have. */
    static final int BYTES = 0x80;

    private static final CmosRegister[] BY_ADDRESS = table();

    private final int address;
    private final Access access;
    private final int initial;
    private final String source;

    CmosRegister(int address, Access access, int initial, String source) {
        this.address = address;
        this.access = access;
        this.initial = initial;
        this.source = source;
    }

    /** What answers an access. */
    enum Access { CLOCK, STATUS_A, STATUS_B, FLAGS, READ_ONLY, MEMORY }

    static CmosRegister at(int address) {
        return BY_ADDRESS[address];
    }

    int address() {
        return address;
    }

    Access access() {
        return access;
    }

    int initial() {
        return initial;
    }

    /**
     * The registers behind the two ports, for whoever looks at the chip from outside; of the memory those bytes that have a
     * meaning.
     */
    static RegisterMap declared() {
        return RegisterMap.of(Stream.concat(
                Stream.of(Register.of("INDEX", 0, 1, Register.Access.WO).section("PC AT \"Real-Time Clock\"")),
                Stream.of(values()).map(CmosRegister::declaration)).toList());
    }

    private Register declaration() {
        Register register = Register.of(name(), 1, 1, access == Access.FLAGS || access == Access.READ_ONLY
                ? Register.Access.RO : Register.Access.RW).when(condition()).section(source);
        return switch (access) {
            case CLOCK, MEMORY -> register;
            case STATUS_A -> register.writable(~RealTimeClock.A_UIP);
            // RESET# clears the enables; SET clears UIE.
            case STATUS_B -> register.reset(0, RealTimeClock.B_ENABLES).writable(~RealTimeClock.B_UIE);
            case FLAGS -> register.reset(initial).changedByReading();
            case READ_ONLY -> register.reset(initial);
        };
    }

    /** When the second port leads to it. */
    String condition() {
        return String.format("INDEX = %02xh", address);
    }

    /** The register for a report: its name and where it is described. */
    String cited() {
        return "register " + name() + " (" + source + ")";
    }

    private static CmosRegister[] table() {
        CmosRegister[] table = new CmosRegister[BYTES];
        Arrays.fill(table, MEMORY);
        for (CmosRegister register : values()) {
            table[register.address] = register;
        }
        return table;
    }
}
