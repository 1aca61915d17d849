package org.backplane.display.png.internal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.role.Frame;
import org.backplane.bus.role.ScreenSource;

/** The picture of a machine's first display adapter, as a PNG file. Any thread; the machine waits only while it is painted. */
final class Screenshot {
    private final Machine machine;

    Screenshot(Machine machine) {
        this.machine = machine;
    }

    /**
     * Writes the present picture.
     *
     * @param name the file; replaced if it exists
     * @return what was written, in a line for the user
     * @throws IllegalArgumentException if there is no picture or the file cannot be written; the message is one line
     */
    String write(String name) {
        return write(take(), name);
    }

    /**
     * Writes a picture.
     *
     * @param frame the picture
     * @param name  the file; replaced if it exists
     * @return what was written, in a line for the user
     * @throws IllegalArgumentException if the file cannot be written; the message is one line
     */
    static String write(Frame frame, String name) {
        try {
            Files.write(Path.of(name), png(frame));
        } catch (InvalidPathException malformed) {
            throw new IllegalArgumentException(name + " is no path: " + malformed.getReason(), malformed);
        } catch (IOException failure) {
            throw new IllegalArgumentException(name + " cannot be written: " + reason(failure), failure);
        }
        return name + ": " + frame.width() + " x " + frame.height();
    }

    /**
     * Takes the present picture.
     *
     * @return the picture
     * @throws IllegalArgumentException if there is none; the message is one line
     */
    Frame take() {
        Frame frame = new Frame();
        boolean painted = machine.call(() -> {
            List<ScreenSource> screens = machine.roles(ScreenSource.class);
            return !screens.isEmpty() && screens.get(0).paint(frame);
        });
        if (!painted || frame.pixels().length == 0) {
            throw new IllegalArgumentException("the machine has no display adapter that shows a picture");
        }
        return frame;
    }

    private static byte[] png(Frame frame) throws IOException {
        BufferedImage image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, frame.width(), frame.height(), frame.pixels(), 0, frame.width());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        }
        return bytes.toByteArray();
    }

    private static String reason(IOException failure) {
        return failure instanceof NoSuchFileException ? "there is no such folder"
                : failure instanceof AccessDeniedException ? "no permission"
                : failure.getMessage();
    }
}
