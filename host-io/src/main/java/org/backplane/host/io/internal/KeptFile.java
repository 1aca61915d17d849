package org.backplane.host.io.internal;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.backplane.bus.host.HostFile;

/** One use of a kept file. */
final class KeptFile implements HostFile {
    private final FileKeeper keeper;
    private final Path path;
    private final Consumer<String> failed;
    private byte[] contents;
    private volatile boolean closed;

    KeptFile(FileKeeper keeper, Path path, Consumer<String> failed) {
        this.keeper = keeper;
        this.path = path;
        this.failed = failed;
        this.contents = keeper.read(path);
    }

    @Override
    public synchronized byte[] contents() {
        return contents.clone();
    }

    @Override
    public synchronized void save(byte[] newContents) {
        if (!closed) {
            contents = newContents.clone();
            keeper.save(path, contents, this::tell);
        }
    }

    private void tell(String line) {
        if (!closed) {
            failed.accept(line);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
