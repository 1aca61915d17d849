package org.backplane.device.ioapic.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.Register.Access;
import org.backplane.bus.register.RegisterMap;

/** What lies in memory (82093AA §3.1; the last one 82801DB "EOIR"): all other registers are reached through the first two. */
enum IoApicRegister {
    IOREGSEL(0x00, Access.RW, 0xff, "82093AA §3.1.1"),
    IOWIN(0x10, Access.RW, 0, "82093AA §3.1.2"),
    EOIR(0x40, Access.WO, 0, "82801DB \"EOIR\"");

    private final int offset;
    private final Access access;
    private final int writable;
    private final String section;

    IoApicRegister(int offset, Access access, int writable, String section) {
        this.offset = offset;
        this.access = access;
        this.writable = writable;
        this.section = section;
    }

    /** The register at an offset; empty where there is none. */
    static Optional<IoApicRegister> at(int offset) {
        for (IoApicRegister register : values()) {
            if (register.offset == offset) {
                return Optional.of(register);
            }
        }
        return Optional.empty();
    }

    int offset() {
        return offset;
    }

    int writable() {
        return writable;
    }

    /** The registers, for whoever looks at the chip from outside; those behind the window under their condition. */
    static RegisterMap declared() {
        List<Register> all = new ArrayList<>();
        for (IoApicRegister register : values()) {
            Register declared = Register.of(register.name(), register.offset, 4, register.access)
                    .writable(register.writable).section(register.section);
            all.add(register == IOREGSEL ? declared.reset(0) : declared);
        }
        for (IndexedRegister register : IndexedRegister.all()) {
            all.add(Register.of(register.name(), IOWIN.offset, 4, register.writable() == 0 ? Access.RO : Access.RW)
                    .writable(Integer.toUnsignedLong(register.writable())).section(register.kind().section())
                    .when(String.format("IOREGSEL = %02x", register.index())));
        }
        return RegisterMap.of(all);
    }
}
