package org.backplane.device.virtio.blk.internal;

/** The driver has put something into the queue that no driver may; the device gives up until it is reset. */
final class MalformedRingException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedRingException(String what) {
        super(what, null, false, false);
    }
}
