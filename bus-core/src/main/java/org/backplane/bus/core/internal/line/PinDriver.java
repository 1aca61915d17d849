package org.backplane.bus.core.internal.line;

import org.backplane.bus.Line;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.guard.InterruptRate;

/** An output pin. It remembers what the card does while it is soldered to nothing. */
final class PinDriver implements Line {
    private final Owner owner;
    /** {@code null} if nobody counts. */
    private final InterruptRate rate;
    private Net net;
    private boolean asserted;
    private boolean revoked;

    PinDriver(Owner owner, InterruptRate rate) {
        this.owner = owner;
        this.rate = rate;
    }

    String pid() {
        return owner.pid();
    }

    /** Solders the pin to a line, or to nothing if it is {@code null}. */
    void solder(Net line) {
        if (line == net) {
            return;
        }
        Net before = net;
        net = line;
        if (before != null) {
            before.unsolder(this);
        }
        if (line != null) {
            line.solder(this);
        }
    }

    void revoke() {
        asserted = false;
        revoked = true;
        solder(null);
    }

    /** The card has no say any more, but the line keeps the level until {@link #revoke}. */
    void freeze() {
        revoked = true;
    }

    @Override
    public void set(boolean assertIt) {
        if (revoked || assertIt == asserted || !owner.alive()) {
            return;
        }
        asserted = assertIt;
        if (net != null) {
            if (assertIt && rate != null && !net.isTelling()) {
                rate.asserted();
            }
            net.settle(owner.pid());
        }
    }

    @Override
    public boolean asserted() {
        return asserted;
    }
}
