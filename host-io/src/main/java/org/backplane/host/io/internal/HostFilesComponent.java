package org.backplane.host.io.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.backplane.bus.host.HostFile;
import org.backplane.bus.host.HostFileException;
import org.backplane.bus.host.HostFiles;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** Keeps small files in the background. */
@Component(name = "org.backplane.host.files")
public final class HostFilesComponent implements HostFiles {
    /** How long all files together may take to be written when the bundle stops. */
    private static final long STOP_MILLIS = 5_000;

    private final FileKeeper keeper;

    /**
     * Makes the service of this process.
     *
     * @param logger takes what goes wrong when files are written
     */
    @Activate
    public HostFilesComponent(@Reference(service = LoggerFactory.class) Logger logger) {
        this((Consumer<String>) logger::warn);
    }

    HostFilesComponent(Consumer<String> log) {
        keeper = new FileKeeper(log);
    }

    @Override
    public HostFile open(String path, Consumer<String> failed) {
        Path full;
        try {
            full = Path.of(path).toAbsolutePath().normalize();
        } catch (InvalidPathException malformed) {
            throw new HostFileException(path + ": " + malformed.getReason(), malformed);
        }
        if (full.getFileName() == null) {
            throw new HostFileException(path + ": is no file", null);
        }
        return new KeptFile(keeper, full, failed);
    }

    /** Writes what was accepted, but does not wait for ever. */
    @Deactivate
    public void stop() {
        keeper.stop(STOP_MILLIS);
    }
}
