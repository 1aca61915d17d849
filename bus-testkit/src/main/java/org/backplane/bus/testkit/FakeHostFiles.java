package org.backplane.bus.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.backplane.bus.host.HostFile;
import org.backplane.bus.host.HostFileException;
import org.backplane.bus.host.HostFiles;

/** A host whose files are in the test: by path, what they hold. */
public final class FakeHostFiles implements HostFiles {
    private final FakeWires wires;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, FakeFile> open = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    /**
     * Makes a host without files.
     *
     * @param wires the machine's side; its thread rules hold in the callbacks
     */
    public FakeHostFiles(FakeWires wires) {
        this.wires = wires;
    }

    /**
     * Puts a file there.
     *
     * @param path     its path
     * @param contents what it holds
     * @return this
     */
    public FakeHostFiles with(String path, byte[] contents) {
        files.put(path, contents.clone());
        return this;
    }

    /**
     * Makes opening a file fail.
     *
     * @param path    the file's path
     * @param message what the exception says
     */
    public void refuse(String path, String message) {
        refused.put(path, message);
    }

    /**
     * What a file holds.
     *
     * @param path its path
     * @return the bytes saved last; {@code null} if there is no file
     */
    public byte[] contents(String path) {
        return files.get(path);
    }

    /**
     * Tells the user of a file that it cannot be written.
     *
     * @param path the file's path
     * @param line what is wrong
     */
    public void fail(String path, String line) {
        wires.asHost(() -> open.get(path).failed.accept(line));
    }

    /**
     * Whether a file is open.
     *
     * @param path its path
     * @return {@code false} before it is opened and after it is closed
     */
    public boolean isOpen(String path) {
        return open.containsKey(path);
    }

    @Override
    public HostFile open(String path, Consumer<String> failed) {
        if (refused.containsKey(path)) {
            throw new HostFileException(refused.get(path), null);
        }
        FakeFile file = new FakeFile(path, failed);
        open.put(path, file);
        return file;
    }

    private final class FakeFile implements HostFile {
        private final String path;
        private final Consumer<String> failed;

        FakeFile(String path, Consumer<String> failed) {
            this.path = path;
            this.failed = failed;
        }

        @Override
        public byte[] contents() {
            return files.getOrDefault(path, new byte[0]).clone();
        }

        @Override
        public void save(byte[] contents) {
            if (open.get(path) == this) {
                files.put(path, contents.clone());
            }
        }

        @Override
        public void close() {
            open.remove(path, this);
        }
    }
}
