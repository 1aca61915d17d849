package org.backplane.bus.machine;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A range that answers at this moment; the fabric registers one service for each. Its service properties can be
 * filtered, for example {@code (&(range.space=port)(range.first<=1016)(range.last>=1016))}.
 *
 * <p>The registry follows the map: a range that the guest moves answers at its new address first and is announced
 * afterwards.
 */
@ProviderType
public interface LiveRange {
    /** Service property: {@code memory} or {@code port}. */
    String SPACE = "range.space";
    /** Service property: first address, a {@code Long}. */
    String FIRST = "range.first";
    /** Service property: last address, a {@code Long}. */
    String LAST = "range.last";
    /** Service property: the range's name within its device. */
    String NAME = "range.name";
    /** Service property: the priority, an {@code Integer}. */
    String PRIORITY = "range.priority";
    /** Service property: the PID of the device that answers. */
    String DEVICE = "range.device";
    /** Service property: symbolic name of the bundle that answers. */
    String BUNDLE = "range.bundle";
    /** Service property: version of that bundle, as text. */
    String BUNDLE_VERSION = "range.bundle.version";

    /**
     * The range with its present counters.
     *
     * @return a new DTO
     */
    RangeDTO describe();
}
