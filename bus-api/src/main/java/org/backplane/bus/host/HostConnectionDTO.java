package org.backplane.bus.host;

import org.osgi.dto.DTO;

/**
 * A connection of a guest with somebody outside of its network.
 *
 * @since 1.1
 */
public class HostConnectionDTO extends DTO {
    /** {@code tcp} or {@code udp}. */
    public String protocol;
    /** The guest's address and port. */
    public String guest;
    /** The other end, as the guest has it. */
    public String remote;
    /** The other end, as the host has it. */
    public String host;
    /** The state, in the protocol's words. */
    public String state;
    /** Bytes of data from the guest. */
    public long bytesFromGuest;
    /** Bytes of data to the guest. */
    public long bytesToGuest;
}
