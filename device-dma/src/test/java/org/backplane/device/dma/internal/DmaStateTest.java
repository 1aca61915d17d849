package org.backplane.device.dma.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DmaStateTest {
    private static final int SINGLE_WRITE = 0x44;
    private static final int AUTO = 0x10;

    /** Does something that is decided by the random numbers, the same to equal benches. */
    private static String step(DmaBench dma, Random random) {
        int port = random.nextInt(0x10);
        int value = random.nextInt(256);
        int words = 0xc0 + 2 * port;
        switch (random.nextInt(5)) {
            case 0 -> dma.out(port, value);
            case 1 -> dma.out(words, value);
            case 2 -> dma.out(new int[] {0x81, 0x82, 0x83, 0x87, 0x89, 0x8a, 0x8b, 0x8f}[value & 7], value & 3);
            case 3 -> dma.in(port);
            default -> dma.in(words);
        }
        return dma.peek(port) + " " + dma.peek(words) + " " + dma.wires.armedTimers();
    }

    @Property(tries = 200)
    void aSuccessorBehavesAsTheFirstWouldHave(@ForAll long seed, @ForAll @IntRange(max = 80) int before) {
        DmaBench straight = new DmaBench();
        DmaBench swapped = new DmaBench();
        Random random = new Random(seed);
        Random again = new Random(seed);
        for (int i = 0; i < before; i++) {
            step(straight, random);
            step(swapped, again);
        }
        DmaBench next = swapped.successor();
        for (int i = 0; i < 80; i++) {
            assertThat(step(next, again)).as("step " + i).isEqualTo(step(straight, random));
        }
        assertThat(next.memory).isEqualTo(straight.memory);
    }

    @Test
    void aChannelHalfProgrammedIsProgrammedToItsEnd() {
        DmaBench dma = new DmaBench();
        dma.out(0x81, 0x01);
        dma.out(0x0b, SINGLE_WRITE | 2);
        dma.out(0x05, 0x03);
        dma.out(0x05, 0x00);
        dma.out(0x04, 0x40);

        DmaBench next = dma.successor();
        next.out(0x04, 0x23);
        next.out(0x0a, 0x02);
        next.request(2, true);

        assertThat(next.memory(0x1233f, 6)).as("the flip-flop has counted the first byte").containsExactly(0, 1, 2, 3, 4, 0);
    }

    @Test
    void aTransferThatRanDryGoesOnWhenThePeripheralHasFoundTheSuccessor() {
        DmaBench dma = new DmaBench();
        dma.program(2, 0x1000, 9, SINGLE_WRITE);
        dma.peripheral.supply = 4;
        dma.request(2, true);

        DmaBench next = dma.successor();
        assertThat(next.in(0x08)).as("DREQ is the peripheral's").isZero();
        next.peripheral.supply = 100;
        next.request(2, true);

        assertThat(next.memory(0x1000, 11)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0);
        assertThat(next.peripheral.terminalCounts).isEqualTo(1);
    }

    @Test
    void aChannelThatHasInitializedItselfIsServedAfterOneInstruction() {
        DmaBench dma = new DmaBench();
        dma.program(1, 0x1000, 3, SINGLE_WRITE | AUTO);
        dma.peripheral.supply = 6;
        dma.request(1, true);

        DmaBench next = dma.successor();
        next.request(1, true);
        assertThat(next.memory(0x1000, 5)).as("the guest's turn").containsExactly(1, 2, 3, 4, 0);
        next.wires.advance(0);

        assertThat(next.memory(0x1000, 5)).containsExactly(5, 6, 3, 4, 0);
        assertThat(next.in(0x0f)).isEqualTo(0x0d);
    }
}
