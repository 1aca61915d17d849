package org.backplane.device.ide.internal;

import java.util.Optional;
import org.backplane.bus.host.HostDisk;
import org.backplane.bus.state.StateException;

/** The tray with the disc: a disc of one data track, whose image has sectors of 2048 bytes. */
final class CdromTray {
    static final int SECTOR_BYTES = 2048;

    private static final int EVENT_NONE = 0;
    private static final int EVENT_EJECT_REQUEST = 1;
    private static final int EVENT_NEW_MEDIA = 2;

    private final Optional<HostDisk> disc;
    private boolean open;
    private boolean locked;
    private int event;

    CdromTray(Optional<HostDisk> disc) {
        this.disc = disc;
        event = disc.isPresent() ? EVENT_NEW_MEDIA : EVENT_NONE;
    }

    /** The length of the disc, 0 without one, and how things stand with the tray. */
    record State(long sectors, boolean open, boolean locked, int event) {
    }

    State state() {
        return new State(sectors(), open, locked, event);
    }

    void restore(State state) {
        if (state.sectors != sectors()) {
            throw new StateException("the state is that of a drive whose disc has " + state.sectors + " sectors, this one has "
                    + sectors());
        }
        open = state.open;
        locked = state.locked;
        event = state.event;
    }

    /** What is wrong with the medium, or {@link Sense#NONE}. */
    Sense condition() {
        if (open) {
            return Sense.TRAY_OPEN;
        }
        return disc.isPresent() ? Sense.NONE : Sense.MEDIUM_NOT_PRESENT;
    }

    boolean ready() {
        return condition() == Sense.NONE;
    }

    boolean open() {
        return open;
    }

    boolean locked() {
        return locked;
    }

    void lock(boolean lock) {
        locked = lock;
    }

    HostDisk disc() {
        return disc.orElseThrow();
    }

    long sectors() {
        return disc.map(image -> image.lengthBytes() / SECTOR_BYTES).orElse(0L);
    }

    /**
     * Opens or closes the tray.
     *
     * @return whether a disc has come with it
     */
    boolean move(boolean toOpen) {
        boolean loaded = open && !toOpen && disc.isPresent();
        if (toOpen != open) {
            event = toOpen ? EVENT_EJECT_REQUEST : loaded ? EVENT_NEW_MEDIA : EVENT_NONE;
        }
        open = toOpen;
        return loaded;
    }

    /** The media event that has not been told yet (MMC-2 §6.1.3). */
    int takeEvent() {
        int taken = event;
        event = EVENT_NONE;
        return taken;
    }

    void close() {
        disc.ifPresent(HostDisk::close);
    }

    void handOver() {
        disc.ifPresent(HostDisk::handOver);
    }
}
