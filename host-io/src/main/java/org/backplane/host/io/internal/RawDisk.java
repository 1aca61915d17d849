package org.backplane.host.io.internal;

import java.io.IOException;
import java.util.function.Consumer;

/** An image as it is. */
final class RawDisk extends OpenDisk {
    RawDisk(String name, ImageFile image, Consumer<OpenDisk> whenClosed) {
        super(name, image, whenClosed);
    }

    @Override
    boolean isWritable() {
        return image().isWritable();
    }

    @Override
    void readChecked(long position, byte[] into, int offset, int length) throws IOException {
        image().read(position, into, offset, length);
    }

    @Override
    void writeChecked(long position, byte[] from, int offset, int length) throws IOException {
        image().write(position, from, offset, length);
    }

    @Override
    void flushOpen() throws IOException {
        image().flush();
    }

    @Override
    void closeOwn() {
        // The file is its only possession, and that may be shared.
    }
}
