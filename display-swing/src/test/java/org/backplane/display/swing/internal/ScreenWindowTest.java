package org.backplane.display.swing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The window on a real screen; it needs one (or {@code xvfb-run}), and is skipped where there is none. */
@Timeout(60)
class ScreenWindowTest {
    private final FakeMachine machine = new FakeMachine();
    private final Guest guest = new Guest(machine.machine());
    private final List<String> log = new ArrayList<>();

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static int shown(ScreenWindow screen) {
        int[] pixel = new int[1];
        try {
            SwingUtilities.invokeAndWait(() -> {
                BufferedImage image = new BufferedImage(128, 96, BufferedImage.TYPE_INT_RGB);
                screen.panel().paint(image.getGraphics());
                pixel[0] = image.getRGB(127, 95) & 0xffffff;
            });
        } catch (ReflectiveOperationException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return pixel[0];
    }

    @Test
    void theWindowShowsWhatTheAdapterPaintsAndPassesInputOn() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "no screen");
        try (ScreenWindow screen = SwingDisplayComponent.open(guest, 2, log::add)) {
            await(() -> screen.window().isShowing() && screen.panel().isFocusOwner());
            assertThat(screen.panel().getWidth()).as("64 dots of two pixels").isEqualTo(128);
            await(() -> shown(screen) == 0x204060);
            machine.colour(0xff8000);
            await(() -> shown(screen) == 0xff8000);

            Robot user = new Robot();
            user.keyPress(KeyEvent.VK_A);
            user.keyRelease(KeyEvent.VK_A);
            assertThat(machine.happened.poll(10, TimeUnit.SECONDS)).isEqualTo("04 down");
            assertThat(machine.happened.poll(10, TimeUnit.SECONDS)).isEqualTo("04 up");

            Point corner = screen.panel().getLocationOnScreen();
            user.mouseMove(corner.x + 10, corner.y + 10);
            user.mousePress(InputEvent.BUTTON1_DOWN_MASK);
            user.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
            await(() -> screen.window().getTitle().contains("Ctrl+Alt"));
            assertThat(machine.happened.poll(10, TimeUnit.SECONDS)).as("the click that takes the mouse is let go")
                    .isEqualTo("move 0 0 0 0");
            user.mouseMove(corner.x + 64 + 5, corner.y + 48 - 3);
            assertThat(machine.happened.poll(10, TimeUnit.SECONDS)).isEqualTo("move 5 -3 0 0");

            screen.window().dispatchEvent(new WindowEvent(screen.window(), WindowEvent.WINDOW_CLOSING));
            await(() -> machine.happened.contains("off"));
        }
        assertThat(log).isEmpty();
    }

    @Test
    void aHostWithoutScreenGetsOneLine() throws Exception {
        assumeTrue(GraphicsEnvironment.isHeadless(), "there is a screen");
        assertThat(SwingDisplayComponent.open(guest, 1, log::add)).isNull();
        assertThat(log).containsExactly("no window: this host has no screen (is DISPLAY set?)");
    }
}
