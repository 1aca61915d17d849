package org.backplane.device.fdc.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.host.HostDisk;

/** A drive: where its head stands, whether it turns, and the diskette in it. Its lines are those of 82077AA §3.0. */
final class FloppyDrive {
    /** Heads can be moved a little past the last track. */
    private static final int LAST_CYLINDER = 83;

    private final boolean connected;
    private final Optional<HostDisk> disk;
    private final Geometry geometry;
    private final DeviceEvents events;
    private int cylinder;
    private boolean changed = true;
    private boolean motor;
    private long turningSinceNanos;

    /**
     * Makes a drive.
     *
     * @param connected whether there is a drive at this end of the cable
     * @param disk      what is in it
     * @param events    where the host's failures are reported
     */
    FloppyDrive(boolean connected, Optional<HostDisk> disk, DeviceEvents events) {
        this.connected = connected;
        this.disk = disk;
        this.geometry = disk.map(image -> Geometry.of(image.name(), image.lengthBytes())).orElse(null);
        this.events = events;
    }

    /** Where the head stands, the change line, and the motor. */
    record State(int cylinder, boolean changed, boolean motor, long turningSinceNanos) {
        State {
            if (cylinder < 0 || cylinder > LAST_CYLINDER) {
                throw new IllegalArgumentException("no head reaches cylinder " + cylinder);
            }
        }
    }

    State state() {
        return new State(cylinder, changed, motor, turningSinceNanos);
    }

    void restore(State state) {
        cylinder = state.cylinder;
        changed = state.changed;
        motor = state.motor;
        turningSinceNanos = state.turningSinceNanos;
    }

    /** Whether a diskette turns under the head. */
    boolean readable() {
        return disk.isPresent() && motor;
    }

    boolean hasDisk() {
        return disk.isPresent();
    }

    Geometry geometry() {
        return geometry;
    }

    int cylinder() {
        return cylinder;
    }

    /** Moves the head; with a diskette in the drive a step resets the change line. */
    void moveTo(int target) {
        int reached = Math.max(0, Math.min(target, LAST_CYLINDER));
        if (reached != cylinder && hasDisk()) {
            changed = false;
        }
        cylinder = reached;
    }

    boolean track0() {
        return connected && cylinder == 0;
    }

    boolean writeProtected() {
        return connected && disk.isPresent() && !disk.get().isWritable();
    }

    boolean diskChanged() {
        return connected && changed;
    }

    void motor(boolean on, long nowNanos) {
        if (on && !motor) {
            turningSinceNanos = nowNanos;
        }
        motor = on;
    }

    long turningSinceNanos() {
        return turningSinceNanos;
    }

    /**
     * Reads the sector under the head. Behind the end of a short image there are zeroes.
     *
     * @return whether the host could
     */
    boolean read(int head, int sector, byte[] into) {
        long position = geometry.position(cylinder, head, sector);
        try {
            if (position < disk.orElseThrow().lengthBytes()) {
                disk.get().read(position, into, 0, Geometry.SECTOR_BYTES);
            } else {
                Arrays.fill(into, 0, Geometry.SECTOR_BYTES, (byte) 0);
            }
            return true;
        } catch (IOException failed) {
            events.host(disk.orElseThrow().name() + " cannot be read: " + failed.getMessage());
            return false;
        }
    }

    /**
     * Writes the sector under the head. A short image does not grow, with or without an overlay: its owner left these sectors
     * out, so the guest learns that they cannot be written, and the operator what would help.
     *
     * @return whether the host could
     */
    boolean write(int head, int sector, byte[] from) {
        long position = geometry.position(cylinder, head, sector);
        try {
            if (position >= disk.orElseThrow().lengthBytes()) {
                throw new IOException("the image ends before this sector; a file of " + geometry.lengthBytes()
                        + " bytes has all of them");
            }
            disk.get().write(position, from, 0, Geometry.SECTOR_BYTES);
            return true;
        } catch (IOException failed) {
            events.host(disk.orElseThrow().name() + " cannot be written: " + failed.getMessage());
            return false;
        }
    }

    void close() {
        disk.ifPresent(HostDisk::close);
    }

    /** Leaves the diskette to the next card. */
    void handOver() {
        disk.ifPresent(HostDisk::handOver);
    }
}
