package org.backplane.device.rtc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RtcStateTest {
    private static final int[] RATES = {0x20, 0x26, 0x2d, 0x2f, 0x60};

    /** Does something that is decided by the random numbers, the same to equal benches. */
    private static String step(CmosBench rtc, Random random) {
        int value = random.nextInt(256);
        switch (random.nextInt(6)) {
            case 0 -> rtc.out(0x0a, RATES[value % RATES.length]);
            case 1 -> rtc.out(0x0b, value & 0xf0 | 0x02);
            case 2 -> rtc.out(0x10 + value % 0x20, value);
            case 3 -> rtc.out(1, value % 64);
            case 4 -> rtc.in(0x0c);
            default -> rtc.wires.advance(random.nextInt(700_000_000));
        }
        return rtc.time() + " " + rtc.in(0x0a) + " " + rtc.in(0x10 + value % 0x20) + " irq "
                + rtc.wires.pin("irq").asserted() + " mask " + rtc.wires.pin("nmi-mask").asserted();
    }

    @Property(tries = 200)
    void aSuccessorBehavesAsTheFirstWouldHave(@ForAll long seed, @ForAll @IntRange(max = 40) int before) {
        CmosBench straight = CmosBench.at("2026-11-26T23:59:40");
        CmosBench swapped = CmosBench.at("2026-11-26T23:59:40");
        Random random = new Random(seed);
        Random again = new Random(seed);
        for (int i = 0; i < before; i++) {
            step(straight, random);
            step(swapped, again);
        }
        CmosBench next = swapped.successor();
        assertThat(next.wires.pin("irq").asserted()).isEqualTo(straight.wires.pin("irq").asserted());
        straight.wires.pin("irq").forget();
        next.wires.pin("irq").forget();
        for (int i = 0; i < 40; i++) {
            assertThat(step(next, again)).as("step " + i).isEqualTo(step(straight, random));
        }
        assertThat(next.wires.pin("irq").changes()).as("every edge at its time")
                .isEqualTo(straight.wires.pin("irq").changes());
    }

    @Test
    void theIndexRegisterAndItsMaskOfNmiStay() {
        CmosBench rtc = new CmosBench(Map.of());
        rtc.ports.write(0, 1, 0x80 | 0x10);
        rtc.ports.write(1, 1, 0x5a);
        CmosBench next = rtc.successor();
        assertThat(next.ports.read(1, 1)).isEqualTo(0x5a);
        assertThat(next.wires.pin("nmi-mask").asserted()).isTrue();
    }
}
