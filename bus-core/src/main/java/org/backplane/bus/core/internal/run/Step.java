package org.backplane.bus.core.internal.run;

import java.util.concurrent.CompletableFuture;

/** A number of instructions that somebody wants executed and waits for. */
public final class Step {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private long left;

    /** Makes a step that has not begun. */
    public Step(long instructions) {
        this.left = instructions;
    }

    long left() {
        return left;
    }

    void executed(long instructions) {
        left -= instructions;
    }

    void end() {
        ended.complete(null);
    }

    void refuse(String why) {
        ended.completeExceptionally(new IllegalStateException(why));
    }

    /** Completes when the machine stands again; exceptionally if it was not stopped. */
    public CompletableFuture<Void> ended() {
        return ended;
    }
}
