package org.backplane.device.edu.internal;

import java.util.Arrays;
import java.util.stream.Stream;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/**
 * The registers in BAR0 (QEMU edu "MMIO area spec"): the one place where an offset stands. What a bit means stands with the
 * block that the register belongs to.
 */
enum EduRegister {
    /** Says which device and which version of it this is. */
    IDENTIFICATION(0x00, Access.READ_ONLY, 4, 0x0100_00ed, "MMIO area spec"),
    /** Reads as the complement of what was written: how a driver finds out that the card is alive. */
    LIVENESS(0x04, Access.READ_WRITE, 4, 0, "MMIO area spec"),
    /** Takes n, has n! when {@link FactorialUnit#STATUS_COMPUTING} is clear again. */
    FACTORIAL(0x08, Access.READ_WRITE, 4, 0, "MMIO area spec"),
    /** What the factorial unit does, and whether it interrupts. */
    STATUS(0x20, Access.READ_WRITE, 4, 0, "MMIO area spec"),
    /** The causes that are not acknowledged yet. */
    INTERRUPT_STATUS(0x24, Access.READ_ONLY, 4, 0, "IRQ controller"),
    /** Adds causes. */
    INTERRUPT_RAISE(0x60, Access.WRITE_ONLY, 4, 0, "IRQ controller"),
    /** Takes causes away. */
    INTERRUPT_ACKNOWLEDGE(0x64, Access.WRITE_ONLY, 4, 0, "IRQ controller"),
    /** Where the next transfer reads. */
    DMA_SOURCE(0x80, Access.READ_WRITE, 8, 0, "DMA controller"),
    /** Where the next transfer writes. */
    DMA_DESTINATION(0x88, Access.READ_WRITE, 8, 0, "DMA controller"),
    /** How many bytes it moves. */
    DMA_COUNT(0x90, Access.READ_WRITE, 8, 0, "DMA controller"),
    /** Starts it, and tells when it is over. */
    DMA_COMMAND(0x98, Access.READ_WRITE, 8, 0, "DMA controller"),
    /** Every other offset of the mebibyte: reads all ones, ignores writes. */
    RESERVED(0xa0, Access.NONE, 8, 0, "MMIO area spec");

    /** The length of BAR0. */
    static final int RANGE_BYTES = 1 << 20;

    private static final EduRegister[] BY_OFFSET = table();

    private final int offset;
    private final Access access;
    private final int widest;
    private final long atReset;
    private final String section;

    EduRegister(int offset, Access access, int widest, long atReset, String section) {
        this.offset = offset;
        this.access = access;
        this.widest = widest;
        this.atReset = atReset;
        this.section = section;
    }

    /** What a guest may do with a register. */
    enum Access { READ_ONLY, WRITE_ONLY, READ_WRITE, NONE }

    /**
     * Decodes an access. "Only size == 4 accesses are allowed for addresses < 0x80. size == 4 or size == 8 for the rest"; the
     * upper half of a wide register has no offset of its own (measured on QEMU 7.2: it reads all ones).
     */
    static EduRegister at(long offset, int width) {
        EduRegister register = offset < RESERVED.offset ? BY_OFFSET[(int) offset] : RESERVED;
        return width <= register.widest ? register : RESERVED;
    }

    /** The registers, for whoever looks at the card from outside. */
    static RegisterMap declared() {
        return RegisterMap.of(Stream.of(values()).filter(register -> register != RESERVED)
                .map(EduRegister::declaration).toList());
    }

    private Register declaration() {
        Register register = Register.of(name(), offset, widest, published()).section("QEMU edu \"" + section + "\"");
        register = widest == Integer.BYTES ? register.widths(Integer.BYTES) : register;
        register = readable() ? register.reset(atReset) : register;
        return register.writable(kept());
    }

    private Register.Access published() {
        return switch (access) {
            case READ_ONLY -> Register.Access.RO;
            case WRITE_ONLY -> Register.Access.WO;
            case READ_WRITE -> Register.Access.RW;
            case NONE -> throw new AssertionError(this);
        };
    }

    /** The bits that read as they were written; a write to any other register starts something, or is turned over. */
    private long kept() {
        return switch (this) {
            case DMA_SOURCE, DMA_DESTINATION, DMA_COUNT -> -1L;
            case STATUS -> FactorialUnit.STATUS_INTERRUPT;
            case IDENTIFICATION, LIVENESS, FACTORIAL, INTERRUPT_STATUS, INTERRUPT_RAISE, INTERRUPT_ACKNOWLEDGE, DMA_COMMAND,
                    RESERVED -> 0;
        };
    }

    int offset() {
        return offset;
    }

    /** The widest access in bytes; all registers take four. */
    int widest() {
        return widest;
    }

    long atReset() {
        return atReset;
    }

    boolean readable() {
        return access == Access.READ_ONLY || access == Access.READ_WRITE;
    }

    boolean writable() {
        return access == Access.WRITE_ONLY || access == Access.READ_WRITE;
    }

    /** The register for a report to a driver's author: its name and where to read about it. */
    String cited() {
        return name() + " (QEMU edu \"" + section + "\")";
    }

    private static EduRegister[] table() {
        EduRegister[] table = new EduRegister[RESERVED.offset];
        Arrays.fill(table, RESERVED);
        for (EduRegister register : values()) {
            if (register != RESERVED) {
                table[register.offset] = register;
            }
        }
        return table;
    }
}
