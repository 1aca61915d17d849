package org.backplane.shell.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The keys of a US keyboard: usages of the USB HID Usage Tables, page 07h "Keyboard/Keypad", by the name of the key and by
 * the character that it types.
 */
final class UsLayout {
    static final int LEFT_SHIFT = 0xe1;

    private static final int FIRST = 0x04;
    /** What the keys type in the order of their usages from {@link #FIRST} on. */
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz1234567890\n\033\b\t -=[]\\\0;'`,./";
    private static final String SHIFTED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()\0\0\0\0\0_+{}|\0:\"~<>?";
    private static final char NOTHING = '\0';

    private static final int FIRST_NAMED = 0x39;
    private static final String[] NAMED = {"capslock", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11",
        "f12", "print", "scrolllock", "pause", "insert", "home", "pageup", "delete", "end", "pagedown", "right", "left",
        "down", "up", "numlock", "kp/", "kp*", "kp-", "kp+", "kpenter", "kp1", "kp2", "kp3", "kp4", "kp5", "kp6", "kp7",
        "kp8", "kp9", "kp0", "kp."};
    private static final int FIRST_CONTROL = 0x28;
    private static final String[] CONTROL = {"enter", "esc", "backspace", "tab", "space"};
    private static final int FIRST_MODIFIER = 0xe0;
    private static final String[] MODIFIERS = {"ctrl", "shift", "alt", "win", "rctrl", "rshift", "ralt", "rwin"};

    private static final Map<String, Integer> USAGES = usages();

    private UsLayout() {
    }

    private static Map<String, Integer> usages() {
        Map<String, Integer> usages = new HashMap<>();
        put(usages, FIRST_CONTROL, CONTROL);
        put(usages, FIRST_NAMED, NAMED);
        put(usages, FIRST_MODIFIER, MODIFIERS);
        return usages;
    }

    private static void put(Map<String, Integer> usages, int first, String... names) {
        for (int i = 0; i < names.length; i++) {
            usages.put(names[i], first + i);
        }
    }

    /**
     * The key of a name.
     *
     * @param name such as {@code enter}, {@code f12}, {@code ctrl}, {@code kp5}, or the character that the key types without
     *             shift
     * @return its usage
     */
    static int key(String name) {
        Integer usage = USAGES.get(name.toLowerCase(Locale.ROOT));
        if (usage != null) {
            return usage;
        }
        int place = name.length() == 1 && name.charAt(0) != NOTHING ? PLAIN.indexOf(name.toLowerCase(Locale.ROOT)) : -1;
        if (place < 0) {
            throw new IllegalArgumentException("there is no key '" + name + "'; keys are named a, 1, enter, esc, f1, up, ctrl ...");
        }
        return FIRST + place;
    }

    /**
     * The keys that type a character.
     *
     * @return the usages that are down together, in the order in which they go down
     */
    static int[] keys(char character) {
        int plain = character == NOTHING ? -1 : PLAIN.indexOf(character);
        int shifted = character == NOTHING ? -1 : SHIFTED.indexOf(character);
        if (plain < 0 && shifted < 0) {
            throw new IllegalArgumentException("a US keyboard has no key for '" + character + "'");
        }
        return plain >= 0 ? new int[] {FIRST + plain} : new int[] {LEFT_SHIFT, FIRST + shifted};
    }
}
