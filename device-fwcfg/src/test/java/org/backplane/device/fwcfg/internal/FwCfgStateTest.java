package org.backplane.device.fwcfg.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.backplane.bus.Reset;
import org.junit.jupiter.api.Test;

class FwCfgStateTest {
    private static final int BOOT_MENU = 0x0e;

    @Test
    void anItemHalfReadIsReadToItsEnd() {
        Bench fw = new Bench();
        fw.io.write(0, 2, 0);
        assertThat(fw.io.read(1, 1)).isEqualTo('Q');
        assertThat(fw.io.read(1, 1)).isEqualTo('E');

        Bench next = fw.successor(Map.of());

        assertThat(next.io.read(1, 1)).isEqualTo('M');
        assertThat(next.io.read(1, 1)).isEqualTo('U');
    }

    @Test
    void theItemsAreThoseOfTheLastResetAndTheNextOneAsksAnew() {
        Bench fw = new Bench(Map.of("bootOrder", new String[] {"HALT"}));
        int number = fw.directory().get("bootorder")[0];

        Bench next = fw.successor(Map.of("bootOrder", new String[] {"/rom"}, "bootMenuMillis", 100L));
        assertThat(new String(next.item(number, 5), StandardCharsets.US_ASCII)).isEqualTo("HALT\0");
        assertThat(next.directory()).doesNotContainKey("etc/boot-menu-wait");

        next.card.reset(Reset.HARD);
        assertThat(new String(next.item(number, 5), StandardCharsets.US_ASCII)).as("by the same number").isEqualTo("/rom\0");
        assertThat(next.directory()).containsKey("etc/boot-menu-wait");
    }

    @Test
    void nothingIsCollectedBeforeTheFirstAccess() {
        Bench next = new Bench(Map.of("bootMenu", true)).successor(Map.of("bootMenu", false));

        assertThat(next.number(BOOT_MENU, 2)).isZero();
    }

    @Test
    void theUpperHalfOfTheDmaAddressStays() {
        Bench fw = new Bench();
        fw.dma.write(0, 4, Integer.toUnsignedLong(Integer.reverseBytes(1)));

        Bench next = fw.successor(Map.of());
        int control = next.transfer(0x0a, 4, 0x1000);

        assertThat(control).as("there is no structure at 1 0000 6F3C, so this one is left alone").isEqualTo(0x0a);
        assertThat(next.transfer(0x0a, 4, 0x1000)).as("the half counts once").isZero();
        assertThat(new String(next.memory, 0x1000, 4, StandardCharsets.US_ASCII)).isEqualTo("QEMU");
    }
}
