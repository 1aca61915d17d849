package org.backplane.device.kbd.internal;

/**
 * What a keyboard or mouse owes the system in answer to a command. An answer goes out before anything else, and a new
 * command ends the one before it (PS/2 "Keyboard", "Commands from the System"). FEh asks for the last byte again.
 */
final class Answers {
    static final int ACK = 0xfa;
    static final int RESEND = 0xfe;
    static final int SELF_TEST_PASSED = 0xaa;
    /** The longest answer: an acknowledgement and a packet of four bytes. */
    private static final int LONGEST = 5;

    private final ByteQueue queue = new ByteQueue(LONGEST);
    private int last;

    /** What is owed, and what a request to resend asks for. */
    record State(int[] queue, int last) {
    }

    State state() {
        return new State(queue.contents(), last);
    }

    void restore(State state) {
        queue.restore(state.queue);
        last = state.last;
    }

    void begin() {
        queue.clear();
    }

    void say(int... bytes) {
        for (int value : bytes) {
            if (!queue.offer(value)) {
                throw new AssertionError("an answer of more than " + LONGEST + " bytes");
            }
        }
    }

    void repeatLast() {
        say(last);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    int peek() {
        return queue.peek();
    }

    int take() {
        return queue.take();
    }

    /** Remembers what a request to resend asks for. */
    void sent(int value) {
        if (value != RESEND) {
            last = value;
        }
    }
}
