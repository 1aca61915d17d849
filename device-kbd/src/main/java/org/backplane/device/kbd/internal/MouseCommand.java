package org.backplane.device.kbd.internal;

/** The commands of the mouse (PS/2 "Mouse", "Mouse Commands"). */
enum MouseCommand {
    RESET_SCALING(0xe6, false),
    SET_SCALING(0xe7, false),
    SET_RESOLUTION(0xe8, true),
    STATUS_REQUEST(0xe9, false),
    SET_STREAM_MODE(0xea, false),
    READ_DATA(0xeb, false),
    RESET_WRAP_MODE(0xec, false),
    SET_WRAP_MODE(0xee, false),
    SET_REMOTE_MODE(0xf0, false),
    READ_DEVICE_TYPE(0xf2, false),
    SET_SAMPLING_RATE(0xf3, true),
    ENABLE(0xf4, false),
    DISABLE(0xf5, false),
    SET_DEFAULT(0xf6, false),
    RESEND(0xfe, false),
    RESET(0xff, false),
    /** Every other code. */
    NONE(-1, false);

    private final int code;
    private final boolean takesOption;

    MouseCommand(int code, boolean takesOption) {
        this.code = code;
        this.takesOption = takesOption;
    }

    static MouseCommand of(int code) {
        for (MouseCommand command : values()) {
            if (command.code == code) {
                return command;
            }
        }
        return NONE;
    }

    /** What {@link #of} makes this command of. */
    int code() {
        return code;
    }

    /** Whether an option byte follows. */
    boolean takesOption() {
        return takesOption;
    }
}
