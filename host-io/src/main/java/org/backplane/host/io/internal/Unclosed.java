package org.backplane.host.io.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** An output that belongs to the process: closing only flushes it. */
final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream output) {
        super(output);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
