package org.backplane.display.web.internal;

import java.nio.ByteBuffer;

/** The way to one viewer's browser. Any thread; nothing blocks. */
interface Outlet {
    /**
     * Whether everything that was sent is on its way; whoever sends only then never has more than one message waiting.
     *
     * @return whether the connection takes more
     */
    boolean isFree();

    /** Sends a text message. */
    void send(String text);

    /** Sends a binary message. */
    void send(ByteBuffer bytes);
}
