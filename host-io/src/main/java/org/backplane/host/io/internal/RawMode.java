package org.backplane.host.io.internal;

import java.util.function.Consumer;

/** How the process's terminal, if it has one, is taken out of line editing. */
@FunctionalInterface
interface RawMode {
    /** Gives the terminal back. */
    interface Restore extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Puts the terminal into raw mode.
     *
     * @param log takes one line if that fails; the stream then works without
     * @return what undoes it
     */
    Restore enter(Consumer<String> log);
}
