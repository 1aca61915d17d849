package org.backplane.device.acpi.internal.aml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Little-endian bytes as they are put together. */
public final class Blob {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Appends the low 8 bits. */
    public Blob u8(int value) {
        bytes.write(value);
        return this;
    }

    /** Appends the low 16 bits. */
    public Blob u16(int value) {
        return u8(value).u8(value >> 8);
    }

    /** Appends the low 32 bits. */
    public Blob u32(long value) {
        return u16((int) value).u16((int) (value >> 16));
    }

    /** Appends 64 bits. */
    public Blob u64(long value) {
        return u32(value).u32(value >>> 32);
    }

    /** Appends ASCII characters without an end. */
    public Blob text(String text) {
        return add(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Appends bytes. */
    public Blob add(byte... more) {
        bytes.write(more, 0, more.length);
        return this;
    }

    /** Appends so many zeroes. */
    public Blob zeroes(int count) {
        return add(new byte[count]);
    }

    /** How many bytes there are. */
    public int length() {
        return bytes.size();
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
