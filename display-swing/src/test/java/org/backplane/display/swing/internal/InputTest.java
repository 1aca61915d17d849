package org.backplane.display.swing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.event.FocusEvent;
import java.awt.event.KeyEvent;
import java.util.concurrent.TimeUnit;
import javax.swing.JPanel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys on their way to the machine, without a window. */
class InputTest {
    private final FakeMachine machine = new FakeMachine();
    private final Guest guest = new Guest(machine.machine());
    private final JPanel panel = new JPanel();
    private int released;
    private final KeyInput keys = new KeyInput(guest, () -> released++);

    @AfterEach
    void close() {
        guest.close();
    }

    private void press(int keyCode, int modifiers) {
        keys.keyPressed(new KeyEvent(panel, KeyEvent.KEY_PRESSED, 0, modifiers, keyCode, KeyEvent.CHAR_UNDEFINED,
                KeyEvent.KEY_LOCATION_STANDARD));
    }

    private void release(int keyCode) {
        keys.keyReleased(new KeyEvent(panel, KeyEvent.KEY_RELEASED, 0, 0, keyCode, KeyEvent.CHAR_UNDEFINED,
                KeyEvent.KEY_LOCATION_STANDARD));
    }

    private String next() throws InterruptedException {
        return machine.happened.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void keysArriveInOrderWithoutTheHostsRepetition() throws InterruptedException {
        press(KeyEvent.VK_A, 0);
        press(KeyEvent.VK_A, 0);
        press(KeyEvent.VK_A, 0);
        release(KeyEvent.VK_A);
        press(KeyEvent.VK_B, 0);
        assertThat(next()).isEqualTo("04 down");
        assertThat(next()).isEqualTo("04 up");
        assertThat(next()).isEqualTo("05 down");
    }

    @Test
    void losingTheFocusLetsEveryKeyGo() throws InterruptedException {
        press(KeyEvent.VK_A, 0);
        press(KeyEvent.VK_SHIFT, 0);
        keys.focusLost(new FocusEvent(panel, FocusEvent.FOCUS_LOST));
        release(KeyEvent.VK_A);
        assertThat(next()).isEqualTo("04 down");
        assertThat(next()).isEqualTo("e1 down");
        assertThat(next()).isEqualTo("04 up");
        assertThat(next()).isEqualTo("e1 up");
        guest.powerOff();
        assertThat(next()).as("the release was not sent a second time").isEqualTo("off");
    }

    @Test
    void controlAndAltGiveTheMouseBack() {
        press(KeyEvent.VK_ALT, KeyEvent.CTRL_DOWN_MASK | KeyEvent.ALT_DOWN_MASK);
        assertThat(released).isEqualTo(1);
    }
}
