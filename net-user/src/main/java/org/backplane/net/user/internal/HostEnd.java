package org.backplane.net.user.internal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The host's side of a TCP connection, which never blocks. */
interface HostEnd {
    /** Reads; gives the number of bytes, or -1 if no more will come. */
    int read(ByteBuffer into) throws IOException;

    /** Writes; gives the number of bytes. */
    int write(ByteBuffer from) throws IOException;

    /** No more will be written. */
    void finish() throws IOException;

    /** Ends the connection in order. */
    void close();

    /** Ends the connection so that the other one sees a reset. */
    void abort();

    /** Asks to be told when it can be read, and when it can be written. */
    void want(boolean read, boolean write);

    /** The other end, for listings. */
    String name();
}
