package org.backplane.device.pic.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PicStateTest {
    private static final List<Integer> IRQS = List.of(0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    /** Does something that is decided by the random numbers, the same to equal benches. */
    private static String step(PicBench pic, Random random, boolean[] levels) {
        int irq = IRQS.get(random.nextInt(IRQS.size()));
        int value = random.nextInt(256);
        var chip = random.nextBoolean() ? pic.master : pic.slave;
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                levels[irq] = !levels[irq];
                pic.wires.drive("irq" + irq, levels[irq]);
            }
            case 3 -> PicBench.mask(chip, value);
            case 4 -> PicBench.command(chip, value & 0xe7);
            case 5 -> PicBench.command(chip, value & 0x67 | 0x08);
            case 6 -> pic.elcr.write(value & 1, 1, (value & 1) == 0 ? value & 0xf8 : value & 0xde);
            default -> {
                return pic.intr.asserted() ? "vector " + pic.acknowledge() : "no request";
            }
        }
        return "intr " + pic.intr.asserted() + " " + chip.peek(0, 1) + " " + chip.peek(1, 1) + " " + chip.read(0, 1);
    }

    @Property(tries = 300)
    void aSuccessorBehavesAsTheFirstWouldHave(@ForAll long seed, @ForAll @IntRange(max = 60) int before) {
        PicBench straight = PicBench.initialized();
        PicBench swapped = PicBench.initialized();
        boolean[] levels = new boolean[16];
        boolean[] same = new boolean[16];
        Random random = new Random(seed);
        Random again = new Random(seed);
        for (int i = 0; i < before; i++) {
            step(straight, random, levels);
            step(swapped, again, same);
        }
        PicBench next = swapped.successor(wires -> IRQS.forEach(irq -> wires.drive("irq" + irq, same[irq])));
        assertThat(next.intr.asserted()).isEqualTo(straight.intr.asserted());
        for (int i = 0; i < 60; i++) {
            assertThat(step(next, again, same)).as("step " + i).isEqualTo(step(straight, random, levels));
        }
    }

    @Test
    void anInputThatIsHighAlreadyMakesNoEdge() {
        PicBench pic = PicBench.initialized();
        pic.raise(4);
        assertThat(pic.acknowledge()).isEqualTo(0x24);
        PicBench.command(pic.master, PicBench.NON_SPECIFIC_EOI);
        PicBench next = pic.successor(wires -> wires.drive("irq4", true));
        assertThat(next.intr.asserted()).isFalse();
        next.lower(4);
        next.raise(4);
        assertThat(next.intr.asserted()).isTrue();
    }

    @Test
    void anInputThatFellWithItsDriverIsLow() {
        PicBench pic = PicBench.initialized();
        pic.raise(4, 12);
        PicBench next = pic.successor(wires -> wires.drive("irq12", true));
        assertThat(PicBench.irr(next.master)).as("IR4 is gone, the cascade stays").isEqualTo(0x04);
        assertThat(PicBench.irr(next.slave)).isEqualTo(0x10);
        assertThat(next.acknowledge()).isEqualTo(0x2c);
    }
}
