package org.backplane.display.web.internal;

import java.util.TreeSet;

/**
 * What one viewer does, in words ({@code docs/web.md}): {@code key CODE down}, {@code key CODE up}, {@code mouse RIGHT DOWN
 * WHEEL BUTTONS}, {@code reset}. A viewer that goes lets go of its keys and buttons. One thread at a time.
 */
final class ViewerInput implements AutoCloseable {
    /** As far as a mouse gets between two reports, with room. */
    private static final int LONGEST_MOVE = 4096;
    private static final int ALL_BUTTONS = 7;

    private final Guest guest;
    private final TreeSet<Integer> down = new TreeSet<>();
    private int buttons;

    ViewerInput(Guest guest) {
        this.guest = guest;
    }

    /**
     * Does what a viewer says.
     *
     * @throws IllegalArgumentException if it makes no sense; one line
     */
    void take(String message) {
        String[] words = message.split(" ", -1);
        switch (words[0]) {
            case "key" -> key(words);
            case "mouse" -> mouse(words);
            case "reset" -> guest.reset();
            default -> throw nonsense(message);
        }
    }

    private void key(String[] words) {
        if (words.length != 3 || !words[2].equals("down") && !words[2].equals("up")) {
            throw nonsense(String.join(" ", words));
        }
        // A key that a PC does not have is no mistake of the viewer's.
        KeyCodes.usage(words[1]).ifPresent(usage -> key(usage, words[2].equals("down")));
    }

    /** The machine's keyboard repeats by itself. */
    private void key(int usage, boolean pressed) {
        if (pressed ? down.add(usage) : down.remove(usage)) {
            guest.key(usage, pressed);
        }
    }

    private void mouse(String[] words) {
        if (words.length != 5) {
            throw nonsense(String.join(" ", words));
        }
        try {
            buttons = Integer.parseInt(words[4]) & ALL_BUTTONS;
            guest.move(steps(words[1]), steps(words[2]), steps(words[3]), buttons);
        } catch (NumberFormatException e) {
            throw nonsense(String.join(" ", words));
        }
    }

    private static int steps(String word) {
        return Math.max(-LONGEST_MOVE, Math.min(LONGEST_MOVE, Integer.parseInt(word)));
    }

    private static IllegalArgumentException nonsense(String message) {
        return new IllegalArgumentException("'" + message.substring(0, Math.min(message.length(), 40)) + "' is not understood");
    }

    @Override
    public void close() {
        down.forEach(usage -> guest.key(usage, false));
        down.clear();
        if (buttons != 0) {
            guest.move(0, 0, 0, 0);
        }
    }
}
