package org.backplane.device.virtio.blk.internal;

import java.util.Optional;

/** A split virtqueue (virtio 1.2 §2.7): descriptor table, available ring and used ring in the guest's memory. */
final class VirtQueue {
    static final int SIZE_LIMIT = 256;

    private static final int RING_HEADER_BYTES = 4;
    private static final int AVAILABLE_ELEMENT_BYTES = 2;
    private static final int USED_ELEMENT_BYTES = 8;
    private static final int DESCRIPTOR_BYTES = 16;
    private static final int AVAILABLE_NO_INTERRUPT = 1;
    private static final int INDEX = 0xffff;
    private static final long LEGACY_ALIGNMENT = 4096;

    private final GuestMemory memory;
    private int size = SIZE_LIMIT;
    private boolean enabled;
    private long descriptors;
    private long available;
    private long used;
    private int nextAvailable;
    private int nextUsed;
    private boolean indirect;
    private boolean eventIndex;

    VirtQueue(GuestMemory memory) {
        this.memory = memory;
    }

    /** Where the rings are, how far both sides have come, and the features that matter to them. */
    record State(int size, boolean enabled, long descriptors, long available, long used, int nextAvailable, int nextUsed,
            boolean indirect, boolean eventIndex) {
        State {
            if (!possible(size)) {
                throw new IllegalArgumentException("a queue of " + size);
            }
        }
    }

    State state() {
        return new State(size, enabled, descriptors, available, used, nextAvailable, nextUsed, indirect, eventIndex);
    }

    void restore(State state) {
        size = state.size;
        enabled = state.enabled;
        descriptors = state.descriptors;
        available = state.available;
        used = state.used;
        nextAvailable = state.nextAvailable & INDEX;
        nextUsed = state.nextUsed & INDEX;
        indirect = state.indirect;
        eventIndex = state.eventIndex;
    }

    private static boolean possible(int size) {
        return size >= 1 && size <= SIZE_LIMIT && Integer.bitCount(size) == 1;
    }

    void reset() {
        size = SIZE_LIMIT;
        enabled = false;
        descriptors = 0;
        available = 0;
        used = 0;
        nextAvailable = 0;
        nextUsed = 0;
    }

    int size() {
        return size;
    }

    /**
     * Makes the queue smaller.
     *
     * @return whether it can have this size
     */
    boolean size(int newSize) {
        if (!possible(newSize)) {
            return false;
        }
        size = newSize;
        return true;
    }

    boolean enabled() {
        return enabled;
    }

    void enable() {
        enabled = true;
    }

    long descriptors() {
        return descriptors;
    }

    void descriptors(long physical) {
        descriptors = physical;
    }

    long available() {
        return available;
    }

    void available(long physical) {
        available = physical;
    }

    long used() {
        return used;
    }

    void used(long physical) {
        used = physical;
    }

    /** The legacy layout: all three behind each other, the used ring on a page of its own (§2.7.2). */
    void legacy(long physical) {
        reset();
        if (physical != 0) {
            descriptors = physical;
            available = physical + (long) size * DESCRIPTOR_BYTES;
            long end = available + RING_HEADER_BYTES + (long) size * AVAILABLE_ELEMENT_BYTES + 2;
            used = (end + LEGACY_ALIGNMENT - 1) / LEGACY_ALIGNMENT * LEGACY_ALIGNMENT;
            enabled = true;
        }
    }

    void features(long features) {
        indirect = Feature.RING_INDIRECT_DESC.in(features);
        eventIndex = Feature.RING_EVENT_IDX.in(features);
    }

    /** The next request that the driver has made available. */
    Optional<Chain> next() throws MalformedRingException {
        int index = memory.read16(available + 2);
        int waiting = index - nextAvailable & INDEX;
        if (waiting > size) {
            throw new MalformedRingException("the available index has run " + waiting + " ahead in a queue of " + size);
        }
        if (waiting == 0) {
            return Optional.empty();
        }
        int slot = nextAvailable & size - 1;
        int head = memory.read16(available + RING_HEADER_BYTES + (long) slot * AVAILABLE_ELEMENT_BYTES);
        nextAvailable = nextAvailable + 1 & INDEX;
        return Optional.of(Chain.read(memory, descriptors, size, head, indirect));
    }

    /** Asks for a notification of the next request (§2.7.10); the guest stands still, so none comes meanwhile. */
    void requestNotification() throws MalformedRingException {
        if (eventIndex) {
            memory.write16(used + RING_HEADER_BYTES + (long) size * USED_ELEMENT_BYTES, nextAvailable);
        }
    }

    /** Where the used ring stands, for {@link #interruptWanted}. */
    int nextUsed() {
        return nextUsed;
    }

    void use(Chain chain, long writtenBytes) throws MalformedRingException {
        int slot = nextUsed & size - 1;
        memory.write32Pair(used + RING_HEADER_BYTES + (long) slot * USED_ELEMENT_BYTES, chain.head(), (int) writtenBytes);
        nextUsed = nextUsed + 1 & INDEX;
        memory.write16(used + 2, nextUsed);
    }

    /** Whether the driver wants to hear of what was used since then (§2.7.7). */
    boolean interruptWanted(int usedBefore) throws MalformedRingException {
        if (usedBefore == nextUsed) {
            return false;
        }
        if (!eventIndex) {
            return (memory.read16(available) & AVAILABLE_NO_INTERRUPT) == 0;
        }
        int event = memory.read16(available + RING_HEADER_BYTES + (long) size * AVAILABLE_ELEMENT_BYTES);
        return (nextUsed - event - 1 & INDEX) < (nextUsed - usedBefore & INDEX);
    }
}
