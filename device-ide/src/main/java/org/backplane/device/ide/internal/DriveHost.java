package org.backplane.device.ide.internal;

/** The channel as a drive sees it. */
interface DriveHost {
    /** INTRQ or DMARQ of the drive may have changed. */
    void changed();

    /**
     * Calls {@link Drive#mediaReady} when the medium has been reached, which takes a little virtual time.
     */
    void seek(Drive drive);

    /** The drive does no longer wait for its medium. */
    void cancel(Drive drive);
}
