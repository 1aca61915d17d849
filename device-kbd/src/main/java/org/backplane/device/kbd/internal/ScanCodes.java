package org.backplane.device.kbd.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.backplane.device.kbd.internal.Key.SetThree;

/**
 * Makes the sequences of the keys (PS/2 "Keyboard", "Scan Code Set 1" to "Scan Code Set 3"). In the sets 1 and 2 the keys
 * that the PC AT's keyboard did not have pretend to be those it had: the grey cursor keys take a held shift back, or press
 * one while Num Lock is on; Print Screen presses a shift; with Alt it is the System Request key; Pause presses Ctrl and
 * Num Lock, and with Ctrl it is Break.
 */
final class ScanCodes {
    private static final int USAGES = 0x100;
    private static final SetThree[] TYPES = SetThree.values();
    private static final int LEFT_CONTROL = 0xe0;
    private static final int LEFT_SHIFT = 0xe1;
    private static final int LEFT_ALT = 0xe2;
    private static final int RIGHT_CONTROL = 0xe4;
    private static final int RIGHT_SHIFT = 0xe5;
    private static final int RIGHT_ALT = 0xe6;
    private static final int SCROLL_LOCK = 0x47;
    private static final int[] SYSTEM_REQUEST = {0x54, 0x84};
    private static final int PAUSE_PREFIX = 0xe1;
    private static final int BREAK_PREFIX = 0xf0;

    private static final int LEFT_TAKEN_BACK = 1;
    private static final int RIGHT_TAKEN_BACK = 2;
    private static final int SHIFT_PRESSED = 4;
    private static final int IS_SYSTEM_REQUEST = 8;

    private final boolean[] held = new boolean[USAGES];
    /** What was put before the make code of a held key, to be undone after its break code. */
    private final int[] around = new int[USAGES];
    private final SetThree[] setThree = new SetThree[USAGES];

    ScanCodes() {
        typeOfAll(SetThree.TYPEMATIC);
        defaultTypes();
    }

    /** The usages of the held keys; by usage, what is around a key's code, and its type in set 3. */
    record State(int[] held, int[] around, int[] setThree) {
        State {
            if (around.length != USAGES || setThree.length != USAGES || anyOutside(held, USAGES)
                    || anyOutside(setThree, TYPES.length)) {
                throw new IllegalArgumentException("the keys are not those of this keyboard");
            }
        }

        private static boolean anyOutside(int[] values, int bound) {
            return Arrays.stream(values).anyMatch(value -> value < 0 || value >= bound);
        }
    }

    State state() {
        return new State(IntStream.range(0, USAGES).filter(usage -> held[usage]).toArray(), around.clone(),
                Arrays.stream(setThree).mapToInt(SetThree::ordinal).toArray());
    }

    void restore(State state) {
        Arrays.fill(held, false);
        Arrays.stream(state.held).forEach(usage -> held[usage] = true);
        System.arraycopy(state.around, 0, around, 0, USAGES);
        Arrays.setAll(setThree, usage -> TYPES[state.setThree[usage]]);
    }

    /** Gives the keys their power-on types in set 3. */
    void defaultTypes() {
        Key.all().forEach(key -> setThree[key.usage()] = key.setThree());
    }

    void typeOfAll(SetThree type) {
        Arrays.fill(setThree, type);
    }

    /** Changes the type of the keys with a code of set 3. */
    void type(int code, SetThree type) {
        Key.all().stream().filter(key -> key.code(3) == code).forEach(key -> setThree[key.usage()] = type);
    }

    /** Notes a key's position; tells whether it changed. */
    boolean hold(Key key, boolean pressed) {
        boolean changed = held[key.usage()] != pressed;
        held[key.usage()] = pressed;
        return changed;
    }

    boolean repeats(Key key, int set) {
        return set == 3 ? setThree[key.usage()].repeats() : key.kind() != Key.Kind.PAUSE;
    }

    /** The codes of a key that goes down. */
    int[] make(Key key, int set, boolean numLock) {
        if (set == 3) {
            return key.code(3) == 0 ? new int[0] : new int[] {key.code(3)};
        }
        if (key.kind() == Key.Kind.PAUSE) {
            return pause(key, set);
        }
        int before = before(key, numLock);
        around[key.usage()] = before;
        CodeSequence codes = new CodeSequence(set);
        if ((before & LEFT_TAKEN_BACK) != 0) {
            codes.extendedRelease(code(LEFT_SHIFT, set));
        }
        if ((before & RIGHT_TAKEN_BACK) != 0) {
            codes.extendedRelease(code(RIGHT_SHIFT, set));
        }
        if ((before & SHIFT_PRESSED) != 0) {
            codes.extendedMake(code(LEFT_SHIFT, set));
        }
        return own(codes, key, set, true).bytes();
    }

    /** The codes of a key that is held: without what was put before the first. */
    int[] repeat(Key key, int set) {
        return set == 3 ? make(key, set, false) : own(new CodeSequence(set), key, set, true).bytes();
    }

    /** The codes of a key that goes up. */
    int[] release(Key key, int set) {
        if (set == 3) {
            boolean has = setThree[key.usage()].hasBreak() && key.code(3) != 0;
            return has ? new int[] {BREAK_PREFIX, key.code(3)} : new int[0];
        }
        if (key.kind() == Key.Kind.PAUSE) {
            return new int[0];
        }
        CodeSequence codes = own(new CodeSequence(set), key, set, false);
        int before = around[key.usage()];
        around[key.usage()] = 0;
        if ((before & SHIFT_PRESSED) != 0) {
            codes.extendedRelease(code(LEFT_SHIFT, set));
        }
        if ((before & RIGHT_TAKEN_BACK) != 0) {
            codes.extendedMake(code(RIGHT_SHIFT, set));
        }
        if ((before & LEFT_TAKEN_BACK) != 0) {
            codes.extendedMake(code(LEFT_SHIFT, set));
        }
        return codes.bytes();
    }

    private CodeSequence own(CodeSequence codes, Key key, int set, boolean make) {
        if ((around[key.usage()] & IS_SYSTEM_REQUEST) != 0) {
            int code = SYSTEM_REQUEST[set - 1];
            return make ? codes.make(code) : codes.release(code);
        }
        int code = key.code(set);
        if (key.kind() == Key.Kind.PLAIN) {
            return make ? codes.make(code) : codes.release(code);
        }
        return make ? codes.extendedMake(code) : codes.extendedRelease(code);
    }

    private int before(Key key, boolean numLock) {
        int shifts = (held[LEFT_SHIFT] ? LEFT_TAKEN_BACK : 0) | (held[RIGHT_SHIFT] ? RIGHT_TAKEN_BACK : 0);
        boolean control = held[LEFT_CONTROL] || held[RIGHT_CONTROL];
        return switch (key.kind()) {
            case PLAIN, EXTENDED, PAUSE -> 0;
            case DIVIDE -> shifts;
            case NAVIGATION -> numLock ? (shifts == 0 ? SHIFT_PRESSED : 0) : shifts;
            case PRINT -> held[LEFT_ALT] || held[RIGHT_ALT] ? IS_SYSTEM_REQUEST
                    : shifts == 0 && !control ? SHIFT_PRESSED : 0;
        };
    }

    private int[] pause(Key key, int set) {
        CodeSequence codes = new CodeSequence(set);
        if (held[LEFT_CONTROL] || held[RIGHT_CONTROL]) {
            int code = code(SCROLL_LOCK, set);
            return codes.extendedMake(code).extendedRelease(code).bytes();
        }
        int control = code(LEFT_CONTROL, set);
        int numLock = key.code(set);
        return codes.add(PAUSE_PREFIX).make(control).make(numLock)
                .add(PAUSE_PREFIX).release(control).release(numLock).bytes();
    }

    private static int code(int usage, int set) {
        return Key.of(usage).code(set);
    }
}
