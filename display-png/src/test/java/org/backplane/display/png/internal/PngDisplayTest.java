package org.backplane.display.png.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngDisplayTest {
    private final FakeMachine machine = new FakeMachine();
    private final List<String> log = new ArrayList<>();
    @TempDir
    private Path folder;

    private int pixel(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth() + "x" + image.getHeight()).isEqualTo("4x2");
        return image.getRGB(3, 1) & 0xffffff;
    }

    @Test
    void theCommandWritesThePicture() throws IOException {
        machine.screens.add(FakeMachine.plain(0x123456));
        Path file = folder.resolve("now.png");
        assertThat(new ScreenshotCommand(machine.machine()).screenshot(file.toString())).isEqualTo(file + ": 4 x 2");
        assertThat(pixel(file)).isEqualTo(0x123456);
    }

    @Test
    void theFirstAdapterIsTheScreen() throws IOException {
        machine.screens.add(FakeMachine.plain(0x111111));
        machine.screens.add(FakeMachine.plain(0x222222));
        Path file = folder.resolve("now.png");
        new ScreenshotCommand(machine.machine()).screenshot(file.toString());
        assertThat(pixel(file)).isEqualTo(0x111111);
    }

    @Test
    void aMachineWithoutAdapterHasNoPicture() {
        assertThatThrownBy(() -> new ScreenshotCommand(machine.machine()).screenshot("x.png"))
                .hasMessage("the machine has no display adapter that shows a picture");
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        machine.screens.add(FakeMachine.plain(0));
        Path file = folder.resolve("missing").resolve("x.png");
        assertThatThrownBy(() -> new ScreenshotCommand(machine.machine()).screenshot(file.toString()))
                .hasMessage(file + " cannot be written: there is no such folder");
    }

    @Test
    void thePictureIsWrittenWhenPowerGoesOff() throws Exception {
        machine.screens.add(FakeMachine.plain(0x00ff00));
        Path file = folder.resolve("last.png");
        PngDisplayComponent display = new PngDisplayComponent(machine.machine(), log::add, file.toString());
        assertThat(file).doesNotExist();
        machine.powerOff();
        machine.screens.clear();
        display.stop();
        assertThat(pixel(file)).as("it was taken at power-off, not afterwards").isEqualTo(0x00ff00);
        assertThat(log).isEmpty();
    }

    @Test
    void thePictureIsWrittenWhenTheDisplayIsStopped() throws Exception {
        machine.screens.add(FakeMachine.plain(0xff0000));
        Path file = folder.resolve("last.png");
        new PngDisplayComponent(machine.machine(), log::add, file.toString()).stop();
        assertThat(pixel(file)).isEqualTo(0xff0000);
    }

    @Test
    void whatGoesWrongIsLoggedInOneLine() throws Exception {
        new PngDisplayComponent(machine.machine(), log::add, folder.resolve("last.png").toString()).stop();
        assertThat(log).containsExactly("the machine has no display adapter that shows a picture");
        assertThat(Files.list(folder)).isEmpty();
    }
}
