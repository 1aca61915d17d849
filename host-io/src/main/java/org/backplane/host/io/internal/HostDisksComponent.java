package org.backplane.host.io.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backplane.bus.host.HostDisk;
import org.backplane.bus.host.HostDisks;
import org.backplane.bus.host.HostStreamException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Opens disk images by name. One that is written has one user; one that is only read is shared. It is there also while it has
 * no user, because an image may be left open for the next one.
 */
@Component(name = "org.backplane.host.io.disks", immediate = true)
public final class HostDisksComponent implements HostDisks {
    private static final String OVERLAY = "overlay:";
    private static final String READ_ONLY = "readonly:";

    /** How long an image that was left open waits for its next user. */
    private static final long NEXT_USER_NANOS = 10_000_000_000L;

    private final Map<Path, ImageFile> images = new HashMap<>();
    private final LeftDisks left;

    /** Makes the service of this process. */
    @Activate
    public HostDisksComponent() {
        this(NEXT_USER_NANOS);
    }

    HostDisksComponent(long nextUserNanos) {
        left = new LeftDisks(nextUserNanos);
    }

    @Override
    public HostDisk open(String name, String user) {
        return new LentDisk(left.take(name, user).orElseGet(() -> opened(name, user)), disk -> left.leave(disk, user));
    }

    private OpenDisk opened(String name, String user) {
        if (name.startsWith(OVERLAY)) {
            ImageFile image = acquire(name, name.substring(OVERLAY.length()), false, user);
            return new OverlayDisk(name, image, () -> release(image));
        }
        if (name.startsWith(READ_ONLY)) {
            ImageFile image = acquire(name, name.substring(READ_ONLY.length()), false, user);
            return new RawDisk(name, image, () -> release(image));
        }
        ImageFile image = acquire(name, name, true, user);
        return new RawDisk(name, image, () -> release(image));
    }

    /** Closes what users have left open. */
    @Deactivate
    public void stop() {
        left.closeAll();
        List<ImageFile> open;
        synchronized (this) {
            open = List.copyOf(images.values());
            images.clear();
        }
        open.forEach(ImageFile::close);
    }

    private synchronized ImageFile acquire(String name, String text, boolean writing, String user) {
        Path path = path(name, text);
        ImageFile present = images.get(path);
        if (present != null && (writing || present.isWritable())) {
            throw new HostStreamException(name + ": taken by " + present.user(), null);
        }
        if (present == null) {
            present = ImageFile.open(name, path, writing, user);
            images.put(path, present);
        }
        present.share();
        return present;
    }

    private synchronized void release(ImageFile image) {
        if (image.leave()) {
            images.remove(image.path(), image);
            image.close();
        }
    }

    /** The file itself, however it is called. */
    private static Path path(String name, String text) {
        try {
            Path path = Path.of(text);
            if (text.isBlank() || !Files.exists(path)) {
                throw new HostStreamException(name + ": there is no such file", null);
            }
            if (!Files.isRegularFile(path)) {
                throw new HostStreamException(name + ": is not a regular file", null);
            }
            return path.toRealPath();
        } catch (InvalidPathException malformed) {
            throw new HostStreamException(name + ": " + malformed.getReason(), malformed);
        } catch (IOException failure) {
            throw new HostStreamException(name + ": cannot be found: " + failure.getMessage(), failure);
        }
    }
}
