package org.backplane.bus.core.internal.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.guard.Misdeed;

/**
 * What cards hand to the machine thread, once it has got there: input from the host, say. It is done at once, unless the cards
 * of a machine that goes on with a snapshot are coming back. Then it waits until all are there, in its order, because none of
 * them must go on before the others and time do. Machine thread only.
 */
public final class Posts {
    /** How much of one card's may wait. Cards post one piece of work for any amount of input, so an honest one has a few. */
    static final int MOST_WAITING = 4096;

    private final Deque<Post> waiting = new ArrayDeque<>();
    private final Map<Owner, Integer> counts = new HashMap<>();
    private boolean held;

    private record Post(Owner owner, Runnable work) {
        void perform() {
            owner.contain("posted work", work);
        }
    }

    /** What comes from now on waits. */
    public void hold() {
        held = true;
    }

    /** A card has posted work. */
    public void arrived(Owner owner, Runnable work) {
        Post post = new Post(owner, work);
        if (!held) {
            post.perform();
        } else if (owner.alive()) {
            keep(post);
        }
    }

    private void keep(Post post) {
        if (counts.merge(post.owner, 1, Integer::sum) <= MOST_WAITING) {
            waiting.add(post);
        } else {
            post.owner.misbehaved(Misdeed.FLOOD, "it has posted work more than " + MOST_WAITING + " times while power is off");
        }
    }

    /** Nothing of this card's is to be done any more. */
    public void forget(Owner owner) {
        if (counts.remove(owner) != null) {
            waiting.removeIf(post -> post.owner == owner);
        }
    }

    /**
     * Does what waits; what comes later does not wait.
     *
     * @param afterEach what is done after each piece of work
     */
    public void release(Runnable afterEach) {
        held = false;
        counts.clear();
        for (Post post = waiting.poll(); post != null; post = waiting.poll()) {
            post.perform();
            afterEach.run();
        }
    }
}
