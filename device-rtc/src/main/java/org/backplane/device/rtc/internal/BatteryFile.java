package org.backplane.device.rtc.internal;

import org.backplane.bus.Wires;
import org.backplane.bus.host.HostFile;
import org.backplane.bus.host.HostFileException;
import org.backplane.bus.host.HostFiles;

/** A file on the host that keeps all bytes of the CMOS, one after the other. The host writes it in the background. */
final class BatteryFile implements Cmos.Battery {
    private final HostFile file;

    private BatteryFile(HostFile file) {
        this.file = file;
    }

    /**
     * Opens the file.
     *
     * @throws IllegalArgumentException if it cannot be read or is no such file; the message names the option
     */
    static BatteryFile open(HostFiles files, String path, Wires wires) {
        HostFile file;
        try {
            file = files.open(path, line -> wires.post(() -> wires.events().host("nvram: " + line)));
        } catch (HostFileException unreadable) {
            throw new IllegalArgumentException("nvram: " + unreadable.getMessage(), unreadable);
        }
        int length = file.contents().length;
        if (length != 0 && length != CmosRegister.BYTES) {
            file.close();
            throw new IllegalArgumentException(
                    "nvram: " + path + " has " + length + " bytes, the memory of a clock has " + CmosRegister.BYTES);
        }
        return new BatteryFile(file);
    }

    /** What was kept; nothing if there is no file yet. */
    byte[] contents() {
        return file.contents();
    }

    @Override
    public void keep(int[] bytes) {
        byte[] contents = new byte[bytes.length];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = (byte) bytes[i];
        }
        file.save(contents);
    }

    @Override
    public void close() {
        file.close();
    }
}
