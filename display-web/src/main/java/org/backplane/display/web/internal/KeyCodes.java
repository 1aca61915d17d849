package org.backplane.display.web.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which key a browser means: the codes of the W3C's "UI Events KeyboardEvent code Values" and the usages of the USB HID Usage
 * Tables, page 07h "Keyboard/Keypad". A code names the place of a key, so the layout of the host does not matter.
 */
final class KeyCodes {
    /** Codes in the order of their usages from {@link #FIRST_USAGE} on. */
    private static final String[] FROM_FIRST = ("KeyA KeyB KeyC KeyD KeyE KeyF KeyG KeyH KeyI KeyJ KeyK KeyL KeyM KeyN KeyO KeyP "
            + "KeyQ KeyR KeyS KeyT KeyU KeyV KeyW KeyX KeyY KeyZ "
            + "Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 "
            + "Enter Escape Backspace Tab Space Minus Equal BracketLeft BracketRight Backslash IntlHash Semicolon Quote "
            + "Backquote Comma Period Slash CapsLock F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 "
            + "PrintScreen ScrollLock Pause Insert Home PageUp Delete End PageDown ArrowRight ArrowLeft ArrowDown ArrowUp "
            + "NumLock NumpadDivide NumpadMultiply NumpadSubtract NumpadAdd NumpadEnter Numpad1 Numpad2 Numpad3 Numpad4 "
            + "Numpad5 Numpad6 Numpad7 Numpad8 Numpad9 Numpad0 NumpadDecimal IntlBackslash ContextMenu").split(" ");
    private static final int FIRST_USAGE = 0x04;

    private static final String[] MODIFIERS = ("ControlLeft ShiftLeft AltLeft MetaLeft ControlRight ShiftRight AltRight "
            + "MetaRight").split(" ");
    private static final int FIRST_MODIFIER = 0xe0;

    private static final String[] INTERNATIONAL = "IntlRo KanaMode IntlYen Convert NonConvert".split(" ");
    private static final int FIRST_INTERNATIONAL = 0x87;

    private static final Map<String, Integer> USAGES = new HashMap<>();

    static {
        add(FROM_FIRST, FIRST_USAGE);
        add(MODIFIERS, FIRST_MODIFIER);
        add(INTERNATIONAL, FIRST_INTERNATIONAL);
    }

    private KeyCodes() {
    }

    private static void add(String[] codes, int first) {
        for (int i = 0; i < codes.length; i++) {
            USAGES.put(codes[i], first + i);
        }
    }

    /** The usage of a key; empty if a PC's keyboard has no such key. */
    static OptionalInt usage(String code) {
        Integer usage = USAGES.get(code);
        return usage == null ? OptionalInt.empty() : OptionalInt.of(usage);
    }
}
