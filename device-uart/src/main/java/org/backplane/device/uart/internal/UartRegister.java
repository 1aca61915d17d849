package org.backplane.device.uart.internal;

import java.util.stream.Stream;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/**
 * The registers of the PC16550D by address and divisor latch access bit (PC16550D Table II), with the values they have
 * when power comes on (Table I; the datasheet leaves the divisor latch open, here it is the divisor of 9600 baud).
 */
enum UartRegister {
    /** Receiver Buffer Register. */
    RBR(0, Dlab.CLEAR, Access.RO, 0x00, "Table II"),
    /** Transmitter Holding Register. */
    THR(0, Dlab.CLEAR, Access.WO, 0x00, "Table II"),
    /** Divisor Latch, least significant byte. */
    DLL(0, Dlab.SET, Access.RW, 0x0c, "§8.3"),
    /** Interrupt Enable Register. */
    IER(1, Dlab.CLEAR, Access.RW, 0x00, "§8.7"),
    /** Divisor Latch, most significant byte. */
    DLM(1, Dlab.SET, Access.RW, 0x00, "§8.3"),
    /** Interrupt Identification Register. */
    IIR(2, Dlab.EITHER, Access.RO, 0x01, "§8.6"),
    /** FIFO Control Register. */
    FCR(2, Dlab.EITHER, Access.WO, 0x00, "§8.5"),
    /** Line Control Register. */
    LCR(3, Dlab.EITHER, Access.RW, 0x00, "§8.1"),
    /** MODEM Control Register. */
    MCR(4, Dlab.EITHER, Access.RW, 0x00, "§8.8"),
    /** Line Status Register; writes are for factory testing. */
    LSR(5, Dlab.EITHER, Access.RO, 0x60, "§8.4"),
    /** MODEM Status Register; bits 7 to 4 follow the pins. */
    MSR(6, Dlab.EITHER, Access.RO, 0x00, "§8.9"),
    /** Scratchpad Register. */
    SCR(7, Dlab.EITHER, Access.RW, 0x00, "§8.10");

    /** How many addresses the chip decodes: A2 to A0. */
    static final int ADDRESSES = 8;

    /** The bits of MSR that tell of changes; the others follow the pins. */
    private static final int MSR_CHANGES = 0x0f;

    private static final UartRegister[][] READ = {table(false, Access.WO), table(true, Access.WO)};
    private static final UartRegister[][] WRITTEN = {table(false, Access.RO), table(true, Access.RO)};

    private final int address;
    private final Dlab dlab;
    private final Access access;
    private final int initial;
    private final String section;

    UartRegister(int address, Dlab dlab, Access access, int initial, String section) {
        this.address = address;
        this.dlab = dlab;
        this.access = access;
        this.initial = initial;
        this.section = section;
    }

    /** What the divisor latch access bit must be for the register to be addressed. */
    enum Dlab { CLEAR, SET, EITHER }

    /** The directions the guest may use. */
    enum Access { RO, WO, RW }

    static UartRegister read(int address, boolean dlab) {
        return READ[dlab ? 1 : 0][address];
    }

    static UartRegister written(int address, boolean dlab) {
        return WRITTEN[dlab ? 1 : 0][address];
    }

    /** The registers, for whoever looks at the chip from outside. */
    static RegisterMap declared(int strideBytes) {
        return RegisterMap.of(Stream.of(values()).map(register -> register.declaration(strideBytes)).toList());
    }

    private Register declaration(int strideBytes) {
        Register register = Register.of(name(), (long) address * strideBytes, 1, published())
                .writable(kept()).section("PC16550D " + section);
        register = dlab == Dlab.EITHER ? register : register.when("LCR.DLAB = " + dlab.ordinal());
        return switch (this) {
            case RBR -> register.changedByReading();
            case IIR, LSR -> register.reset(initial).changedByReading();
            case MSR -> register.reset(initial, MSR_CHANGES).changedByReading();
            // MR leaves the divisor latch alone (Table I).
            case THR, FCR, DLL, DLM -> register;
            case IER, LCR, MCR, SCR -> register.reset(initial);
        };
    }

    private Register.Access published() {
        return switch (access) {
            case RO -> Register.Access.RO;
            case WO -> Register.Access.WO;
            case RW -> Register.Access.RW;
        };
    }

    /** The bits that read as they were written. */
    private long kept() {
        return switch (this) {
            case DLL, DLM, LCR, SCR -> 0xff;
            case IER -> 0x0f;
            case MCR -> 0x1f;
            case RBR, THR, IIR, FCR, LSR, MSR -> 0;
        };
    }

    /** The value when power comes on. */
    int initial() {
        return initial;
    }

    /** The register for a report: its name and where the datasheet describes it. */
    String cited() {
        return name() + " (PC16550D " + section + ")";
    }

    /** The registers by address; one with the other direction only is taken where there is no better one. */
    private static UartRegister[] table(boolean dlab, Access other) {
        UartRegister[] table = new UartRegister[ADDRESSES];
        for (UartRegister register : values()) {
            boolean addressed = register.dlab != (dlab ? Dlab.CLEAR : Dlab.SET);
            if (addressed && (register.access != other || table[register.address] == null)) {
                table[register.address] = register;
            }
        }
        return table;
    }
}
