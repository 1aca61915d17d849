package org.backplane.device.virtio.blk.internal;

import java.util.Optional;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Line;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;
import org.backplane.bus.host.HostDisk;

/**
 * The device itself, whichever transport reaches it: features, status, the one queue and the interrupt (virtio 1.2 §2.1, §2.2,
 * §3.1, §5.2).
 *
 * <p>Requests are carried out within the notification, in their order, until {@value #REQUESTS_PER_TURN} have been or 16 MiB have
 * been moved; the rest waits for the next instruction boundary.
 */
final class VirtioBlock {
    static final int STATUS_DRIVER_OK = 0x04;
    static final int STATUS_FEATURES_OK = 0x08;
    static final int STATUS_NEEDS_RESET = 0x40;
    static final int ISR_QUEUE = 0x01;
    static final int ISR_CONFIGURATION = 0x02;

    private static final int REQUESTS_PER_TURN = 64;
    private static final long BYTES_PER_TURN = 16L << 20;

    private final Wires wires;
    private final VirtualClock clock;
    private final DeviceEvents events;
    private final Line intx;
    private final Timer more;
    private final HostDisk disk;
    private final VirtQueue queue;
    private final BlockRequest requests;
    private final BlockConfiguration configuration;
    private final long offered;
    private long accepted;
    private int status;
    private int isr;

    VirtioBlock(Wires wires, HostDisk disk, String serial) {
        this.wires = wires;
        this.disk = disk;
        clock = wires.clock();
        events = wires.events();
        intx = wires.line("intx");
        more = wires.timer("requests", deadline -> process());
        GuestMemory memory = new GuestMemory(wires.dma());
        queue = new VirtQueue(memory);
        requests = new BlockRequest(memory, disk, serial, events);
        configuration = new BlockConfiguration(disk.lengthBytes() / BlockRequest.SECTOR_BYTES);
        long features = 0;
        for (Feature feature : Feature.values()) {
            features |= feature != Feature.BLK_RO || !disk.isWritable() ? feature.mask() : 0;
        }
        offered = features;
    }

    /** Features, status, interrupt, when the rest of the requests is carried out (negative if none waits), and the queue. */
    record State(long accepted, int status, int isr, long moreNanos, VirtQueue.State queue) {
    }

    /** A request is carried out as a whole, so that none is ever cut in two. */
    State state() {
        return new State(accepted, status, isr, more.deadlineNanos(), queue.state());
    }

    void restore(State state) {
        accepted = state.accepted;
        status = state.status;
        isr = state.isr;
        queue.restore(state.queue);
        if (state.moreNanos >= 0) {
            more.arm(state.moreNanos);
        }
        updateInterrupt();
    }

    VirtQueue queue() {
        return queue;
    }

    BlockConfiguration configuration() {
        return configuration;
    }

    /** What a modern driver is offered. */
    long modernFeatures() {
        return offered & ~Feature.ANY_LAYOUT.mask();
    }

    /** What a legacy driver is offered: 32 bits. */
    long legacyFeatures() {
        return offered & 0xffffffffL;
    }

    long accepted() {
        return accepted;
    }

    void accept(long features) {
        accepted = features;
    }

    int status() {
        return status;
    }

    /** Writes the status of a modern driver; FEATURES_OK stays only if the features are possible (§3.1.1 step 5). */
    void writeModernStatus(int value) {
        int added = value & ~status;
        int written = value;
        if ((added & STATUS_FEATURES_OK) != 0
                && ((accepted & ~modernFeatures()) != 0 || !Feature.VERSION_1.in(accepted))) {
            events.guest(String.format("features %x are not possible with those that are offered, %x",
                    accepted, modernFeatures()));
            written &= ~STATUS_FEATURES_OK;
        }
        writeStatus(written);
    }

    /** Writes the status; 0 resets the device. */
    void writeStatus(int value) {
        if (value == 0) {
            reset();
            return;
        }
        status = value & ~STATUS_NEEDS_RESET | status & STATUS_NEEDS_RESET;
        queue.features(accepted);
    }

    void reset() {
        status = 0;
        accepted = 0;
        isr = 0;
        queue.reset();
        more.cancel();
        updateInterrupt();
    }

    int isr() {
        return isr;
    }

    /** Reading the interrupt status acknowledges it (§4.1.4.5). */
    int readIsr() {
        int value = isr;
        isr = 0;
        updateInterrupt();
        return value;
    }

    /** The driver says that there are requests in a queue. */
    void notified(int number, boolean legacy) {
        if (number != 0 || !queue.enabled()) {
            events.guest("queue " + number + " is notified, but there is none or it is not enabled");
        } else if (!legacy && (status & STATUS_DRIVER_OK) == 0) {
            events.guest("queue 0 is notified before DRIVER_OK (virtio 1.2 §3.1.1)");
        } else if (!wires.pci().busMaster()) {
            events.guest("queue 0 is notified, but bus mastering is disabled: the device cannot reach it");
        } else {
            process();
        }
    }

    private void process() {
        if ((status & STATUS_NEEDS_RESET) != 0 || !queue.enabled()) {
            return;
        }
        try {
            int usedBefore = queue.nextUsed();
            boolean all = processTurn();
            if (queue.interruptWanted(usedBefore)) {
                interrupt(ISR_QUEUE);
            }
            if (!all) {
                more.arm(clock.nanos());
            }
        } catch (MalformedRingException malformed) {
            events.guest("queue 0: " + malformed.getMessage() + "; the device needs a reset");
            status |= STATUS_NEEDS_RESET;
            interrupt(ISR_CONFIGURATION);
        }
    }

    /** Carries out requests; says whether the queue is empty now. */
    private boolean processTurn() throws MalformedRingException {
        long end = requests.movedBytes() + BYTES_PER_TURN;
        for (int i = 0; i < REQUESTS_PER_TURN && requests.movedBytes() < end; i++) {
            Optional<Chain> next = queue.next();
            if (next.isEmpty()) {
                queue.requestNotification();
                return true;
            }
            queue.use(next.get(), requests.execute(next.get()));
        }
        return false;
    }

    private void interrupt(int reason) {
        isr |= reason;
        updateInterrupt();
    }

    private void updateInterrupt() {
        boolean asserted = isr != 0;
        if (asserted != intx.asserted()) {
            intx.set(asserted);
        }
    }

    void close() {
        disk.close();
    }

    /** Leaves the disk to the next card. */
    void handOver() {
        disk.handOver();
    }
}
