package org.backplane.device.kbd.internal;

import org.backplane.bus.role.PointerPort;

/**
 * What the mouse has counted since its last report (PS/2 "Mouse", "Data Report"). One step of the pointer is a count at the
 * power-on resolution of four counts a millimetre.
 *
 * <p>Unlike the part's nine-bit counters these do not overflow: what does not fit into a report goes into the next one, so
 * that a pointer that is moved from a host in large steps arrives where it should. The overflow bits stay clear.
 */
final class MouseMovement {
    private static final int DEFAULT_RESOLUTION = 2;
    private static final int FINEST = 3;
    private static final int LEAST = -256;
    private static final int MOST = 255;
    private static final int WHEEL_MOST = 7;
    private static final int BOUND = 1 << 20;
    private static final int ALWAYS_ONE = 0x08;
    private static final int RIGHT_NEGATIVE = 0x10;
    private static final int UP_NEGATIVE = 0x20;
    private static final int[] SCALED = {0, 1, 1, 3, 6, 9};

    private int resolution = DEFAULT_RESOLUTION;
    /** In counts of eight a millimetre, the finest resolution. */
    private int right;
    private int up;
    private int wheel;
    private int buttons;
    /** Buttons that were pressed since the last report, though they may be up again. */
    private int pressed;
    private int reported;

    /** The resolution, what is counted, and the buttons. */
    record State(int resolution, int right, int up, int wheel, int buttons, int pressed, int reported) {
        State {
            if (resolution < 0 || resolution > FINEST) {
                throw new IllegalArgumentException("there is no resolution " + resolution);
            }
        }
    }

    State state() {
        return new State(resolution, right, up, wheel, buttons, pressed, reported);
    }

    void restore(State state) {
        resolution = state.resolution;
        right = state.right;
        up = state.up;
        wheel = state.wheel;
        buttons = state.buttons;
        pressed = state.pressed;
        reported = state.reported;
    }

    void reset() {
        resolution = DEFAULT_RESOLUTION;
        clear();
    }

    /** Clears the counters. */
    void clear() {
        right = 0;
        up = 0;
        wheel = 0;
        pressed = 0;
    }

    /** 0 to 3 for 1, 2, 4 or 8 counts a millimetre. */
    void resolution(int newResolution) {
        resolution = newResolution;
        clear();
    }

    int resolution() {
        return resolution;
    }

    int buttons() {
        return buttons;
    }

    void add(int stepsRight, int stepsDown, int notches, int newButtons) {
        right = bounded(right + 2L * stepsRight);
        up = bounded(up - 2L * stepsDown);
        wheel = bounded((long) wheel + notches);
        pressed |= newButtons & ~buttons;
        buttons = newButtons & (PointerPort.LEFT | PointerPort.RIGHT | PointerPort.MIDDLE);
    }

    boolean changed(boolean withWheel) {
        return counts(right) != 0 || counts(up) != 0 || withWheel && wheel != 0 || (buttons | pressed) != reported;
    }

    /** Makes a report and takes what it says from the counters. */
    int[] report(boolean scaled, boolean withWheel) {
        int x = clamp(counts(right), LEAST, MOST);
        int y = clamp(counts(up), LEAST, MOST);
        int z = clamp(wheel, -WHEEL_MOST, WHEEL_MOST);
        right -= x << 3 - resolution;
        up -= y << 3 - resolution;
        wheel = withWheel ? wheel - z : 0;
        reported = (buttons | pressed) & (PointerPort.LEFT | PointerPort.RIGHT | PointerPort.MIDDLE);
        pressed = 0;
        int sentX = scaled ? scale(x) : x;
        int sentY = scaled ? scale(y) : y;
        int first = ALWAYS_ONE | reported | (sentX < 0 ? RIGHT_NEGATIVE : 0) | (sentY < 0 ? UP_NEGATIVE : 0);
        return withWheel ? new int[] {first, sentX & 0xff, sentY & 0xff, z & 0xff}
                : new int[] {first, sentX & 0xff, sentY & 0xff};
    }

    /** Towards zero, so that the rest keeps its direction. */
    private int counts(int eighths) {
        return eighths / (1 << 3 - resolution);
    }

    /** Scaling 2:1 (PS/2 "Mouse", "Set Scaling 2:1"), within nine bits. */
    private static int scale(int counts) {
        int amount = Math.abs(counts);
        int scaled = amount < SCALED.length ? SCALED[amount] : 2 * amount;
        return clamp(counts < 0 ? -scaled : scaled, LEAST, MOST);
    }

    private static int clamp(int value, int least, int most) {
        return Math.max(least, Math.min(most, value));
    }

    private static int bounded(long value) {
        return (int) Math.max(-BOUND, Math.min(BOUND, value));
    }
}
