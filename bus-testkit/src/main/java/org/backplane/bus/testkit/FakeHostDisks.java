package org.backplane.bus.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.backplane.bus.host.HostDisk;
import org.backplane.bus.host.HostDisks;
import org.backplane.bus.host.HostStreamException;

/** A host with the disk images that the test gives it; any other name cannot be opened. */
public final class FakeHostDisks implements HostDisks {
    private final Map<String, FakeHostDisk> images = new LinkedHashMap<>();

    /**
     * Adds an image.
     *
     * @param name     the name it is opened by
     * @param contents its bytes; what the card writes arrives here
     * @return the disk, on which the test may let the host fail
     */
    public FakeHostDisk add(String name, byte[] contents) {
        FakeHostDisk disk = new FakeHostDisk(name, contents);
        images.put(name, disk);
        return disk;
    }

    @Override
    public HostDisk open(String name, String user) {
        FakeHostDisk disk = images.get(name);
        if (disk == null) {
            throw new HostStreamException(name + ": there is no such image", null);
        }
        disk.opened();
        return disk;
    }
}
