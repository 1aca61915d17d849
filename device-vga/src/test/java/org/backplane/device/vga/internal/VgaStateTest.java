package org.backplane.device.vga.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class VgaStateTest {
    private static final int[] PORTS = {0x3c0, 0x3c1, 0x3c2, 0x3c3, 0x3c4, 0x3c5, 0x3c6, 0x3c7, 0x3c8, 0x3c9, 0x3ca, 0x3cc,
        0x3ce, 0x3cf, 0x3b4, 0x3b5, 0x3ba, 0x3d4, 0x3d5, 0x3da};

    /** Does something that is decided by the random numbers, the same to equal benches. */
    private static String step(Bench vga, Random random) {
        int port = PORTS[random.nextInt(PORTS.length)];
        int value = random.nextInt(256);
        int index = random.nextInt(12);
        switch (random.nextInt(4)) {
            case 0 -> {
                vga.registers.write(0x500 + 2L * index, 2, index == 4 ? value | 0x80 : index == 3 ? 8 : value * 4L);
            }
            case 1 -> vga.in(port);
            default -> vga.out(port, value);
        }
        StringBuilder all = new StringBuilder();
        for (int each : PORTS) {
            all.append(Integer.toHexString(vga.peek(each))).append(' ');
        }
        for (int register = 0; register < 12; register++) {
            all.append(Long.toHexString(vga.registers.peek(0x500 + 2L * register, 2))).append(' ');
        }
        return all.toString();
    }

    @Property(tries = 200)
    void aSuccessorBehavesAsTheFirstWouldHave(@ForAll long seed, @ForAll @IntRange(max = 200) int before) {
        Bench straight = new Bench();
        Bench swapped = new Bench();
        Random random = new Random(seed);
        Random again = new Random(seed);
        for (int i = 0; i < before; i++) {
            step(straight, random);
            step(swapped, again);
        }
        Bench next = swapped.successor();
        for (int i = 0; i < 100; i++) {
            assertThat(step(next, again)).as("step " + i).isEqualTo(step(straight, random));
        }
    }
}
