package org.backplane.bus.host;

import org.osgi.dto.DTO;

/**
 * A network and what it does, for listings.
 *
 * @since 1.1
 */
public class HostNetworkDTO extends DTO {
    /** The network's name ({@link HostNetwork#NAME}). */
    public String name;
    /** What it is, in a few words. */
    public String description;
    /** The slots of the cards that are plugged in. */
    public String[] cards;
    /** Ways in from the host, each as its option was written, with the port that was found. */
    public String[] forwards;
    /** The connections at this moment. */
    public HostConnectionDTO[] connections;
    /** Frames that cards sent. */
    public long framesFromCards;
    /** Frames that cards took. */
    public long framesToCards;
    /** Frames that led nowhere or had no room. */
    public long framesLost;
    /** The last thing that went wrong, in one line; empty if nothing did. */
    public String trouble;
}
