package org.backplane.device.vga.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.backplane.bus.role.Frame;

/**
 * Compares pictures with those in {@code src/test/resources/pictures}, dot by dot. Where they differ, the picture and an image
 * of the differences (red where they differ, grey where not) are written to {@code target/pictures}. With
 * {@code -Dpictures.record=true} the references are written anew; look at them before you check them in.
 */
final class Pictures {
    private static final Path OUTPUT = Path.of("target", "pictures");
    private static final Path REFERENCES = Path.of("src", "test", "resources", "pictures");
    private static final int DIFFERENT = 0xff0000;

    private Pictures() {
    }

    static void assertSame(Frame frame, String name) {
        BufferedImage actual = image(frame);
        if (Boolean.getBoolean("pictures.record")) {
            write(actual, REFERENCES.resolve(name + ".png"));
        }
        BufferedImage expected = reference(name);
        assertThat(actual.getWidth() + "x" + actual.getHeight()).as("size of %s", name)
                .isEqualTo(expected.getWidth() + "x" + expected.getHeight());
        int differing = difference(actual, expected, name);
        assertThat(differing).as("dots of %s that differ; see %s", name, OUTPUT.resolve(name + ".difference.png")).isZero();
    }

    private static int difference(BufferedImage actual, BufferedImage expected, String name) {
        BufferedImage difference = image(actual.getWidth(), actual.getHeight());
        int count = 0;
        for (int y = 0; y < actual.getHeight(); y++) {
            for (int x = 0; x < actual.getWidth(); x++) {
                boolean same = (actual.getRGB(x, y) & 0xffffff) == (expected.getRGB(x, y) & 0xffffff);
                difference.setRGB(x, y, same ? (actual.getRGB(x, y) & 0xfcfcfc) >> 2 : DIFFERENT);
                count += same ? 0 : 1;
            }
        }
        if (count > 0) {
            write(actual, OUTPUT.resolve(name + ".actual.png"));
            write(difference, OUTPUT.resolve(name + ".difference.png"));
        }
        return count;
    }

    private static BufferedImage image(Frame frame) {
        BufferedImage image = image(frame.width(), frame.height());
        image.setRGB(0, 0, frame.width(), frame.height(), frame.pixels(), 0, frame.width());
        return image;
    }

    private static BufferedImage image(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    private static BufferedImage reference(String name) {
        try (InputStream in = Pictures.class.getResourceAsStream("/pictures/" + name + ".png")) {
            Path recorded = REFERENCES.resolve(name + ".png");
            assertThat(in != null || Files.exists(recorded)).as("there is a reference picture %s", name).isTrue();
            return in == null ? ImageIO.read(recorded.toFile()) : ImageIO.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(BufferedImage image, Path path) {
        try {
            Files.createDirectories(path.getParent());
            ImageIO.write(image, "png", path.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
