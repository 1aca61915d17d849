package org.backplane.launcher.guest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tukaani.xz.SingleXZInputStream;

/**
 * A bzImage, of which the kernel proper is taken (Linux Documentation/x86/boot.rst, "payload_offset"): unpacking it takes the
 * guest longer than us.
 */
final class BootImage {
    private static final int SECTOR_BYTES = 512;
    private static final int SETUP_SECTORS = 0x1F1;
    private static final int SIGNATURE = 0x202;
    private static final int SIGNATURE_VALUE = 0x5372_6448;
    private static final int PAYLOAD_OFFSET = 0x248;
    private static final int PAYLOAD_LENGTH = 0x24C;

    private BootImage() {
    }

    /** The ELF file in it. Behind the one stream its size follows. */
    static byte[] unpack(Path image) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(image)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < PAYLOAD_LENGTH + Integer.BYTES || bytes.getInt(SIGNATURE) != SIGNATURE_VALUE) {
            throw new GuestException(image.getFileName() + " is no bzImage");
        }
        int from = (1 + bytes.get(SETUP_SECTORS)) * SECTOR_BYTES + bytes.getInt(PAYLOAD_OFFSET);
        int length = bytes.getInt(PAYLOAD_LENGTH);
        if (from < 0 || length < 0 || from > bytes.limit() - length) {
            throw new GuestException(image.getFileName() + " is cut off");
        }
        try (SingleXZInputStream payload = new SingleXZInputStream(new ByteArrayInputStream(bytes.array(), from, length))) {
            return payload.readAllBytes();
        } catch (IOException failed) {
            throw new GuestException(image.getFileName() + " is not packed with XZ: " + failed.getMessage());
        }
    }
}
