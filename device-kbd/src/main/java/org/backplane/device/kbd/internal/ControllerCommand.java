package org.backplane.device.kbd.internal;

/** The commands of the controller (PC AT "Commands (I/O Address Hex 64)", PS/2 "Keyboard/Auxiliary Device Controller"). */
enum ControllerCommand {
    READ_RAM(0x20, 0x3f, false),
    WRITE_RAM(0x60, 0x7f, true),
    TEST_PASSWORD_INSTALLED(0xa4, 0xa4, false),
    DISABLE_AUXILIARY(0xa7, 0xa7, false),
    ENABLE_AUXILIARY(0xa8, 0xa8, false),
    TEST_AUXILIARY(0xa9, 0xa9, false),
    SELF_TEST(0xaa, 0xaa, false),
    TEST_KEYBOARD(0xab, 0xab, false),
    DISABLE_KEYBOARD(0xad, 0xad, false),
    ENABLE_KEYBOARD(0xae, 0xae, false),
    READ_INPUT_PORT(0xc0, 0xc0, false),
    READ_OUTPUT_PORT(0xd0, 0xd0, false),
    WRITE_OUTPUT_PORT(0xd1, 0xd1, true),
    WRITE_KEYBOARD_OUTPUT_BUFFER(0xd2, 0xd2, true),
    WRITE_AUXILIARY_OUTPUT_BUFFER(0xd3, 0xd3, true),
    WRITE_AUXILIARY(0xd4, 0xd4, true),
    /** No IBM controller has these two, yet clones and QEMU do: A20 in one write. */
    DISABLE_A20(0xdd, 0xdd, false),
    ENABLE_A20(0xdf, 0xdf, false),
    READ_TEST_INPUTS(0xe0, 0xe0, false),
    PULSE_OUTPUT_PORT(0xf0, 0xff, false),
    /** Every other code: no effect. */
    NONE(-1, -1, false);

    private final int first;
    private final int last;
    private final boolean takesData;

    ControllerCommand(int first, int last, boolean takesData) {
        this.first = first;
        this.last = last;
        this.takesData = takesData;
    }

    static ControllerCommand of(int code) {
        for (ControllerCommand command : values()) {
            if (code >= command.first && code <= command.last) {
                return command;
            }
        }
        return NONE;
    }

    /** Whether the next byte at port 60h belongs to it. */
    boolean takesData() {
        return takesData;
    }
}
