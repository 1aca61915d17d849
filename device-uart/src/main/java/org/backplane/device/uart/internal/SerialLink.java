package org.backplane.device.uart.internal;

/** What the chip's serial and modem pins lead to. Machine thread. */
interface SerialLink extends AutoCloseable {
    /** No character has come. */
    int NONE = -1;

    /**
     * SOUT: a character has been sent.
     *
     * @return whether the other end could take it; if not, the chip keeps it and is told when the line changes
     */
    boolean send(int character);

    /**
     * SIN: the next character that the other end sends.
     *
     * @return the character, or {@link #NONE}; the chip is told when the line changes
     */
    int receive();

    /** RTS: whether the other end may send. */
    void requestToSend(boolean asserted);

    /** CTS: whether the other end can take characters. */
    boolean clearToSend();

    /** DSR and DCD: whether there is another end. */
    boolean carrier();

    /** What has come from the other end; nothing more comes before the present work on the machine thread is done. */
    UartState.LinkState state();

    /** The chip goes, another one takes the line over. */
    void handOver();

    @Override
    void close();
}
