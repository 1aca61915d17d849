package org.backplane.bus.core.internal;

import java.util.List;
import org.backplane.bus.core.internal.slot.Board;
import org.backplane.bus.core.internal.slot.Slots;
import org.backplane.bus.machine.Machine.State;
import org.backplane.bus.snapshot.MachineSnapshot;
import org.backplane.bus.snapshot.SlotSnapshot;
import org.backplane.bus.state.StateException;

/** Takes down a machine. Machine thread, between two instructions. */
final class Portrait {
    private final Board board;
    private final Slots slots;

    Portrait(Board board, Slots slots) {
        this.board = board;
        this.slots = slots;
    }

    /**
     * Takes everything; the guest's clock stands meanwhile.
     *
     * @throws StateException if the machine is off, an instruction is under way, the guest is asked to let go of a PCI function, or
     *                        a slot cannot be taken
     */
    MachineSnapshot take() {
        if (board.power().state() == State.OFF) {
            throw new StateException("the machine is off: there is nothing to go on with");
        }
        if (board.processor().executing()) {
            throw new StateException("an instruction is being executed");
        }
        board.clock().stop();
        try {
            return takeStanding();
        } finally {
            if (board.power().state() == State.RUNNING) {
                board.clock().start();
            }
        }
    }

    private MachineSnapshot takeStanding() {
        // What the last instruction has asked for belongs to it: ranges that move, a reset.
        board.boundary().perform();
        List<String> requests = board.pci().hotPlug().requests();
        if (!requests.isEmpty()) {
            // Who waits for the answer is not in the snapshot, and a guest that answers later would answer nobody.
            throw new StateException(String.join("; ", requests) + "; there can be a snapshot once it has answered");
        }
        List<SlotSnapshot> taken = slots.snapshot();
        MachineSnapshot all = new MachineSnapshot(board.clock().nanos(), board.processor().instructions(),
                board.nets().asserted(), board.timers().snapshot(), taken);
        // Cached translations are not in it. Without them, this machine and its successor walk the page tables alike.
        board.processor().mapChanged();
        return all;
    }
}
