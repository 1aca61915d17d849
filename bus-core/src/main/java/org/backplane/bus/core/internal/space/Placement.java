package org.backplane.bus.core.internal.space;

import java.util.List;
import java.util.Optional;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Window;
import org.backplane.bus.core.internal.declare.RangeDeclaration;
import org.backplane.bus.core.internal.declare.Span;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Owner;

/**
 * The place of a range that has no address of its own. Where the card wants it and where it answers differ until the
 * next boundary, and as long as the range is not {@link #seat seated}.
 */
public final class Placement implements Window {
    private final Placements placements;
    private final Owner owner;
    private final Identity identity;
    private RangeDeclaration declaration;
    private RangeHandler handler;
    private boolean open;
    private long address;
    private Mapping current;
    private Mapping counted;
    private boolean revoked;

    /** Makes the window of a range, closed. */
    public Placement(Placements placements, Owner owner, Identity identity) {
        this.placements = placements;
        this.owner = owner;
        this.identity = identity;
    }

    @Override
    public void move(long to) {
        if (!revoked && !(open && to == address)) {
            open = true;
            address = to;
            placements.changed(this);
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            placements.changed(this);
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public long address() {
        return address;
    }

    /** The card's range may answer from now on: where it was put meanwhile, or before it was {@link #unseat unseated}. */
    public void seat(RangeDeclaration range, RangeHandler answering) {
        declaration = range;
        handler = answering;
        placements.changed(this);
    }

    /** The card's range answers no more; where it was put is remembered. */
    public void unseat(AddressMaps.Change change) {
        withdraw(change);
        placements.forget(this);
        declaration = null;
        handler = null;
    }

    /** Closes it for good. Its range is unmapped. */
    public void revoke() {
        revoked = true;
        placements.forget(this);
        open = false;
        declaration = null;
        handler = null;
        current = null;
        counted = null;
    }

    /** What answers at this moment. */
    public Optional<Mapping> mapping() {
        return Optional.ofNullable(current);
    }

    Owner owner() {
        return owner;
    }

    /** Lets the range answer where it shall. */
    void settle(AddressMaps.Change change) {
        Span place = place();
        if (place == null || current == null || !current.declaration.span().equals(place)) {
            withdraw(change);
            if (place != null) {
                current = new Mapping(declaration.at(place), handler, owner, identity);
                current.succeed(counted);
                change.add(List.of(current));
            }
        }
    }

    private Span place() {
        boolean answers = open && declaration != null && owner.alive();
        return answers ? declaration.span().at(address, declaration.space()).orElse(null) : null;
    }

    private void withdraw(AddressMaps.Change change) {
        if (current != null) {
            change.remove(List.of(current));
            counted = current;
            current = null;
        }
    }
}
