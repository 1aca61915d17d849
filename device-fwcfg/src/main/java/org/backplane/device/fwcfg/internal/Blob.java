package org.backplane.device.fwcfg.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes as they are put together, little-endian unless said otherwise. */
final class Blob {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Blob u8(int value) {
        bytes.write(value);
        return this;
    }

    Blob u16(int value) {
        return u8(value).u8(value >> 8);
    }

    Blob u32(long value) {
        return u16((int) value).u16((int) (value >> 16));
    }

    Blob u64(long value) {
        return u32(value).u32(value >>> 32);
    }

    Blob bigEndian16(int value) {
        return u8(value >> 8).u8(value);
    }

    Blob bigEndian32(long value) {
        return bigEndian16((int) (value >> 16)).bigEndian16((int) value);
    }

    Blob text(String text) {
        return add(text.getBytes(StandardCharsets.US_ASCII));
    }

    Blob add(byte... more) {
        bytes.write(more, 0, more.length);
        return this;
    }

    Blob zeroes(int count) {
        return add(new byte[count]);
    }

    int length() {
        return bytes.size();
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
