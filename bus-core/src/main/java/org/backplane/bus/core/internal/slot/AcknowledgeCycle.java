package org.backplane.bus.core.internal.slot;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.InterruptAcknowledge;

/**
 * The interrupt acknowledge cycle (INTA#): of the cards that answer it the one that was plugged first does. Without one
 * the data bus floats and the vector is FFh.
 */
public final class AcknowledgeCycle {
    private static final int FLOATING = 0xff;

    /** In the order in which they were plugged. */
    private final List<Controller> controllers = new ArrayList<>();

    private record Controller(Occupant owner, InterruptAcknowledge card) {
    }

    void add(Occupant owner, InterruptAcknowledge card) {
        controllers.add(new Controller(owner, card));
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
