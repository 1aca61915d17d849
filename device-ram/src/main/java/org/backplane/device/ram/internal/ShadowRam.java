package org.backplane.device.ram.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;
import org.backplane.bus.Wires;
import org.backplane.bus.role.ShadowMemory;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;

/**
 * The part of main memory from A0000h to FFFFFh, which answers only where a host bridge routes accesses to it. For each
 * segment there is a range that answers reads and one that answers writes, over ROM and video memory.
 *
 * <p>Not modelled: as with all memory here, refresh, parity and random contents.
 */
final class ShadowRam implements StateKeeper, ShadowMemory {
    static final StateSchema SCHEMA = new StateSchema(ShadowRamComponent.PID, 1);

    private static final long FIRST = 0xa0000;
    private static final long END = 0x100000;

    private final Wires wires;
    private final Slab slab;
    private final Map<String, RangeHandler> windows = new HashMap<>();

    ShadowRam(Wires wires) {
        this.wires = wires;
        this.slab = wires.slab("shadow", END - FIRST);
        for (int segment = 0; segment < segments(); segment++) {
            RangeHandler window = slab.window((long) segment * SEGMENT_BYTES, SEGMENT_BYTES, true);
            windows.put(reads(segment), window);
            windows.put(writes(segment), window);
        }
    }

    /** Makes the part that goes on where another one stopped: a bridge that is there says the same again. */
    ShadowRam(Wires wires, State before) {
        this(wires);
        for (int segment = 0; segment < segments(); segment++) {
            open(reads(segment), address(segment), (before.reads >> segment & 1) != 0);
            open(writes(segment), address(segment), (before.writes >> segment & 1) != 0);
        }
    }

    /**
     * Where accesses are routed to it; what was written is in the slab.
     *
     * @param reads  one bit for each segment that answers reads, the lowest address first
     * @param writes the same for writes
     */
    record State(int reads, int writes) {
    }

    @Override
    public DeviceState state() {
        int reads = 0;
        int writes = 0;
        for (int segment = 0; segment < segments(); segment++) {
            reads |= wires.window(reads(segment)).isOpen() ? 1 << segment : 0;
            writes |= wires.window(writes(segment)).isOpen() ? 1 << segment : 0;
        }
        return DeviceState.of(SCHEMA, new State(reads, writes));
    }

    static int segments() {
        return (int) ((END - FIRST) / SEGMENT_BYTES);
    }

    /** The range that answers reads of a segment. */
    static String reads(int segment) {
        return "read-" + Long.toHexString(address(segment));
    }

    /** The range that answers writes to a segment. */
    static String writes(int segment) {
        return "write-" + Long.toHexString(address(segment));
    }

    private static long address(int segment) {
        return FIRST + (long) segment * SEGMENT_BYTES;
    }

    @Override
    public RangeHandler range(String name) {
        RangeHandler window = windows.get(name);
        if (window == null) {
            throw new NoSuchElementException("shadow memory has no range '" + name + "'");
        }
        return window;
    }

    @Override
    public void route(long first, long lengthBytes, boolean reads, boolean writes) {
        boolean aligned = first % SEGMENT_BYTES == 0 && lengthBytes % SEGMENT_BYTES == 0;
        if (!aligned || first < FIRST || lengthBytes < 0 || lengthBytes > END - first) {
            throw new IllegalArgumentException("0x" + Long.toHexString(first) + "+0x" + Long.toHexString(lengthBytes)
                    + " is not a run of segments from 0xa0000 to 0xfffff");
        }
        for (long at = first; at < first + lengthBytes; at += SEGMENT_BYTES) {
            int segment = (int) ((at - FIRST) / SEGMENT_BYTES);
            open(reads(segment), at, reads);
            open(writes(segment), at, writes);
        }
    }

    private void open(String range, long address, boolean answers) {
        if (answers) {
            wires.window(range).move(address);
        } else {
            wires.window(range).close();
        }
    }
}
