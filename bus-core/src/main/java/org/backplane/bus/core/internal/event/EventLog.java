package org.backplane.bus.core.internal.event;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.backplane.bus.machine.EventDTO;

/**
 * The reports of devices and fabric. Equal ones of one slot are counted; when there is no room the one that was made
 * first goes. Any thread may list them, also while a card does not return.
 */
public final class EventLog {
    /** A driver did something odd. */
    public static final String GUEST = "guest";
    /** The host failed a card. */
    public static final String HOST = "host";
    /** The fabric found fault with a card or an access. */
    public static final String FABRIC = "fabric";

    private static final int LIMIT = 1024;

    private final Map<Key, EventDTO> events = new LinkedHashMap<>();
    private final LongSupplier nanos;
    private final LongSupplier instruction;
    private final Journal journal;

    private record Key(String pid, String kind, String text) {
    }

    /**
     * Makes an empty log.
     *
     * @param nanos       the virtual time
     * @param instruction the guest instruction that is being executed, or -1
     * @param journal     hears of each report once
     */
    public EventLog(LongSupplier nanos, LongSupplier instruction, Journal journal) {
        this.nanos = nanos;
        this.instruction = instruction;
        this.journal = journal;
    }

    /** Takes a report. Machine thread. */
    public void report(String pid, String kind, String text) {
        report(pid, kind, text, instruction.getAsLong());
    }

    /** Takes a report on an instruction that is not being executed now. Machine thread. */
    public void report(String pid, String kind, String text, long linear) {
        String line = OneLine.of(text);
        if (!counted(pid, kind, line)) {
            add(pid, kind, line, nanos.getAsLong(), linear, journal::reported);
        }
    }

    /** Takes a note of something that is as it should be. Machine thread. */
    public void note(String pid, String kind, String text) {
        String line = OneLine.of(text);
        if (!counted(pid, kind, line)) {
            add(pid, kind, line, nanos.getAsLong(), instruction.getAsLong(), journal::noted);
        }
    }

    /** Takes a report of the fabric from another thread, which must not look at clock and processor. */
    public void reportFromOutside(String pid, String text) {
        reportFromOutside(pid, text, -1);
    }

    /** As {@link #reportFromOutside(String, String)}, on an instruction that does not get on. */
    public void reportFromOutside(String pid, String text, long linear) {
        if (!counted(pid, FABRIC, text)) {
            add(pid, FABRIC, text, -1, linear, journal::reported);
        }
    }

    private synchronized boolean counted(String pid, String kind, String text) {
        EventDTO known = events.get(new Key(pid, kind, text));
        if (known != null) {
            known.count++;
        }
        return known != null;
    }

    private void add(String pid, String kind, String text, long nanosNow, long instructionNow, Consumer<EventDTO> told) {
        EventDTO event = new EventDTO();
        event.pid = pid;
        event.kind = kind;
        event.text = text;
        event.count = 1;
        event.nanos = nanosNow;
        event.instruction = instructionNow;
        told.accept(copy(event));
        synchronized (this) {
            events.put(new Key(pid, kind, text), event);
            if (events.size() > LIMIT) {
                Iterator<EventDTO> oldest = events.values().iterator();
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** The reports, oldest first. */
    public synchronized List<EventDTO> list() {
        List<EventDTO> copies = new ArrayList<>(events.size());
        events.values().forEach(event -> copies.add(copy(event)));
        return copies;
    }

    private static EventDTO copy(EventDTO event) {
        EventDTO copy = new EventDTO();
        copy.pid = event.pid;
        copy.kind = event.kind;
        copy.text = event.text;
        copy.count = event.count;
        copy.nanos = event.nanos;
        copy.instruction = event.instruction;
        return copy;
    }
}
