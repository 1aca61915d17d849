package org.backplane.device.pit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PitStateTest {
    private static PitBench bench() {
        return new PitBench("out0=irq0", "speaker=speaker");
    }

    /** Does something that is decided by the random numbers, the same to equal benches. */
    private static String step(PitBench pit, Random random) {
        int counter = random.nextInt(3);
        int value = random.nextInt(256);
        switch (random.nextInt(7)) {
            case 0 -> pit.control(counter << 6 | value & 0x0f | (1 + random.nextInt(3)) << 4);
            case 1, 2 -> pit.write(counter, value % 10 | (value / 16 % 10) << 4);
            case 3 -> pit.control(0xc0 | value & 0x3e);
            case 4 -> pit.port61.write(0, 1, value & 0x0f);
            case 5 -> pit.control(counter << 6);
            default -> pit.pulses(random.nextInt(40));
        }
        return "out0 " + pit.out0.asserted() + " port61 " + pit.port61.peek(0, 1) + " read " + pit.read(counter)
                + " speaker " + pit.wires.pin("speaker").asserted();
    }

    @Property(tries = 300)
    void aSuccessorBehavesAsTheFirstWouldHave(@ForAll long seed, @ForAll @IntRange(max = 60) int before) {
        PitBench straight = bench();
        PitBench swapped = bench();
        Random random = new Random(seed);
        Random again = new Random(seed);
        for (int i = 0; i < before; i++) {
            step(straight, random);
            step(swapped, again);
        }
        PitBench next = swapped.successor();
        straight.out0.forget();
        next.out0.forget();
        assertThat(next.out0.asserted()).isEqualTo(straight.out0.asserted());
        for (int i = 0; i < 60; i++) {
            assertThat(step(next, again)).as("step " + i).isEqualTo(step(straight, random));
        }
        assertThat(next.out0.changes()).as("every edge at its time").isEqualTo(straight.out0.changes());
    }
}
