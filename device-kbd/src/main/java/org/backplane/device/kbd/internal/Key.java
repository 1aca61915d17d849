package org.backplane.device.kbd.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A key and its codes, a line of {@code keys.tab}.
 *
 * @param usage    usage of the HID Keyboard/Keypad page, 0 to FFh
 * @param kind     how its sequences are built
 * @param codes    make codes in the scan code sets 1, 2 and 3; 0 for none
 * @param setThree what it does in set 3 until the system says otherwise
 */
record Key(int usage, Kind kind, List<Integer> codes, SetThree setThree) {
    private static final Key[] BY_USAGE = table();

    /** How the sequences of a key are built, see {@link ScanCodes}. */
    enum Kind { PLAIN, EXTENDED, NAVIGATION, DIVIDE, PRINT, PAUSE }

    /** The key types of scan code set 3. */
    enum SetThree {
        TYPEMATIC, MAKEBREAK, MAKE, ALL;

        boolean repeats() {
            return this == TYPEMATIC || this == ALL;
        }

        boolean hasBreak() {
            return this == MAKEBREAK || this == ALL;
        }
    }

    /** The key of a usage; {@code null} if the keyboard has none. */
    static Key of(int usage) {
        return usage >= 0 && usage < BY_USAGE.length ? BY_USAGE[usage] : null;
    }

    static List<Key> all() {
        return Arrays.stream(BY_USAGE).filter(key -> key != null).toList();
    }

    int code(int set) {
        return codes.get(set - 1);
    }

    private static Key[] table() {
        Key[] table = new Key[0x100];
        for (String[] words : Tables.lines("keys.tab")) {
            List<Integer> codes = Arrays.stream(words, 2, 5)
                    .map(word -> word.equals("--") ? 0 : Integer.parseInt(word, 16)).toList();
            int usage = Integer.parseInt(words[0], 16);
            table[usage] = new Key(usage, Kind.valueOf(words[1].toUpperCase(Locale.ROOT)), codes,
                    SetThree.valueOf(words[5].toUpperCase(Locale.ROOT)));
        }
        return table;
    }
}
