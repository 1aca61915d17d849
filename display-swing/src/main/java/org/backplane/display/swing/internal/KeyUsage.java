package org.backplane.display.swing.internal;

import static java.awt.event.KeyEvent.KEY_LOCATION_NUMPAD;
import static java.awt.event.KeyEvent.KEY_LOCATION_RIGHT;

import java.awt.event.KeyEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Key codes of AWT and the usages of the USB HID Usage Tables, page 07h "Keyboard/Keypad". AWT names keys by what is printed on
 * them, so the map is right for keyboards whose layout the host has as US English.
 */
final class KeyUsage {
    /** A key that has no usage. */
    static final int NONE = 0;

    /** Key codes in the order of their usages from {@link #FIRST_USAGE} on: letters, digits, control keys, punctuation. */
    private static final int[] FROM_FIRST = {
        KeyEvent.VK_A, KeyEvent.VK_B, KeyEvent.VK_C, KeyEvent.VK_D, KeyEvent.VK_E, KeyEvent.VK_F, KeyEvent.VK_G,
        KeyEvent.VK_H, KeyEvent.VK_I, KeyEvent.VK_J, KeyEvent.VK_K, KeyEvent.VK_L, KeyEvent.VK_M, KeyEvent.VK_N,
        KeyEvent.VK_O, KeyEvent.VK_P, KeyEvent.VK_Q, KeyEvent.VK_R, KeyEvent.VK_S, KeyEvent.VK_T, KeyEvent.VK_U,
        KeyEvent.VK_V, KeyEvent.VK_W, KeyEvent.VK_X, KeyEvent.VK_Y, KeyEvent.VK_Z,
        KeyEvent.VK_1, KeyEvent.VK_2, KeyEvent.VK_3, KeyEvent.VK_4, KeyEvent.VK_5, KeyEvent.VK_6, KeyEvent.VK_7,
        KeyEvent.VK_8, KeyEvent.VK_9, KeyEvent.VK_0,
        KeyEvent.VK_ENTER, KeyEvent.VK_ESCAPE, KeyEvent.VK_BACK_SPACE, KeyEvent.VK_TAB, KeyEvent.VK_SPACE,
        KeyEvent.VK_MINUS, KeyEvent.VK_EQUALS, KeyEvent.VK_OPEN_BRACKET, KeyEvent.VK_CLOSE_BRACKET,
        KeyEvent.VK_BACK_SLASH, KeyEvent.VK_NUMBER_SIGN, KeyEvent.VK_SEMICOLON, KeyEvent.VK_QUOTE,
        KeyEvent.VK_BACK_QUOTE, KeyEvent.VK_COMMA, KeyEvent.VK_PERIOD, KeyEvent.VK_SLASH, KeyEvent.VK_CAPS_LOCK,
        KeyEvent.VK_F1, KeyEvent.VK_F2, KeyEvent.VK_F3, KeyEvent.VK_F4, KeyEvent.VK_F5, KeyEvent.VK_F6, KeyEvent.VK_F7,
        KeyEvent.VK_F8, KeyEvent.VK_F9, KeyEvent.VK_F10, KeyEvent.VK_F11, KeyEvent.VK_F12,
        KeyEvent.VK_PRINTSCREEN, KeyEvent.VK_SCROLL_LOCK, KeyEvent.VK_PAUSE, KeyEvent.VK_INSERT, KeyEvent.VK_HOME,
        KeyEvent.VK_PAGE_UP, KeyEvent.VK_DELETE, KeyEvent.VK_END, KeyEvent.VK_PAGE_DOWN, KeyEvent.VK_RIGHT,
        KeyEvent.VK_LEFT, KeyEvent.VK_DOWN, KeyEvent.VK_UP, KeyEvent.VK_NUM_LOCK
    };
    private static final int FIRST_USAGE = 0x04;

    /** Key codes of the keypad in the order of their usages from {@link #FIRST_KEYPAD_USAGE} on. */
    private static final int[] KEYPAD = {
        KeyEvent.VK_DIVIDE, KeyEvent.VK_MULTIPLY, KeyEvent.VK_SUBTRACT, KeyEvent.VK_ADD, KeyEvent.VK_ENTER,
        KeyEvent.VK_NUMPAD1, KeyEvent.VK_NUMPAD2, KeyEvent.VK_NUMPAD3, KeyEvent.VK_NUMPAD4, KeyEvent.VK_NUMPAD5,
        KeyEvent.VK_NUMPAD6, KeyEvent.VK_NUMPAD7, KeyEvent.VK_NUMPAD8, KeyEvent.VK_NUMPAD9, KeyEvent.VK_NUMPAD0,
        KeyEvent.VK_DECIMAL
    };
    /** What the keypad's digits and point are called while the host's NumLock is off, from 1 to 9, 0 and the point. */
    private static final int[] KEYPAD_WITHOUT_NUM_LOCK = {
        KeyEvent.VK_END, KeyEvent.VK_DOWN, KeyEvent.VK_PAGE_DOWN, KeyEvent.VK_LEFT, KeyEvent.VK_BEGIN,
        KeyEvent.VK_RIGHT, KeyEvent.VK_HOME, KeyEvent.VK_UP, KeyEvent.VK_PAGE_UP, KeyEvent.VK_INSERT,
        KeyEvent.VK_DELETE
    };
    private static final int FIRST_KEYPAD_USAGE = 0x54;
    private static final int KEYPAD_1_USAGE = 0x59;

    private static final int LEFT_CONTROL = 0xe0;
    private static final int LEFT_SHIFT = 0xe1;
    private static final int LEFT_ALT = 0xe2;
    private static final int LEFT_GUI = 0xe3;
    /** How far the right one of two modifiers is from the left one. */
    private static final int RIGHT = 4;
    private static final int RIGHT_ALT = LEFT_ALT + RIGHT;
    private static final int APPLICATION = 0x65;
    /** The key beside the left shift key that US keyboards do not have. */
    private static final int NON_US_BACKSLASH = 0x64;

    private static final Map<Integer, Integer> USAGES = usages();
    private static final Map<Integer, Integer> KEYPAD_USAGES = keypadUsages();

    private KeyUsage() {
    }

    /**
     * Translates a key.
     *
     * @param keyCode  AWT's key code
     * @param location where the key is, as AWT says
     * @return its usage, or {@link #NONE}
     */
    static int of(int keyCode, int location) {
        if (location == KEY_LOCATION_NUMPAD && KEYPAD_USAGES.containsKey(keyCode)) {
            return KEYPAD_USAGES.get(keyCode);
        }
        int usage = USAGES.getOrDefault(keyCode, NONE);
        boolean modifier = usage >= LEFT_CONTROL && usage <= LEFT_GUI;
        return modifier && location == KEY_LOCATION_RIGHT ? usage + RIGHT : usage;
    }

    private static Map<Integer, Integer> usages() {
        Map<Integer, Integer> usages = new HashMap<>();
        for (int i = 0; i < FROM_FIRST.length; i++) {
            usages.put(FROM_FIRST[i], FIRST_USAGE + i);
        }
        usages.put(KeyEvent.VK_CONTROL, LEFT_CONTROL);
        usages.put(KeyEvent.VK_SHIFT, LEFT_SHIFT);
        usages.put(KeyEvent.VK_ALT, LEFT_ALT);
        usages.put(KeyEvent.VK_ALT_GRAPH, RIGHT_ALT);
        usages.put(KeyEvent.VK_META, LEFT_GUI);
        usages.put(KeyEvent.VK_WINDOWS, LEFT_GUI);
        usages.put(KeyEvent.VK_CONTEXT_MENU, APPLICATION);
        usages.put(KeyEvent.VK_LESS, NON_US_BACKSLASH);
        keypadUsages().forEach(usages::putIfAbsent);
        return usages;
    }

    private static Map<Integer, Integer> keypadUsages() {
        Map<Integer, Integer> usages = new HashMap<>();
        for (int i = 0; i < KEYPAD.length; i++) {
            usages.put(KEYPAD[i], FIRST_KEYPAD_USAGE + i);
        }
        for (int i = 0; i < KEYPAD_WITHOUT_NUM_LOCK.length; i++) {
            usages.put(KEYPAD_WITHOUT_NUM_LOCK[i], KEYPAD_1_USAGE + i);
        }
        return usages;
    }
}
