package org.backplane.firmware.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.backplane.bus.Dma;

/** RAM from address 0 on, full of garbage. */
public final class FakeRam implements Dma {
    public static final byte GARBAGE = (byte) 0xA5;

    public final byte[] bytes;

    public FakeRam(int lengthBytes) {
        bytes = new byte[lengthBytes];
        Arrays.fill(bytes, GARBAGE);
    }

    @Override
    public int read(long physical, byte[] into, int offset, int length) {
        int answered = (int) Math.max(0, Math.min(length, bytes.length - physical));
        if (answered > 0) {
            System.arraycopy(bytes, (int) physical, into, offset, answered);
        }
        return answered;
    }

    @Override
    public int write(long physical, byte[] from, int offset, int length) {
        int answered = (int) Math.max(0, Math.min(length, bytes.length - physical));
        if (answered > 0) {
            System.arraycopy(from, offset, bytes, (int) physical, answered);
        }
        return answered;
    }

    public byte[] slice(long physical, int length) {
        return Arrays.copyOfRange(bytes, (int) physical, (int) physical + length);
    }

    public long get32(long physical) {
        return LittleEndian.get32(bytes, (int) physical);
    }

    /** The zero-terminated text at an address. */
    public String text(long physical) {
        int end = (int) physical;
        while (bytes[end] != 0) {
            end++;
        }
        return new String(bytes, (int) physical, end - (int) physical, StandardCharsets.UTF_8);
    }
}
