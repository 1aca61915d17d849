package org.backplane.device.acpi.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PmStateTest {
    /** PMTMR's highest bit changes for the first time after 2^23 ticks of 3,579,545 Hz. */
    private static final long OVERFLOW_NANOS = 2_343_484_437L;

    /** Does something that is decided by the random numbers, the same to equal benches. */
    private static String step(Bench acpi, Random random, boolean[] levels) {
        int value = random.nextInt(256);
        switch (random.nextInt(8)) {
            case 0 -> acpi.pm.write(random.nextInt(0x10), 1, value & 0xdf);
            case 1 -> acpi.gpe0.write(value & 3, 1, random.nextInt(256));
            case 2 -> acpi.apm.write(value & 1, 1, value > 128 ? 0xf1 : 0xf0);
            case 3 -> acpi.config(new int[] {0x40, 0x41, 0x58, 0x80, 0x90, 0xd2}[value % 6], 1, random.nextInt(256));
            case 4 -> acpi.press();
            case 5 -> {
                levels[value & 15] = value > 128;
                acpi.wires.drive("gpe" + (value & 15), value > 128);
            }
            default -> acpi.wires.advance(random.nextInt(2_000_000_000));
        }
        return acpi.pm.read(0, 4) + " " + acpi.pm.read(4, 2) + " " + acpi.pm.read(8, 4) + " " + acpi.gpe0.read(0, 4) + " "
                + acpi.apm.read(0, 1) + " " + acpi.config(0x40, 4) + " sci " + acpi.sci.asserted() + " at "
                + (acpi.wires.window("pm").isOpen() ? acpi.wires.window("pm").address() : "no place")
                + acpi.wires.powerOffs();
    }

    @Property(tries = 200)
    void aSuccessorBehavesAsTheFirstWouldHave(@ForAll long seed, @ForAll @IntRange(max = 50) int before) {
        Bench straight = new Bench();
        Bench swapped = new Bench();
        Random random = new Random(seed);
        Random again = new Random(seed);
        boolean[] levels = new boolean[16];
        boolean[] other = new boolean[16];
        for (int i = 0; i < before; i++) {
            step(straight, random, other);
            step(swapped, again, levels);
        }
        Bench next = swapped.successor(wires -> {
            for (int event = 0; event < levels.length; event++) {
                wires.drive("gpe" + event, levels[event]);
            }
        });
        assertThat(next.sci.asserted()).isEqualTo(straight.sci.asserted());
        int powerOffs = straight.wires.powerOffs().size();
        for (int i = 0; i < 50; i++) {
            String expected = step(straight, random, other);
            assertThat(step(next, again, levels)).as("step " + i).isEqualTo(expected.substring(0, expected.lastIndexOf('['))
                    + straight.wires.powerOffs().subList(powerOffs, straight.wires.powerOffs().size()));
        }
    }

    @Test
    void aPendingOverflowComesInTime() {
        Bench acpi = new Bench();
        acpi.apm.write(0, 1, 0xf1);
        acpi.pm.write(2, 2, 1);
        acpi.wires.advance(OVERFLOW_NANOS - 1_000);

        Bench next = acpi.successor(wires -> { });

        assertThat(next.sci.asserted()).isFalse();
        next.wires.advance(2_000);
        assertThat(next.sci.asserted()).isTrue();
        assertThat(next.status()).isEqualTo(1);
    }

    @Test
    void aPinThatIsAssertedAlreadyIsNoNewEvent() {
        Bench acpi = new Bench();
        acpi.wires.drive("gpe3", true);
        acpi.gpe0.write(0, 1, 0xff);

        Bench same = acpi.successor(wires -> wires.drive("gpe3", true));
        assertThat(same.gpe0.read(0, 1)).as("cleared by the guest").isZero();
        same.wires.drive("gpe3", false);
        same.wires.drive("gpe3", true);
        assertThat(same.gpe0.read(0, 1)).isEqualTo(0x08);

        Bench another = acpi.successor(wires -> wires.drive("gpe4", true));
        assertThat(another.gpe0.read(0, 1)).as("an event of the time of the update").isEqualTo(0x10);
        another.wires.drive("gpe3", true);
        assertThat(another.gpe0.read(0, 1)).as("gpe3 had fallen").isEqualTo(0x18);
    }

    @Test
    void theBlockStaysWhereTheGuestHasPutIt() {
        Bench acpi = new Bench();
        acpi.config(0x40, 4, 0xb001);
        acpi.config(0x80, 1, 1);

        Bench next = acpi.successor(wires -> { });

        assertThat(next.wires.window("pm").isOpen()).isTrue();
        assertThat(next.wires.window("pm").address()).isEqualTo(0xb000);
    }
}
