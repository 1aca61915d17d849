package org.backplane.bus.register;

import java.util.Optional;
import org.backplane.bus.Card;
import org.osgi.annotation.versioning.ConsumerType;

/** A card that says which registers its ranges have. */
@ConsumerType
public interface RegisterBlock extends Card {
    /**
     * The registers of a range, all of them: what the map does not name is no register. Machine thread, once for each time
     * that the range is mapped; the answer does not depend on the card's state.
     *
     * @param range the range's name, as {@link Card#range} gets it
     * @return its registers; empty if the card does not declare those of this range
     */
    Optional<RegisterMap> registers(String range);
}
