package org.backplane.device.vga.internal;

/**
 * What blinks shows itself or does not: the cursor for 8 pictures each, characters for 16 (FreeVGA "VGA Text Mode
 * Operation").
 *
 * @param cursorShown     whether the cursor is to be seen
 * @param charactersShown whether blinking characters are
 */
record BlinkPhase(boolean cursorShown, boolean charactersShown) {
    private static final int CURSOR_FRAMES = 8;
    private static final int CHARACTER_FRAMES = 16;

    static BlinkPhase at(long frames) {
        return new BlinkPhase(frames / CURSOR_FRAMES % 2 == 0, frames / CHARACTER_FRAMES % 2 == 0);
    }
}
