package org.backplane.bus.core.internal.role;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.RoleListener;
import org.backplane.bus.core.internal.event.Owner;

/** The cards that are plugged in, and who looks out for which roles among them. Machine thread only. */
public final class Roles {
    /** In the order in which they were plugged. */
    private final List<Player> players = new ArrayList<>();
    private final List<Watch<?>> watches = new ArrayList<>();

    /** What one card looks out for. The card itself is a player of its own that nobody else sees. */
    private static final class Watch<R> {
        private final Owner owner;
        private final Player watcher;
        private final Class<R> role;
        private final RoleListener<R> listener;
        private boolean open;

        Watch(Owner owner, Player watcher, Class<R> role, RoleListener<R> listener) {
            this.owner = owner;
            this.watcher = watcher;
            this.role = role;
            this.listener = listener;
        }

        private boolean hears(Player player) {
            return open && player.plays(role) && !player.belongsTo(owner);
        }

        void added(Player player) {
            if (hears(player)) {
                R card = player.inRole(role, watcher);
                owner.contain("hearing of a " + role.getSimpleName(), () -> listener.added(player.pid(), card));
            }
        }

        void removed(Player player) {
            if (hears(player)) {
                R card = player.inRole(role, watcher);
                owner.contain("hearing of a " + role.getSimpleName(), () -> listener.removed(player.pid(), card));
            }
        }
    }

    /** Lets a card look out for a role; it hears nothing before it is plugged in. */
    public <R> void watch(Owner owner, boolean plugged, Class<R> role, RoleListener<R> listener) {
        if (!role.isInterface()) {
            throw new IllegalArgumentException(role.getName() + " is no interface");
        }
        Watch<R> watch = new Watch<>(owner, watcher(owner), role, listener);
        watches.add(watch);
        if (plugged) {
            open(watch);
        }
    }

    private Player watcher(Owner owner) {
        for (Watch<?> watch : watches) {
            if (watch.owner == owner) {
                return watch.watcher;
            }
        }
        return new Player(owner, null);
    }

    /** A card is plugged in: it hears of those it looks out for. */
    public void open(Owner owner) {
        List.copyOf(watches).stream().filter(watch -> watch.owner == owner && !watch.open).forEach(this::open);
    }

    private void open(Watch<?> watch) {
        watch.open = true;
        List.copyOf(players).forEach(watch::added);
    }

    /** A card is plugged in: those who look out for it hear of it. */
    public void plugged(Owner owner, Object card) {
        Player player = new Player(owner, card);
        players.add(player);
        List.copyOf(watches).forEach(watch -> watch.added(player));
    }

    /** A card is unplugged: those who look out for it hear of it, and it hears of nobody any more. */
    public void unplugged(Owner owner) {
        for (Watch<?> watch : List.copyOf(watches)) {
            if (watch.owner == owner) {
                watches.remove(watch);
                watch.open = false;
                watch.watcher.leave();
            }
        }
        for (Player player : List.copyOf(players)) {
            if (player.belongsTo(owner)) {
                players.remove(player);
                List.copyOf(watches).forEach(watch -> watch.removed(player));
                player.leave();
            }
        }
    }

    /** The cards that play a role, in the order in which they were plugged, for somebody who is no card. */
    public <R> List<R> list(Class<R> role) {
        if (!role.isInterface()) {
            throw new IllegalArgumentException(role.getName() + " is no interface");
        }
        return players.stream().filter(player -> player.alive() && player.plays(role))
                .map(player -> player.inRole(role, null)).toList();
    }
}
