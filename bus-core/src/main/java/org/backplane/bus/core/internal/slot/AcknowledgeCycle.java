package org.backplane.bus.core.internal.slot;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.InterruptAcknowledge;
import org.backplane.bus.apic.LocalApic;

/**
 * The interrupt acknowledge cycle (INTA#): of the cards that answer it the one that was plugged first does, a local APIC
 * before all others, because it sits between them and the processor. Without one the data bus floats and the vector is FFh.
 */
public final class AcknowledgeCycle {
    private static final int FLOATING = 0xff;

    /** Local APICs, then the others, in the order in which they were plugged. */
    private final List<Controller> controllers = new ArrayList<>();

    private record Controller(Occupant owner, InterruptAcknowledge card) {
    }

    void add(Occupant owner, InterruptAcknowledge card) {
        controllers.add(card instanceof LocalApic ? localApics() : controllers.size(), new Controller(owner, card));
    }

    private int localApics() {
        return (int) controllers.stream().filter(controller -> controller.card instanceof LocalApic).count();
    }

    void remove(Occupant owner) {
        controllers.removeIf(controller -> controller.owner == owner);
    }

    int run() {
        for (Controller controller : controllers) {
            if (controller.owner.state() == SlotState.LIVE && controller.owner.alive()) {
                return vector(controller);
            }
        }
        return FLOATING;
    }

    private static int vector(Controller controller) {
        int[] vector = {FLOATING};
        controller.owner.contain("the interrupt acknowledge cycle",
                () -> vector[0] = controller.card.acknowledge() & 0xff);
        return vector[0];
    }
}
