package org.backplane.bus.role;

import org.osgi.dto.DTO;

/**
 * A network card. The figures count since power-on.
 *
 * @since 1.1
 */
public class NetworkAdapterDTO extends DTO {
    /** PID of its device. */
    public String pid;
    /** The part, as its datasheet calls it. */
    public String model;
    /** The station address that it answers to, as {@code 02:42:50:00:00:01}. */
    public String address;
    /** Whether the link is up. */
    public boolean link;
    /** Frames sent. */
    public long framesSent;
    /** Bytes sent, without preamble and frame check sequence. */
    public long bytesSent;
    /** Frames that went to the guest. */
    public long framesReceived;
    /** Bytes in them, without preamble and frame check sequence. */
    public long bytesReceived;
    /** Frames that were for somebody else, or came while the receiver was off. */
    public long framesDropped;
}
