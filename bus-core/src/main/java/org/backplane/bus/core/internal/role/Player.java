package org.backplane.bus.core.internal.role;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.backplane.bus.core.internal.event.Owner;

/**
 * A card among the others: whatever of it they hold, they hold through here, and let go of when it is unplugged. What
 * only they still hold is not kept.
 */
final class Player {
    private final List<WeakReference<Object>> given = new ArrayList<>();
    private Owner owner;
    private Object card;

    Player(Owner owner, Object card) {
        this.owner = owner;
        this.card = card;
    }

    boolean belongsTo(Owner other) {
        return owner == other;
    }

    boolean plays(Class<?> role) {
        return role.isInstance(card);
    }

    String pid() {
        return owner.pid();
    }

    boolean alive() {
        return owner != null && owner.alive();
    }

    void failed(String doing, Throwable thrown) {
        if (owner != null) {
            owner.failed(doing, thrown);
        }
    }

    /** The card in a role, for somebody whose own objects are contained in their turn. */
    <R> R inRole(Class<R> role, Player caller) {
        return role.cast(contain(role, card, caller));
    }

    /** An object of this card's, fit to be called by others; the same one each time while somebody holds it. */
    Object contain(Class<?> type, Object object, Player caller) {
        for (Iterator<WeakReference<Object>> references = given.iterator(); references.hasNext();) {
            Object known = references.next().get();
            if (known == null) {
                references.remove();
            } else if (type.isInstance(known) && contained(known).stands(object, caller)) {
                return known;
            }
        }
        Contained handler = new Contained(this, object, caller);
        Object made = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
        if (owner == null) {
            handler.release();
        } else {
            given.add(new WeakReference<>(made));
        }
        return made;
    }

    /** The card is unplugged: nothing of it stays reachable. */
    void leave() {
        for (WeakReference<Object> reference : given) {
            Object known = reference.get();
            if (known != null) {
                contained(known).release();
            }
        }
        given.clear();
        owner = null;
        card = null;
    }

    private static Contained contained(Object proxy) {
        return (Contained) Proxy.getInvocationHandler(proxy);
    }
}
