package org.backplane.host.io.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.backplane.bus.host.HostFileException;

/**
 * Writes files on a thread of its own, the newest contents of each. A file is written beside the old one and then takes its
 * place, so that there is always a whole one.
 */
final class FileKeeper implements Runnable {
    private static final String UNFINISHED = ".new";

    private final Consumer<String> log;
    /** What waits to be written, the longest wait first. */
    private final Map<Path, Save> waiting = new LinkedHashMap<>();
    /** What is being written, or could not be. */
    private final Map<Path, byte[]> unwritten = new HashMap<>();
    private final Set<Path> broken = new HashSet<>();
    private Thread thread;
    private boolean stopping;

    private record Save(byte[] contents, Consumer<String> failed) {
    }

    /**
     * Makes a keeper; its thread starts with the first save.
     *
     * @param log takes one line if a file cannot be written
     */
    FileKeeper(Consumer<String> log) {
        this.log = log;
    }

    /** What the file holds or will hold. */
    byte[] read(Path path) {
        synchronized (this) {
            Save save = waiting.get(path);
            byte[] accepted = save != null ? save.contents : unwritten.get(path);
            if (accepted != null) {
                return accepted.clone();
            }
        }
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException absent) {
            return new byte[0];
        } catch (IOException failure) {
            throw new HostFileException(path + ": cannot be read: " + reason(path, failure), failure);
        }
    }

    /** Accepts contents, which are not changed afterwards. */
    synchronized void save(Path path, byte[] contents, Consumer<String> failed) {
        waiting.put(path, new Save(contents, failed));
        if (thread == null) {
            thread = new Thread(this, "backplane-files");
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
    }

    /** Writes what waits, and waits for it, but not for ever. */
    void stop(long limitMillis) {
        Thread writer;
        synchronized (this) {
            stopping = true;
            // The host may be able to by now.
            unwritten.forEach((path, contents) -> waiting.putIfAbsent(path, new Save(contents, line -> { })));
            writer = thread;
            notifyAll();
        }
        if (writer == null) {
            return;
        }
        try {
            writer.join(limitMillis);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        if (writer.isAlive()) {
            log.accept("the host does not take the files in time; what was saved last is lost");
        }
    }

    @Override
    public void run() {
        try {
            for (Path path = next(); path != null; path = next()) {
                write(path);
            }
        } catch (InterruptedException impatient) {
            log.accept("files are not written any more: interrupted");
        }
    }

    private synchronized Path next() throws InterruptedException {
        while (waiting.isEmpty()) {
            if (stopping) {
                return null;
            }
            wait();
        }
        return waiting.keySet().iterator().next();
    }

    private void write(Path path) {
        Save save;
        synchronized (this) {
            save = waiting.remove(path);
            unwritten.put(path, save.contents);
        }
        try {
            replace(path, save.contents);
            synchronized (this) {
                unwritten.remove(path);
                broken.remove(path);
            }
        } catch (IOException failure) {
            fail(path, save, failure);
        }
    }

    private static void replace(Path path, byte[] contents) throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + UNFINISHED);
        Files.write(unfinished, contents);
        Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void fail(Path path, Save save, IOException failure) {
        boolean first;
        synchronized (this) {
            first = broken.add(path);
        }
        if (first) {
            String line = path + ": cannot be written: " + reason(path, failure);
            log.accept(line);
            save.failed.accept(line);
        }
    }

    private static String reason(Path path, IOException failure) {
        if (failure instanceof FileSystemException && ((FileSystemException) failure).getReason() != null) {
            return ((FileSystemException) failure).getReason();
        }
        return failure instanceof NoSuchFileException ? "there is no folder " + path.getParent()
                : failure.getClass().getSimpleName();
    }
}
