package org.backplane.device.vga.internal;

import java.util.Arrays;
import java.util.stream.Stream;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/**
 * The ports of a VGA (FreeVGA "VGA I/O Port Index"), with the addresses that the CRT controller has beside a colour monitor.
 */
enum VgaPort {
    ATTRIBUTE_ADDRESS_DATA(0x3c0, true, true),
    ATTRIBUTE_DATA_READ(0x3c1, true, false),
    INPUT_STATUS_0(0x3c2, true, false),
    MISCELLANEOUS_OUTPUT_WRITE(0x3c2, false, true),
    SLEEP(0x3c3, true, true),
    SEQUENCER_ADDRESS(0x3c4, true, true),
    SEQUENCER_DATA(0x3c5, true, true),
    DAC_PIXEL_MASK(0x3c6, true, true),
    DAC_STATE(0x3c7, true, false),
    DAC_ADDRESS_READ_MODE(0x3c7, false, true),
    DAC_ADDRESS_WRITE_MODE(0x3c8, true, true),
    DAC_DATA(0x3c9, true, true),
    FEATURE_CONTROL_READ(0x3ca, true, false),
    MISCELLANEOUS_OUTPUT_READ(0x3cc, true, false),
    GRAPHICS_ADDRESS(0x3ce, true, true),
    GRAPHICS_DATA(0x3cf, true, true),
    CRTC_ADDRESS(0x3d4, true, true),
    CRTC_DATA(0x3d5, true, true),
    INPUT_STATUS_1(0x3da, true, false),
    FEATURE_CONTROL_WRITE(0x3da, false, true),
    /** Every other port: reads all ones, takes nothing. */
    NONE(-1, false, false);

    /** The first port, and how many there are. */
    static final int FIRST = 0x3c0;
    static final int COUNT = 0x20;

    private static final long ALL = 0xff;
    private static final VgaPort[] READ = table(true);
    private static final VgaPort[] WRITTEN = table(false);

    private final int port;
    private final boolean readable;
    private final boolean writable;

    VgaPort(int port, boolean readable, boolean writable) {
        this.port = port;
        this.readable = readable;
        this.writable = writable;
    }

    /**
     * The registers of a run of ports, for whoever looks at the chip from outside.
     *
     * @param first the first port's register
     * @param ports how many ports
     */
    static RegisterMap declared(VgaPort first, int ports) {
        return RegisterMap.of(Stream.of(values()).filter(register -> register != NONE && register.port >= first.port
                && register.port < first.port + ports).map(register -> register.declaration(first.port)).toList());
    }

    private Register declaration(int firstPort) {
        Register register = Register.of(name(), port - firstPort, 1, !writable ? Register.Access.RO
                : readable ? Register.Access.RW : Register.Access.WO).section("FreeVGA \"VGA I/O Port Index\"");
        return switch (this) {
            case INPUT_STATUS_0 -> register.reset(ExternalRegisters.INPUT_STATUS_0);
            case SLEEP -> register.reset(0).writable(ExternalRegisters.SLEEP_WRITABLE);
            case SEQUENCER_ADDRESS -> register.reset(0).writable(Sequencer.INDEX);
            case GRAPHICS_ADDRESS -> register.reset(0).writable(GraphicsController.INDEX);
            case CRTC_ADDRESS -> register.reset(0).writable(Crtc.INDEX);
            case DAC_PIXEL_MASK -> register.reset(ALL);
            case FEATURE_CONTROL_READ, MISCELLANEOUS_OUTPUT_READ -> register.reset(0);
            // What these keep lies behind an index, or behind a flip-flop.
            case ATTRIBUTE_ADDRESS_DATA, SEQUENCER_DATA, GRAPHICS_DATA, CRTC_DATA -> register.writable(0);
            case DAC_ADDRESS_WRITE_MODE -> register.reset(0);
            case DAC_DATA -> register.writable(0).changedByReading();
            case INPUT_STATUS_1 -> register.changedByReading();
            case ATTRIBUTE_DATA_READ, DAC_STATE, MISCELLANEOUS_OUTPUT_WRITE, DAC_ADDRESS_READ_MODE, FEATURE_CONTROL_WRITE ->
                register;
            case NONE -> throw new AssertionError(this);
        };
    }

    /** What a read at a distance from {@link #FIRST} reaches. */
    static VgaPort read(int offset) {
        return READ[offset];
    }

    /** What a write at a distance from {@link #FIRST} reaches. */
    static VgaPort written(int offset) {
        return WRITTEN[offset];
    }

    /** The distance from {@link #FIRST}. */
    int offset() {
        return port - FIRST;
    }

    private static VgaPort[] table(boolean reads) {
        VgaPort[] table = new VgaPort[COUNT];
        Arrays.fill(table, NONE);
        for (VgaPort port : values()) {
            if (reads ? port.readable : port.writable) {
                table[port.offset()] = port;
            }
        }
        return table;
    }
}
