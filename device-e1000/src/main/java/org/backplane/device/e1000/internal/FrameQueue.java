package org.backplane.device.e1000.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Frames that wait, as two arrays of a state: their lengths, and their bytes one after the other. */
final class FrameQueue {
    private FrameQueue() {
    }

    static int[] lengths(Collection<byte[]> frames) {
        return frames.stream().mapToInt(frame -> frame.length).toArray();
    }

    static byte[] bytes(Collection<byte[]> frames) {
        byte[] all = new byte[Arrays.stream(lengths(frames)).sum()];
        int at = 0;
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, all, at, frame.length);
            at += frame.length;
        }
        return all;
    }

    static List<byte[]> unpack(int[] lengths, byte[] bytes) {
        List<byte[]> frames = new ArrayList<>();
        int at = 0;
        for (int length : lengths) {
            if (length < 0 || length > bytes.length - at) {
                throw new IllegalArgumentException("frames of " + Arrays.toString(lengths) + " in " + bytes.length + " bytes");
            }
            frames.add(Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
        return frames;
    }
}
