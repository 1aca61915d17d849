package org.backplane.host.io.internal;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.backplane.bus.host.HostInput;
import org.backplane.bus.host.HostStreamException;

/** A file that is created or emptied, and written. */
final class FileStream extends BackgroundStream {
    private final OutputPump pump;

    private FileStream(String name, OutputStream file, HostInput input, Consumer<String> log) {
        super(name, input);
        pump = new OutputPump(name, file, gate(), log);
        start("writer", () -> {
            gate().peer(true);
            pump.run();
        });
    }

    static FileStream open(String name, Path path, HostInput input, Consumer<String> log) {
        try {
            return new FileStream(name, new FileOutputStream(path.toFile()), input, log);
        } catch (FileNotFoundException failure) {
            throw new HostStreamException(name + ": cannot be written: " + failure.getMessage(), failure);
        }
    }

    @Override
    public int write(byte[] bytes, int offset, int length) {
        return pump.write(bytes, offset, length);
    }

    @Override
    public void resume() {
    }

    @Override
    void finish() {
        pump.finish();
    }
}
