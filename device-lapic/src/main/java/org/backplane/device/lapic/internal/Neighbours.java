package org.backplane.device.lapic.internal;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.RoleListener;

/** The cards of a machine that play a role, in the order of their arrival. */
final class Neighbours<R> implements RoleListener<R> {
    private final List<R> present = new ArrayList<>();

    @Override
    public void added(String pid, R role) {
        present.add(role);
    }

    @Override
    public void removed(String pid, R role) {
        present.remove(role);
    }

    /** Those that are there now. */
    List<R> present() {
        return List.copyOf(present);
    }
}
