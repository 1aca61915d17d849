package org.backplane.bus.core.internal.space;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.core.internal.declare.Widths;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.OneLine;
import org.backplane.bus.machine.Access;
import org.backplane.bus.machine.AccessObserver;

/**
 * Tells observers of accesses. It is connected to the spaces only while there are observers, so that an access that nobody
 * observes costs one test of a field. Machine thread.
 */
public final class Watch {
    private final AddressMaps maps;
    private final EventLog events;
    private List<AccessObserver> observers = List.of();

    /** Makes a watch with no observer. */
    public Watch(AddressMaps maps, EventLog events) {
        this.maps = maps;
        this.events = events;
    }

    /** An observer has come. */
    public void add(AccessObserver observer) {
        List<AccessObserver> more = new ArrayList<>(observers);
        more.add(observer);
        connect(more);
    }

    /** An observer has gone. */
    public void remove(AccessObserver observer) {
        List<AccessObserver> fewer = new ArrayList<>(observers);
        fewer.removeIf(any -> any == observer);
        connect(fewer);
    }

    private void connect(List<AccessObserver> to) {
        observers = to;
        maps.memory().watch(to.isEmpty() ? null : this);
        maps.ports().watch(to.isEmpty() ? null : this);
    }

    /** Whether accesses that begin in a range are shown: those to slabs are not, whichever way they are made. */
    static boolean shows(Mapping range) {
        return range == null || !range.isSlab();
    }

    /** Tells of an access that was made. */
    void tell(Space space, long address, int width, boolean write, long value, boolean answered, Initiator initiator) {
        long instruction = initiator.instruction();
        Access access = new Access(space.kind().text(), address, width, write, value & Widths.ones(width), answered,
                initiator == Initiator.CARD, instruction);
        for (AccessObserver observer : observers) {
            try {
                observer.accessed(access);
            } catch (Throwable thrown) {
                remove(observer);
                events.report(observer.getClass().getName(), EventLog.FABRIC, OneLine.of(thrown));
            }
        }
    }
}
