package org.backplane.taps.internal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.backplane.bus.tap.Tap;
import org.backplane.bus.tap.TapAccess;

/**
 * Writes each access down when it has been answered: the last ones in memory, and all of them in a file if it is given one. The
 * machine thread writes the file through a buffer, so that no line is lost; if it cannot, the tap fails and the fabric says so.
 */
final class TraceTap implements Tap, TapReport, AutoCloseable {
    private final int most;
    private final Deque<String> last = new ArrayDeque<>();
    private final BufferedWriter file;
    private final String name;
    private long count;

    /**
     * Makes a trace.
     *
     * @param path where all lines go; empty for nowhere
     * @param most how many lines are kept in memory
     * @throws IOException if the file cannot be written
     */
    TraceTap(String path, int most) throws IOException {
        this.most = Math.max(0, most);
        this.name = path;
        this.file = path.isEmpty() ? null : Files.newBufferedWriter(Path.of(path), StandardCharsets.UTF_8);
        if (file != null) {
            write(TraceLine.HEADER);
        }
    }

    @Override
    public synchronized void after(TapAccess access) {
        String line = TraceLine.of(access);
        count++;
        if (most > 0) {
            if (last.size() == most) {
                last.removeFirst();
            }
            last.addLast(line);
        }
        if (file != null) {
            try {
                write(line);
            } catch (IOException full) {
                throw new UncheckedIOException(name + " cannot be written", full);
            }
        }
    }

    private void write(String line) throws IOException {
        file.write(line);
        file.write('\n');
    }

    /** The last lines, oldest first. */
    synchronized List<String> last(int lines) {
        List<String> all = List.copyOf(last);
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    /** How many accesses were seen. */
    synchronized long count() {
        return count;
    }

    @Override
    public synchronized String report() {
        return count + " accesses traced" + (name.isEmpty() ? "" : " to " + name);
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
