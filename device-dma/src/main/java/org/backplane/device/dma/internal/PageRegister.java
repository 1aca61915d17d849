package org.backplane.device.dma.internal;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/** The page registers: address bits 16 to 23 of a channel (PC AT "Page Register Addresses"), by port. */
enum PageRegister {
    CHANNEL_2(0x81, 2),
    CHANNEL_3(0x82, 3),
    CHANNEL_1(0x83, 1),
    CHANNEL_0(0x87, 0),
    CHANNEL_6(0x89, 6),
    CHANNEL_7(0x8a, 7),
    CHANNEL_5(0x8b, 5),
    /** The refresh page; the register of the cascade channel, which transfers nothing. */
    REFRESH(0x8f, 4);

    private final int port;
    private final int channel;

    PageRegister(int port, int channel) {
        this.port = port;
        this.channel = channel;
    }

    /** The registers of the run of ports that begins here, for whoever looks at the chip from outside. */
    static RegisterMap declared(int firstPort) {
        List<Register> registers = new ArrayList<>();
        for (PageRegister register : values()) {
            if (register.port == firstPort + registers.size()) {
                registers.add(Register.of("PAGE_" + register.name(), registers.size(), 1, Register.Access.RW)
                        .section("PC AT \"Page Register Addresses\""));
            }
        }
        return RegisterMap.of(registers);
    }

    static PageRegister at(int port) {
        for (PageRegister register : values()) {
            if (register.port == port) {
                return register;
            }
        }
        throw new AssertionError(port);
    }

    int channel() {
        return channel;
    }
}
