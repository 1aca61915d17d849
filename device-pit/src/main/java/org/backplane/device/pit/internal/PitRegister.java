package org.backplane.device.pit.internal;

import java.util.stream.Stream;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.Register.Access;
import org.backplane.bus.register.RegisterMap;

/** What the 8254 has at its addresses A1 and A0 (8254 "Read/Write Operations Summary"). */
enum PitRegister {
    COUNTER_0, COUNTER_1, COUNTER_2,
    /** The control word register, which can only be written. */
    CONTROL;

    private static final PitRegister[] BY_OFFSET = values();

    static PitRegister at(long offset) {
        return BY_OFFSET[(int) offset];
    }

    /** The registers, for whoever looks at the chip from outside. A counter counts on, so that it keeps no bit. */
    static RegisterMap declared() {
        return RegisterMap.of(Stream.of(values()).map(PitRegister::declaration).toList());
    }

    private Register declaration() {
        Register register = Register.of(name(), ordinal(), 1, this == CONTROL ? Access.WO : Access.RW)
                .section("8254 \"Read/Write Operations Summary\"");
        return this == CONTROL ? register : register.writable(0).changedByReading();
    }
}
