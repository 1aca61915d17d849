package org.backplane.device.tck;

import java.util.Locale;

/** What the kit says of one property of a device. */
public enum Verdict {
    /** The property was tried and holds. */
    PASSED,
    /** The property was tried and does not hold. */
    FAILED,
    /** The device does not claim it, so there was nothing to try: it declares no registers, keeps no state, has no DMA. */
    NOT_CLAIMED,
    /** Something that the property builds on has failed, so a trial would say nothing. */
    NOT_JUDGED;

    /**
     * The verdict in words.
     *
     * @return such as {@code not claimed}
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
