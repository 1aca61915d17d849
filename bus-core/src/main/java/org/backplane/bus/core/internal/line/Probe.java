package org.backplane.bus.core.internal.line;

import org.backplane.bus.LineListener;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.guard.StackReserve;

/** An input pin: a listener and what it heard last. A pin that is soldered to nothing is not asserted. */
final class Probe {
    private final String pin;
    private final LineListener listener;
    private final Owner owner;
    private final String doing;
    private Net net;
    private boolean heard;
    private boolean revoked;

    Probe(String pin, LineListener listener, Owner owner) {
        this.pin = pin;
        this.listener = listener;
        this.owner = owner;
        this.doing = "hearing of '" + pin + "'";
    }

    String pin() {
        return pin;
    }

    void solder(Net line) {
        if (line == net) {
            return;
        }
        if (net != null) {
            net.unsolder(this);
        }
        net = line;
        if (line == null) {
            hear(false);
        } else {
            line.solder(this);
        }
    }

    void revoke() {
        revoked = true;
        solder(null);
    }

    void hear(boolean level) {
        if (!revoked && heard != level) {
            StackReserve.check();
            heard = level;
            owner.contain(doing, () -> listener.changed(level));
        }
    }
}
