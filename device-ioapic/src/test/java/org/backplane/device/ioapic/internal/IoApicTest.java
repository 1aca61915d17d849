package org.backplane.device.ioapic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.ioapic.internal.IoApicBench.ACTIVE_LOW;
import static org.backplane.device.ioapic.internal.IoApicBench.LEVEL;
import static org.backplane.device.ioapic.internal.IoApicBench.MASKED;
import static org.backplane.device.ioapic.internal.IoApicBench.REMOTE_IRR;
import static org.backplane.device.ioapic.internal.IoApicBench.fixed;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.backplane.bus.Reset;
import org.backplane.bus.apic.Delivery;
import org.backplane.bus.apic.InterruptMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 82093AA §3.1 and §3.2. */
class IoApicTest {
    private final IoApicBench io = new IoApicBench();

    @Test
    void theRegistersHaveTheirValuesAfterReset() {
        assertThat(io.read(0x00)).isZero();
        assertThat(io.read(0x01)).as("version 20h, entries to 23").isEqualTo(0x0017_0020);
        assertThat(io.read(0x02)).isZero();
        for (int i = 0; i < 24; i++) {
            assertThat(io.entry(i)).isEqualTo(MASKED);
            assertThat(io.read(0x11 + 2 * i)).isZero();
        }
        assertThat(io.read(0x03)).as("no register").isZero();
        assertThat(io.read(0x40)).as("no 25th entry").isZero();
    }

    @Test
    void theIdLoadsTheArbitrationId() {
        io.write(0x00, -1);

        assertThat(io.read(0x00)).isEqualTo(0x0f00_0000);
        assertThat(io.read(0x02)).isEqualTo(0x0f00_0000);
        io.write(0x02, 0);
        assertThat(io.read(0x02)).as("read-only").isEqualTo(0x0f00_0000);
    }

    @Test
    void reservedAndReadOnlyBitsAreNotKept() {
        io.entry(4, -1);
        io.write(0x19, -1);

        assertThat(io.entry(4)).isEqualTo(0x0001_afff);
        assertThat(io.read(0x19)).isEqualTo(0xff00_0000);
        assertThat((int) io.chip.read(0x00, 4)).as("the index has eight bits").isEqualTo(0x19);
    }

    @Test
    void anEdgeIsAMessage() {
        io.entry(4, 0x0041);
        io.drive(4, true);
        io.drive(4, false);
        io.drive(4, true);

        assertThat(io.processor.take()).containsExactly(fixed(0x41, false), fixed(0x41, false));
        assertThat(io.entry(4)).as("no remote IRR").isEqualTo(0x0041);
    }

    @Test
    void theMessageIsWhatTheEntrySays() {
        io.write(0x19, 0x0300_0000);
        io.entry(4, 0x0952);
        io.drive(4, true);

        assertThat(io.processor.take())
                .containsExactly(new InterruptMessage(3, true, Delivery.LOWEST_PRIORITY, 0x52, false));
    }

    @Test
    void aMaskedEdgeIsLost() {
        io.drive(4, true);
        io.entry(4, 0x0041);

        assertThat(io.processor.take()).isEmpty();
    }

    @Test
    void aLevelIsOneMessageUntilItsInterruptHasEnded() {
        io.entry(10, LEVEL | 0x41);
        io.drive(10, true);
        assertThat(io.entry(10)).isEqualTo(LEVEL | REMOTE_IRR | 0x41);
        io.drive(10, false);
        io.drive(10, true);
        assertThat(io.processor.take()).containsExactly(fixed(0x41, true));
        io.chip.endOfInterrupt(0x42);
        assertThat(io.processor.take()).as("another vector").isEmpty();

        io.chip.endOfInterrupt(0x41);
        assertThat(io.processor.take()).as("it is asserted still").containsExactly(fixed(0x41, true));
        io.drive(10, false);
        io.chip.endOfInterrupt(0x41);

        assertThat(io.processor.take()).isEmpty();
        assertThat(io.entry(10)).isEqualTo(LEVEL | 0x41);
    }

    @Test
    void aMaskedLevelComesWhenItIsUnmasked() {
        io.entry(10, MASKED | LEVEL | 0x41);
        io.drive(10, true);
        assertThat(io.processor.take()).isEmpty();
        io.entry(10, LEVEL | 0x41);

        assertThat(io.processor.take()).containsExactly(fixed(0x41, true));
    }

    @Test
    void softwareEndsALevelThroughTheEoiRegister() {
        io.entry(10, LEVEL | 0x41);
        io.drive(10, true);
        io.drive(10, false);
        io.chip.write(0x40, 4, 0x41);

        assertThat(io.entry(10)).isEqualTo(LEVEL | 0x41);
    }

    @Test
    void softwareEndsALevelByMakingItAnEdge() {
        io.entry(10, LEVEL | 0x41);
        io.drive(10, true);
        io.processor.take();
        io.entry(10, MASKED | 0x41);
        assertThat(io.entry(10)).isEqualTo(MASKED | 0x41);
        io.entry(10, LEVEL | 0x41);

        assertThat(io.processor.take()).containsExactly(fixed(0x41, true));
    }

    @Test
    void writingAnEntryKeepsItsRemoteIrr() {
        io.entry(10, LEVEL | 0x41);
        io.drive(10, true);
        io.entry(10, LEVEL | MASKED | 0x41);

        assertThat(io.entry(10)).isEqualTo(LEVEL | MASKED | REMOTE_IRR | 0x41);
    }

    @Test
    void severalInputsCanShareAVector() {
        io.entry(10, LEVEL | 0x41);
        io.entry(11, LEVEL | 0x41);
        io.drive(10, true);
        io.drive(11, true);
        io.processor.take();
        io.drive(10, false);
        io.chip.endOfInterrupt(0x41);

        assertThat(io.processor.take()).containsExactly(fixed(0x41, true));
        assertThat(io.entry(10)).isEqualTo(LEVEL | 0x41);
    }

    @Test
    void polarityIsComparedWithTheElectricalLevel() {
        io.entry(9, ACTIVE_LOW | LEVEL | 0x41);
        assertThat(io.processor.take()).as("an ISA line that nobody asserts is low").hasSize(1);
        io.entry(16, ACTIVE_LOW | LEVEL | 0x42);
        assertThat(io.processor.take()).as("a PCI line that nobody asserts is high").isEmpty();
        io.drive(16, true);

        assertThat(io.processor.take()).containsExactly(fixed(0x42, true));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"NMI, 4", "INIT, 5", "EXT_INT, 7"})
    void deliveryModesWithoutAVectorAreEdgesWhateverTheEntrySays(Delivery delivery, int code) {
        io.entry(0, LEVEL | code << 8);
        io.drive(0, true);
        io.drive(0, false);

        assertThat(io.processor.take()).containsExactly(new InterruptMessage(0, false, delivery, 0, false));
        assertThat(io.entry(0)).isEqualTo(LEVEL | code << 8);
    }

    @Test
    void anSmiIsReported() {
        io.entry(5, 0x0200);
        io.drive(5, true);

        assertThat(io.wires.events().guest()).hasSize(1);
    }

    @Test
    void aLevelThatNobodyAcceptsIsOfferedAgain() {
        io.processor.accepts = false;
        io.entry(10, LEVEL | 0x41);
        io.drive(10, true);
        assertThat(io.entry(10)).as("no remote IRR").isEqualTo(LEVEL | 0x41);
        io.processor.accepts = true;
        io.wires.unplug("lapic");
        io.processor.take();

        io.wires.plug("lapic", io.processor);

        assertThat(io.processor.take()).containsExactly(fixed(0x41, true));
        assertThat(io.entry(10)).isEqualTo(LEVEL | REMOTE_IRR | 0x41);
    }

    @Test
    void aResetMasksEverythingAndInitDoesNot() {
        io.write(0x00, 0x0100_0000);
        io.entry(4, 0x0041);
        io.chip.reset(Reset.INIT);
        assertThat(io.entry(4)).isEqualTo(0x0041);

        io.chip.reset(Reset.HARD);

        assertThat(io.entry(4)).isEqualTo(MASKED);
        assertThat(io.read(0x00)).isZero();
    }

    @Test
    void registersBehindTheWindowAreDeclaredWithTheirCondition() {
        var map = io.chip.registers("registers").orElseThrow();

        assertThat(map.register("IOREDTBL23.HIGH").condition()).isEqualTo("IOREGSEL = 3f");
        assertThat(map.register("EOIR").offset()).isEqualTo(0x40);
    }

    /** Does something that is decided by the random numbers, the same to equal benches. */
    private static String step(IoApicBench io, Random random, boolean[] levels) {
        int input = random.nextInt(24);
        int number = random.nextInt();
        switch (random.nextInt(5)) {
            case 0 -> io.entry(input, number & 0xa0ff | (number < 0 ? MASKED : 0));
            case 1 -> io.write(0x11 + 2 * input, number);
            case 2 -> io.chip.endOfInterrupt(0x10 + (number & 3));
            case 3 -> io.write(number & 0x3f, number);
            default -> {
                levels[input] = !levels[input];
                io.drive(input, levels[input]);
            }
        }
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < 24; i++) {
            entries.append(Integer.toHexString(io.entry(i))).append(' ');
        }
        return entries + " id " + io.read(0) + " sends " + io.processor.take();
    }

    @Property(tries = 200)
    void aSuccessorBehavesAsTheFirstWouldHave(@ForAll long seed, @ForAll @IntRange(max = 60) int before) {
        IoApicBench straight = new IoApicBench();
        IoApicBench swapped = new IoApicBench();
        boolean[] levels = new boolean[24];
        boolean[] same = new boolean[24];
        Random random = new Random(seed);
        Random again = new Random(seed);
        for (int i = 0; i < before; i++) {
            step(straight, random, levels);
            step(swapped, again, same);
        }
        IoApicBench next = swapped.successor();
        for (int i = 0; i < 24; i++) {
            // The bench's lines begin low; levels that lasted are driven anew, and fell on the other side as well.
            straight.drive(i, false);
        }
        for (int i = 0; i < 24; i++) {
            straight.drive(i, levels[i]);
            next.drive(i, levels[i]);
        }
        straight.processor.take();
        next.processor.take();
        for (int i = 0; i < 60; i++) {
            assertThat(step(next, again, same)).as("step " + i).isEqualTo(step(straight, random, levels));
        }
    }
}
