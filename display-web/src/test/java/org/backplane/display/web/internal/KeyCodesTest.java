package org.backplane.display.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCodesTest {
    @ParameterizedTest
    @CsvSource({"KeyA, 04", "KeyZ, 1d", "Digit1, 1e", "Digit0, 27", "Enter, 28", "Escape, 29", "Backspace, 2a", "Tab, 2b",
        "Space, 2c", "Minus, 2d", "Backslash, 31", "Semicolon, 33", "Backquote, 35", "Slash, 38", "CapsLock, 39", "F1, 3a",
        "F12, 45", "PrintScreen, 46", "Pause, 48", "Insert, 49", "Delete, 4c", "PageDown, 4e", "ArrowRight, 4f", "ArrowUp, 52",
        "NumLock, 53", "NumpadDivide, 54", "NumpadEnter, 58", "Numpad1, 59", "Numpad0, 62", "NumpadDecimal, 63",
        "IntlBackslash, 64", "ContextMenu, 65", "IntlRo, 87", "NonConvert, 8b", "ControlLeft, e0", "MetaLeft, e3",
        "ControlRight, e4", "AltRight, e6", "MetaRight, e7"})
    void aCodeIsTheUsageThatTheTablesGiveTheKey(String code, String usage) {
        assertThat(KeyCodes.usage(code)).hasValue(Integer.parseInt(usage, 16));
    }

    @Test
    void aKeyThatAPcDoesNotHaveHasNoUsage() {
        assertThat(KeyCodes.usage("AudioVolumeUp")).isEmpty();
        assertThat(KeyCodes.usage("")).isEmpty();
    }
}
