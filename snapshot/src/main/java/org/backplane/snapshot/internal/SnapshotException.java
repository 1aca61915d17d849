package org.backplane.snapshot.internal;

/** A file that is no snapshot, or one that cannot be used; the message is one line for a user and names the file. */
final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SnapshotException(String message) {
        super(message);
    }
}
