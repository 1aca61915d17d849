package org.backplane.host.io.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backplane.bus.host.DiskSnapshot;
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
    /** What is open and who has it, in the order in which they were opened. */
    private final Map<OpenDisk, String> lent = Collections.synchronizedMap(new LinkedHashMap<>());
    /** What overlays are to begin with that are opened next. */
    private final List<DiskSnapshot> restored = new CopyOnWriteArrayList<>();

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
        OpenDisk open = left.take(name, user).orElseGet(() -> opened(name, user));
        lent.put(open, user);
        return new LentDisk(open, disk -> left.leave(disk, user));
    }

    @Override
    public List<DiskSnapshot> snapshot() {
        List<DiskSnapshot> disks = new ArrayList<>();
        lent.forEach((disk, user) -> disks.add(disk.snapshot(user)));
        return disks;
    }

    @Override
    public void restore(List<DiskSnapshot> disks) {
        disks.stream().filter(disk -> !disk.clusters().isEmpty()).forEach(restored::add);
    }

    private OpenDisk opened(String name, String user) {
        if (name.startsWith(OVERLAY)) {
            return overlay(name, user);
        }
        if (name.startsWith(READ_ONLY)) {
            ImageFile image = acquire(name, name.substring(READ_ONLY.length()), false, user);
            return new RawDisk(name, image, this::release);
        }
        return new RawDisk(name, acquire(name, name, true, user), this::release);
    }

    private OpenDisk overlay(String name, String user) {
        ImageFile image = acquire(name, name.substring(OVERLAY.length()), false, user);
        OverlayDisk overlay = new OverlayDisk(name, image, this::release);
        Optional<DiskSnapshot> before = restored.stream()
                .filter(disk -> disk.name().equals(name) && disk.user().equals(user)).findFirst();
        if (before.isPresent() && restored.remove(before.get())) {
            try {
                overlay.restore(before.get().clusters());
            } catch (IOException failure) {
                overlay.close();
                throw new HostStreamException(name + ": what was written cannot be restored: " + failure.getMessage(), failure);
            }
        }
        return overlay;
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

    private synchronized void release(OpenDisk disk) {
        lent.remove(disk);
        ImageFile image = disk.image();
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
