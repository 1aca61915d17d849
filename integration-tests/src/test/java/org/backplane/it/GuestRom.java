package org.backplane.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A ROM of 64 KiB for a guest of a few instructions: the program at F000:0000, and a jump to it where reset starts. */
final class GuestRom {
    private static final int ROM_BYTES = 0x10000;
    private static final int RESET_VECTOR = 0xFFF0;
    private static final int HLT = 0xF4;
    private static final int[] AT_RESET = {0xEA, 0x00, 0x00, 0x00, 0xF0}; // jmp f000:0000

    private GuestRom() {
    }

    /** Writes the image. */
    static Path write(Path file, int... program) throws IOException {
        byte[] image = new byte[ROM_BYTES];
        Arrays.fill(image, (byte) HLT);
        put(image, 0, program);
        put(image, RESET_VECTOR, AT_RESET);
        return Files.write(file, image);
    }

    private static void put(byte[] image, int at, int[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            image[at + i] = (byte) bytes[i];
        }
    }
}
