package ${package};

import java.util.Arrays;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.Register.Access;
import org.backplane.bus.register.RegisterMap;

/** The registers, as the data sheet's table has them: the one place where an offset stands. */
enum ${chip}Register {
    /** The last value that was written. */
    DATA(Register.of("DATA", 0, 1, Access.RW).reset(0x00)),
    /** How many values were written, modulo 256; a write clears it. */
    COUNT(Register.of("COUNT", 1, 1, Access.RW).reset(0x00).writable(0)),
    /** Tells what this is. */
    IDENTIFICATION(Register.of("IDENTIFICATION", 2, 1, Access.RO).reset(0xbc)),
    /** Bit 0: raise the interrupt a millisecond after each value; bit 7: it is raised, write one to clear. */
    CONTROL(Register.of("CONTROL", 3, 1, Access.RW).reset(0x00).writable(0x01).clearedByOne(0x80));

    private static final ${chip}Register[] BY_OFFSET = values();

    private final Register declared;

    ${chip}Register(Register declared) {
        this.declared = declared;
    }

    /** Decodes an offset; the registers are declared in their order. */
    static ${chip}Register at(long offset) {
        return BY_OFFSET[(int) offset];
    }

    /** All of them, as the advisor, the traces and the conformance kit want to know them. */
    static RegisterMap map() {
        return RegisterMap.of(Arrays.stream(BY_OFFSET).map(register -> register.declared).toList());
    }

    int offset() {
        return (int) declared.offset();
    }

    int atReset() {
        return (int) declared.resetValue();
    }
}
