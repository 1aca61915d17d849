package org.backplane.device.kbd.internal;

/** The commands of the keyboard (PS/2 "Keyboard", "Commands from the System"). */
enum KeyboardCommand {
    SET_INDICATORS(0xed, true),
    ECHO(0xee, false),
    SELECT_SCAN_CODES(0xf0, true),
    READ_ID(0xf2, false),
    SET_TYPEMATIC(0xf3, true),
    ENABLE(0xf4, false),
    DEFAULT_DISABLE(0xf5, false),
    SET_DEFAULT(0xf6, false),
    ALL_TYPEMATIC(0xf7, false),
    ALL_MAKE_BREAK(0xf8, false),
    ALL_MAKE(0xf9, false),
    ALL_TYPEMATIC_MAKE_BREAK(0xfa, false),
    KEYS_TYPEMATIC(0xfb, true),
    KEYS_MAKE_BREAK(0xfc, true),
    KEYS_MAKE(0xfd, true),
    RESEND(0xfe, false),
    RESET(0xff, false),
    /** Every other code. */
    NONE(-1, false);

    private final int code;
    private final boolean takesOption;

    KeyboardCommand(int code, boolean takesOption) {
        this.code = code;
        this.takesOption = takesOption;
    }

    static KeyboardCommand of(int code) {
        for (KeyboardCommand command : values()) {
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
