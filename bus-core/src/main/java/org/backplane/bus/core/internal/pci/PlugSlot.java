package org.backplane.bus.core.internal.pci;

import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.backplane.bus.pci.PciSlotDTO;

/** One slot of the root bus: the functions in it, and what the guest says of them. Machine thread, but for {@link #view}. */
final class PlugSlot {
    private final int device;
    private final TreeSet<String> pids = new TreeSet<>();
    private PlugState state = PlugState.PRESENT;
    private String reason = "";
    private boolean lettingGo;
    private CompletableFuture<PlugState> answer;
    private volatile PciSlotDTO view;

    PlugSlot(int device) {
        this.device = device;
    }

    int device() {
        return device;
    }

    PlugState state() {
        return state;
    }

    String reason() {
        return reason;
    }

    void add(String pid) {
        pids.add(pid);
    }

    void remove(String pid) {
        pids.remove(pid);
    }

    boolean has(String pid) {
        return pids.contains(pid);
    }

    boolean isEmpty() {
        return pids.isEmpty();
    }

    boolean isShared() {
        return pids.size() > 1;
    }

    List<String> pids() {
        return List.copyOf(pids);
    }

    /** Whether the guest has switched the slot off, and what is in it is on its way out. */
    boolean isLettingGo() {
        return lettingGo;
    }

    void lettingGo(boolean now) {
        lettingGo = now;
    }

    /** What came of the request that stands; makes one if there is none. */
    CompletableFuture<PlugState> answer() {
        if (answer == null) {
            answer = new CompletableFuture<>();
        }
        return answer;
    }

    /**
     * Something has happened to it; whoever waits for that is told.
     *
     * @param lists the functions to list from now on
     */
    void change(PlugState now, String why, List<String> lists, long nanos) {
        state = now;
        reason = why;
        PciSlotDTO dto = new PciSlotDTO();
        dto.device = device;
        dto.pids = lists.toArray(new String[0]);
        dto.state = now.text();
        dto.reason = why;
        dto.nanos = nanos;
        view = dto;
        if (now != PlugState.REQUESTED && answer != null) {
            CompletableFuture<PlugState> waiting = answer;
            answer = null;
            waiting.complete(now);
        }
    }

    /** The slot as it is listed. Any thread. */
    PciSlotDTO view() {
        PciSlotDTO seen = view;
        PciSlotDTO copy = new PciSlotDTO();
        copy.device = seen.device;
        copy.pids = seen.pids.clone();
        copy.state = seen.state;
        copy.reason = seen.reason;
        copy.nanos = seen.nanos;
        return copy;
    }
}
