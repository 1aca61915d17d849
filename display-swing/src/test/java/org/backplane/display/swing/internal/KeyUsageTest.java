package org.backplane.display.swing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.event.KeyEvent;
import org.junit.jupiter.api.Test;

/** The map against single entries of the USB HID Usage Tables, page 07h. */
class KeyUsageTest {
    private static int usage(int keyCode) {
        return KeyUsage.of(keyCode, KeyEvent.KEY_LOCATION_STANDARD);
    }

    @Test
    void theLongRunHasNoGap() {
        assertThat(usage(KeyEvent.VK_A)).isEqualTo(0x04);
        assertThat(usage(KeyEvent.VK_Z)).isEqualTo(0x1d);
        assertThat(usage(KeyEvent.VK_1)).isEqualTo(0x1e);
        assertThat(usage(KeyEvent.VK_0)).isEqualTo(0x27);
        assertThat(usage(KeyEvent.VK_ENTER)).isEqualTo(0x28);
        assertThat(usage(KeyEvent.VK_SPACE)).isEqualTo(0x2c);
        assertThat(usage(KeyEvent.VK_BACK_SLASH)).isEqualTo(0x31);
        assertThat(usage(KeyEvent.VK_SEMICOLON)).isEqualTo(0x33);
        assertThat(usage(KeyEvent.VK_SLASH)).isEqualTo(0x38);
        assertThat(usage(KeyEvent.VK_CAPS_LOCK)).isEqualTo(0x39);
        assertThat(usage(KeyEvent.VK_F1)).isEqualTo(0x3a);
        assertThat(usage(KeyEvent.VK_F12)).isEqualTo(0x45);
        assertThat(usage(KeyEvent.VK_PAUSE)).isEqualTo(0x48);
        assertThat(usage(KeyEvent.VK_DELETE)).isEqualTo(0x4c);
        assertThat(usage(KeyEvent.VK_RIGHT)).isEqualTo(0x4f);
        assertThat(usage(KeyEvent.VK_UP)).isEqualTo(0x52);
        assertThat(usage(KeyEvent.VK_NUM_LOCK)).isEqualTo(0x53);
    }

    @Test
    void modifiersHaveTwoSides() {
        assertThat(KeyUsage.of(KeyEvent.VK_SHIFT, KeyEvent.KEY_LOCATION_LEFT)).isEqualTo(0xe1);
        assertThat(KeyUsage.of(KeyEvent.VK_SHIFT, KeyEvent.KEY_LOCATION_RIGHT)).isEqualTo(0xe5);
        assertThat(KeyUsage.of(KeyEvent.VK_CONTROL, KeyEvent.KEY_LOCATION_RIGHT)).isEqualTo(0xe4);
        assertThat(usage(KeyEvent.VK_ALT_GRAPH)).isEqualTo(0xe6);
    }

    @Test
    void theKeypadIsTheSameWithAndWithoutNumLock() {
        assertThat(KeyUsage.of(KeyEvent.VK_NUMPAD1, KeyEvent.KEY_LOCATION_NUMPAD)).isEqualTo(0x59);
        assertThat(KeyUsage.of(KeyEvent.VK_END, KeyEvent.KEY_LOCATION_NUMPAD)).isEqualTo(0x59);
        assertThat(KeyUsage.of(KeyEvent.VK_DELETE, KeyEvent.KEY_LOCATION_NUMPAD)).isEqualTo(0x63);
        assertThat(KeyUsage.of(KeyEvent.VK_ENTER, KeyEvent.KEY_LOCATION_NUMPAD)).isEqualTo(0x58);
        assertThat(KeyUsage.of(KeyEvent.VK_ADD, KeyEvent.KEY_LOCATION_NUMPAD)).isEqualTo(0x57);
        assertThat(usage(KeyEvent.VK_END)).as("the other one").isEqualTo(0x4d);
    }

    @Test
    void keysWithoutUsageAreNone() {
        assertThat(usage(KeyEvent.VK_UNDEFINED)).isEqualTo(KeyUsage.NONE);
    }
}
