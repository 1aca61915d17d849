package org.backplane.firmware.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.backplane.firmware.FirmwareException;
import org.junit.jupiter.api.Test;

class MemorySizeTest {
    @Test
    void anAmountIsANumberWithOrWithoutAUnit() {
        assertThat(MemorySize.parse("128M")).isEqualTo(0x8000000);
        assertThat(MemorySize.parse("640k")).isEqualTo(0xA0000);
        assertThat(MemorySize.parse("2G")).isEqualTo(0x80000000L);
        assertThat(MemorySize.parse("134217728")).isEqualTo(0x8000000);
        assertThat(MemorySize.parse("0x800_0000")).isEqualTo(0x8000000);
        assertThat(MemorySize.parse(" 0x10M ")).isEqualTo(0x1000000);
        assertThat(MemorySize.parse("010M")).as("a leading zero does not mean octal").isEqualTo(0xA00000);
    }

    @Test
    void anythingElseIsRefusedByName() {
        for (String text : new String[] {"", "lots", "-1", "1.5G", "0x", "12T", "M"}) {
            assertThatThrownBy(() -> MemorySize.parse(text)).isInstanceOf(FirmwareException.class)
                    .hasMessage("memory '" + text + "' is no amount of memory such as 128M");
        }
        for (String text : new String[] {"99999999999999999999", "0x8000000000000000", "9999999999G", "0x_"}) {
            assertThatThrownBy(() -> MemorySize.parse(text)).as(text).isInstanceOf(FirmwareException.class);
        }
    }
}
