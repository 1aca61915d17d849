package org.backplane.bus.core.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.backplane.bus.core.internal.pci.HotPlug;
import org.backplane.bus.core.internal.pci.PlugState;
import org.backplane.bus.core.internal.run.MachineThread;
import org.backplane.bus.core.internal.slot.Occupant;
import org.backplane.bus.core.internal.slot.Slots;
import org.backplane.bus.pci.PciSlotDTO;

/**
 * Asks the guest to let go of PCI functions, for threads that can wait for its answer; the machine runs meanwhile, and the
 * function with it. Any thread but the machine's.
 */
final class Ejections {
    private final MachineThread thread;
    private final Slots slots;
    private final HotPlug hotPlug;
    private final long patienceMillis;

    /**
     * Makes one that is asked for nothing yet.
     *
     * @param patienceMillis how long a device that goes waits for the guest; 0 if it does not
     */
    Ejections(MachineThread thread, Slots slots, HotPlug hotPlug, long patienceMillis) {
        this.thread = thread;
        this.slots = slots;
        this.hotPlug = hotPlug;
        this.patienceMillis = patienceMillis;
    }

    /** Takes a function out, see {@link org.backplane.bus.machine.Machine#eject}. */
    PciSlotDTO eject(String pid, long millis) {
        if (thread.isCurrent()) {
            throw new IllegalStateException("the machine thread cannot wait for the guest");
        }
        int device = slot(pid).orElseThrow(
                () -> new IllegalArgumentException("'" + pid + "' is no PCI function of the root bus")).device;
        if (thread.call(() -> hotPlug.isSoldered(device))) {
            throw new IllegalArgumentException(String.format("PCI device %02x is soldered to the board", device));
        }
        PlugState answer = millis <= 0 ? PlugState.PRESENT
                : await(pid, thread.call(() -> hotPlug.request(pid)), millis);
        if (!answer.isInVain()) {
            thread.call(Executors.callable(() -> slots.eject(pid)));
        }
        return hotPlug.list().stream().filter(slot -> slot.device == device).findFirst().orElseThrow(
                () -> new IllegalArgumentException("'" + pid + "' has gone meanwhile"));
    }

    private Optional<PciSlotDTO> slot(String pid) {
        return hotPlug.list().stream().filter(slot -> Arrays.asList(slot.pids).contains(pid)).findFirst();
    }

    /**
     * A device is about to go. Returns when the guest has let go of it or does not, at the latest when its time is up; at once if
     * it is no function, or another device goes on in its place.
     *
     * @param updating whether its bundle is being updated
     */
    void beforeRemoval(Occupant leaving, boolean updating) {
        if (patienceMillis == 0 || thread.isCurrent() || slot(leaving.pid()).isEmpty()) {
            return;
        }
        CompletableFuture<PlugState> asked = new CompletableFuture<>();
        boolean taken = thread.perform(() -> {
            if (slots.empties(leaving, updating)) {
                hotPlug.request(leaving.pid()).thenAccept(asked::complete);
            } else {
                asked.complete(PlugState.PRESENT);
            }
        }, TimeUnit.MILLISECONDS.toSeconds(patienceMillis) + 1);
        if (taken) {
            await(leaving.pid(), asked, patienceMillis);
        }
    }

    private PlugState await(String pid, CompletableFuture<PlugState> answer, long millis) {
        try {
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            thread.post(() -> hotPlug.giveUp(pid, millis));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            thread.post(() -> hotPlug.giveUp(pid, millis));
        } catch (ExecutionException impossible) {
            throw new AssertionError("answers are values", impossible);
        }
        return PlugState.TIMED_OUT;
    }
}
