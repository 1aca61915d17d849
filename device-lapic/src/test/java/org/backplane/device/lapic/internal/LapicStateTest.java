package org.backplane.device.lapic.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.backplane.bus.apic.Delivery;
import org.backplane.bus.apic.InterruptMessage;
import org.junit.jupiter.api.Test;

class LapicStateTest {
    private static final int[] OFFSETS = {0x20, 0x80, 0xb0, 0xb0, 0xb0, 0xd0, 0xe0, 0xf0, 0x280, 0x300, 0x320, 0x350, 0x360, 0x370,
        0x380, 0x3e0, 0x90};

    /** Does something that is decided by the random numbers, the same to equal benches. */
    private static String step(LapicBench apic, Random random, boolean[] levels) {
        int number = random.nextInt();
        int vector = random.nextInt(256);
        int kind = random.nextInt(8);
        String did = "";
        switch (kind) {
            case 0, 1 -> apic.write(OFFSETS[(number >>> 1) % OFFSETS.length], vector | (number & 0x300f0000));
            case 2 -> apic.write(LapicBench.SVR, 0x100 | vector);
            case 3 -> {
                levels[number & 1] = !levels[number & 1];
                apic.wires.drive("lint" + (number & 1), levels[number & 1]);
            }
            case 4 -> apic.chip.deliver(new InterruptMessage(0xff, false, Delivery.of(number), vector, number < 0));
            case 5 -> apic.wires.advance((number & 0xffff) * 10L);
            case 6 -> apic.chip.base(0xfee0_0100L | (vector < 250 ? 0x800 : 0));
            default -> did = apic.intr.asserted() ? "acknowledges " + apic.chip.acknowledge() : "";
        }
        StringBuilder registers = new StringBuilder(did);
        for (int offset = 0x20; offset < 0x400; offset += 0x10) {
            registers.append(' ').append(Long.toHexString(apic.page.peek(offset, 4)));
        }
        return registers + " intr " + apic.intr.asserted() + " nmi " + apic.nmi.edges() + " page "
                + apic.wires.window("registers").isOpen() + " base " + apic.chip.base();
    }

    @Property(tries = 300)
    void aSuccessorBehavesAsTheFirstWouldHave(@ForAll long seed, @ForAll @IntRange(max = 60) int before) {
        LapicBench straight = LapicBench.enabled();
        LapicBench swapped = LapicBench.enabled();
        boolean[] levels = new boolean[2];
        boolean[] same = new boolean[2];
        Random random = new Random(seed);
        Random again = new Random(seed);
        for (int i = 0; i < before; i++) {
            step(straight, random, levels);
            step(swapped, again, same);
        }
        LapicBench next = swapped.successor();
        for (int pin = 0; pin < 2; pin++) {
            // The bench's lines begin low; levels that lasted are driven anew, and fell on the other side as well.
            straight.wires.drive("lint" + pin, false);
            straight.wires.drive("lint" + pin, levels[pin]);
            next.wires.drive("lint" + pin, levels[pin]);
        }
        straight.nmi.forget();
        next.nmi.forget();
        for (int i = 0; i < 60; i++) {
            assertThat(step(next, again, same)).as("step " + i).isEqualTo(step(straight, random, levels));
        }
    }

    @Test
    void aTimerGoesOnAndAServedInterruptIsStillServed() {
        LapicBench apic = LapicBench.enabled();
        apic.write(LapicBench.DIVIDE, 0xb);
        apic.write(LapicBench.LVT_TIMER, 0x20041);
        apic.write(LapicBench.INITIAL, 1000);
        apic.interrupt(0x31, true);
        apic.chip.acknowledge();
        apic.wires.advance(4_000);

        LapicBench next = apic.successor();

        assertThat(next.read(LapicBench.CURRENT)).isEqualTo(600);
        assertThat(next.wires.window("registers").isOpen()).isTrue();
        next.wires.advance(6_000);
        assertThat(next.chip.acknowledge()).isEqualTo(0x41);
        next.write(LapicBench.EOI, 0);
        next.write(LapicBench.EOI, 0);
        assertThat(next.ends).containsExactly(0x31);
    }

    @Test
    void anInterruptThatWaitsIsRequestedAtOnce() {
        LapicBench apic = LapicBench.enabled();
        apic.interrupt(0x41);

        LapicBench next = apic.successor();

        assertThat(next.intr.asserted()).isTrue();
        assertThat(next.chip.acknowledge()).isEqualTo(0x41);
    }
}
