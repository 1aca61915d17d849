package org.backplane.bus.core.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backplane.bus.core.internal.declare.SpaceKind;
import org.backplane.bus.machine.AccessDTO;

/**
 * The last calls of a slot's handlers, for the report on a slot that misbehaves. Each call writes three words into an
 * array that is there already, and takes one mark away when it returns; that is all the fast path pays. Machine thread;
 * the watchdog reads it while that thread hangs.
 */
public final class AccessHistory {
    /** A flag of {@link #begin}: the access is a write. */
    public static final int WRITE = 0x10;
    /** A flag of {@link #begin}: the access is to the port space. */
    public static final int PORT = 0x20;

    private static final int WIDTH = 0x0f;
    /** The handler has not returned. */
    private static final int OPEN = 0x40;
    private static final int ENTRIES = 16;
    private static final int WORDS = 3;

    /** For each entry its address, its value and what it is. */
    private final long[] words = new long[ENTRIES * WORDS];
    private int begun;

    /** Notes that a handler is about to be called; returns what {@link #end} wants to know. */
    public int begin(int widthAndFlags, long address, long value) {
        int entry = (begun++ & ENTRIES - 1) * WORDS;
        words[entry] = address;
        words[entry + 1] = value;
        words[entry + 2] = widthAndFlags | OPEN;
        return entry;
    }

    /** Notes what a handler has answered. */
    public void end(int entry, long value) {
        words[entry + 1] = value;
        words[entry + 2] &= ~OPEN;
    }

    /** Notes that a handler has returned, be it without an answer. */
    public void end(int entry) {
        words[entry + 2] &= ~OPEN;
    }

    /** How many calls have begun, modulo 2^32. */
    public int begun() {
        return begun;
    }

    /** The innermost call that has not returned. */
    public Optional<AccessDTO> open() {
        for (int age = 1; age <= ENTRIES; age++) {
            int entry = (begun - age & ENTRIES - 1) * WORDS;
            if ((words[entry + 2] & OPEN) != 0) {
                return Optional.of(describe(entry));
            }
        }
        return Optional.empty();
    }

    /** The calls that are remembered, oldest first. */
    public List<AccessDTO> list() {
        List<AccessDTO> accesses = new ArrayList<>(ENTRIES);
        for (int age = ENTRIES; age >= 1; age--) {
            int entry = (begun - age & ENTRIES - 1) * WORDS;
            if (words[entry + 2] != 0) {
                accesses.add(describe(entry));
            }
        }
        return accesses;
    }

    private AccessDTO describe(int entry) {
        long what = words[entry + 2];
        AccessDTO access = new AccessDTO();
        access.space = ((what & PORT) != 0 ? SpaceKind.PORT : SpaceKind.MEMORY).text();
        access.address = words[entry];
        access.value = words[entry + 1];
        access.width = (int) (what & WIDTH);
        access.write = (what & WRITE) != 0;
        access.returned = (what & OPEN) == 0;
        return access;
    }
}
