package org.backplane.bus.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backplane.bus.RoleListener;

/** The other cards of a machine that does not exist: those that the test plays. */
final class FakeRoles {
    private final Map<String, Object> cards = new LinkedHashMap<>();
    private final List<Watch<?>> watches = new ArrayList<>();

    private record Watch<R>(Class<R> role, RoleListener<R> listener) {
        void added(String pid, Object card) {
            if (role.isInstance(card)) {
                listener.added(pid, role.cast(card));
            }
        }

        void removed(String pid, Object card) {
            if (role.isInstance(card)) {
                listener.removed(pid, role.cast(card));
            }
        }
    }

    <R> void watch(Class<R> role, RoleListener<R> listener) {
        Watch<R> watch = new Watch<>(role, listener);
        watches.add(watch);
        cards.forEach(watch::added);
    }

    void add(String pid, Object card) {
        if (cards.putIfAbsent(pid, card) != null) {
            throw new IllegalArgumentException("there is a card '" + pid + "' already");
        }
        watches.forEach(watch -> watch.added(pid, card));
    }

    void remove(String pid) {
        Object card = cards.remove(pid);
        watches.forEach(watch -> watch.removed(pid, card));
    }

    void revoke() {
        watches.clear();
    }
}
