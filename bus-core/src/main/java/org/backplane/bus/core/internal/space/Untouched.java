package org.backplane.bus.core.internal.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.backplane.bus.core.internal.declare.SpaceKind;
import org.backplane.bus.machine.UntouchedDTO;

/**
 * Who touched nothing: accesses that no range answered, counted by space, address, width and direction. When there is
 * no room the least frequent one goes, among equals the oldest. A guest may do this in a loop, so a repeated access
 * costs a look-up in a hash table with chains by index, and nothing is allocated. Any thread may list it.
 */
public final class Untouched {
    private static final int LIMIT = 1024;
    private static final int NONE = -1;

    private final long[] address = new long[LIMIT];
    private final int[] kind = new int[LIMIT];
    private final long[] count = new long[LIMIT];
    private final long[] instruction = new long[LIMIT];
    /** When the entry was made. */
    private final long[] age = new long[LIMIT];
    private final int[] next = new int[LIMIT];
    private final int[] chains = new int[LIMIT];
    private int size;
    private long made;

    /** Makes an empty list. */
    public Untouched() {
        Arrays.fill(chains, NONE);
    }

    synchronized void count(SpaceKind space, long where, int width, boolean write, Initiator initiator) {
        int what = (space.ordinal() << 5) | (width << 1) | (write ? 1 : 0);
        int entry = chains[chain(where, what)];
        while (entry != NONE && (address[entry] != where || kind[entry] != what)) {
            entry = next[entry];
        }
        if (entry == NONE) {
            entry = size < LIMIT ? size++ : evict();
            enter(entry, where, what, initiator.instruction());
        }
        count[entry]++;
    }

    private void enter(int entry, long where, int what, long from) {
        address[entry] = where;
        kind[entry] = what;
        count[entry] = 0;
        instruction[entry] = from;
        age[entry] = made++;
        int chain = chain(where, what);
        next[entry] = chains[chain];
        chains[chain] = entry;
    }

    private int evict() {
        int victim = 0;
        for (int i = 1; i < LIMIT; i++) {
            if (count[i] < count[victim] || count[i] == count[victim] && age[i] < age[victim]) {
                victim = i;
            }
        }
        int chain = chain(address[victim], kind[victim]);
        if (chains[chain] == victim) {
            chains[chain] = next[victim];
            return victim;
        }
        int before = chains[chain];
        while (next[before] != victim) {
            before = next[before];
        }
        next[before] = next[victim];
        return victim;
    }

    private static int chain(long where, int what) {
        long mixed = (where * 31 + what) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 54);
    }

    /** The entries, the most frequent first, among equals the oldest first. */
    public List<UntouchedDTO> list() {
        List<UntouchedDTO> entries = inOrderOfAge();
        entries.sort(Comparator.comparingLong((UntouchedDTO entry) -> -entry.count));
        return entries;
    }

    private synchronized List<UntouchedDTO> inOrderOfAge() {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingLong(i -> age[i]));
        List<UntouchedDTO> entries = new ArrayList<>(size);
        for (int i : order) {
            UntouchedDTO dto = new UntouchedDTO();
            dto.space = SpaceKind.values()[kind[i] >>> 5].text();
            dto.address = address[i];
            dto.width = kind[i] >>> 1 & 0xf;
            dto.write = (kind[i] & 1) != 0;
            dto.count = count[i];
            dto.instruction = instruction[i];
            entries.add(dto);
        }
        return entries;
    }
}
