package org.backplane.bus.core.internal.space;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.backplane.bus.core.internal.declare.Claims;
import org.backplane.bus.core.internal.declare.RangeDeclaration;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.run.Boundary;

/**
 * The ranges that cards place. What they ask for within an instruction is put in force in one change of the map at its
 * end. Where two ranges of equal priority meet the older mapping answers; that needs nothing but a report here.
 */
public final class Placements {
    private final AddressMaps maps;
    private final Claims claims;
    private final EventLog events;
    private final Boundary boundary;
    private final Consumer<Owner> whenMoved;
    private final Set<Placement> changed = new LinkedHashSet<>();
    /** Those that answer somewhere. */
    private final Set<Placement> placed = new LinkedHashSet<>();
    private boolean scheduled;

    /**
     * Makes a board without such ranges.
     *
     * @param whenMoved hears whose ranges answer elsewhere now
     */
    public Placements(AddressMaps maps, Claims claims, EventLog events, Boundary boundary, Consumer<Owner> whenMoved) {
        this.maps = maps;
        this.claims = claims;
        this.events = events;
        this.boundary = boundary;
        this.whenMoved = whenMoved;
    }

    void changed(Placement placement) {
        changed.add(placement);
        if (!scheduled) {
            scheduled = true;
            boundary.add(() -> {
                scheduled = false;
                settle();
            });
        }
    }

    /** Puts in force what was asked for. Not within an instruction. */
    public void settle() {
        if (changed.isEmpty()) {
            return;
        }
        List<Placement> moving = List.copyOf(changed);
        changed.clear();
        AddressMaps.Change change = maps.new Change();
        Set<Owner> owners = new LinkedHashSet<>();
        for (Placement placement : moving) {
            Mapping before = placement.mapping().orElse(null);
            placement.settle(change);
            if (placement.mapping().orElse(null) != before) {
                moved(placement);
                owners.add(placement.owner());
            }
        }
        change.apply();
        owners.forEach(whenMoved);
    }

    private void moved(Placement placement) {
        placed.remove(placement);
        placement.mapping().ifPresent(mapping -> {
            claims.against(mapping.declaration).ifPresent(
                    claim -> collision(placement.owner().pid(), mapping.declaration, claim.pid(), claim.range()));
            met(placement.owner().pid(), mapping.declaration);
            placed.add(placement);
        });
    }

    /** A range comes to a fixed address: reports those that answer there already. */
    public void met(String pid, RangeDeclaration newcomer) {
        for (Placement other : placed) {
            RangeDeclaration present = other.mapping().orElseThrow().declaration;
            if (present.contends(newcomer)) {
                collision(pid, newcomer, other.owner().pid(), present);
            }
        }
    }

    /** The ranges of a card answer no more. */
    public void forget(Placement placement) {
        placed.remove(placement);
        changed.remove(placement);
    }

    /** No address in it: a guest may move a range through the whole space. */
    private void collision(String pid, RangeDeclaration newcomer, String winner, RangeDeclaration present) {
        events.report(pid, EventLog.FABRIC, newcomer.space().text() + ": '" + newcomer.name() + "' of '" + pid
                + "' is where '" + present.name() + "' of '" + winner + "' answers already at the same priority "
                + present.priority());
    }
}
