package org.backplane.device.dma.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.backplane.bus.Reset;
import org.junit.jupiter.api.Test;

/** The registers: 8237A "Register Description", "Software Commands". */
class DmaRegistersTest {
    private final DmaBench dma = new DmaBench();

    @Test
    void theFlipFlopChoosesTheByteAndTogglesWithReadsAndWrites() {
        dma.out(0x0c, 0);
        dma.out(0x04, 0x34);
        dma.out(0x04, 0x12);

        assertThat(dma.word(0x04)).isEqualTo(0x1234);
        assertThat(dma.in(0x04)).isEqualTo(0x34);
        dma.out(0x0c, 0);
        assertThat(dma.in(0x04)).as("the command clears the flip-flop").isEqualTo(0x34);
    }

    @Test
    void oneFlipFlopServesAllChannelsOfAController() {
        dma.out(0x0c, 0);
        dma.out(0x00, 0x11);
        dma.out(0x03, 0x22);
        dma.out(0x0c, 0);

        assertThat(dma.word(0x00)).isEqualTo(0x0011);
        assertThat(dma.word(0x03)).as("the second write went to the high byte").isEqualTo(0x2200);
    }

    @Test
    void theSecondControllerHasItsRegistersTwoPortsApart() {
        dma.out(0xd8, 0);
        dma.out(0xc8, 0x78);
        dma.out(0xc8, 0x56);

        assertThat(dma.word(0xc8)).isEqualTo(0x5678);
        assertThat(dma.word(0xc9)).as("A0 is not connected").isEqualTo(0x5678);
    }

    @Test
    void peekDoesNotMoveTheFlipFlopOrClearTheStatus() {
        dma.program(1, 0x1000, 0, 0x44);
        dma.request(1, true);
        dma.out(0x0c, 0);

        assertThat(dma.peek(0x02)).isEqualTo(dma.peek(0x02)).isEqualTo(0x01);
        assertThat(dma.peek(0x08)).isEqualTo(dma.peek(0x08)).isEqualTo(0x22);
    }

    @Test
    void pageRegistersAreReadBack() {
        List<Integer> ports = List.of(0x81, 0x82, 0x83, 0x87, 0x89, 0x8a, 0x8b, 0x8f);
        ports.forEach(port -> dma.out(port, port ^ 0x5a));

        assertThat(ports).allSatisfy(port -> assertThat(dma.in(port)).isEqualTo(port ^ 0x5a));
    }

    @Test
    void readingTheStatusClearsTerminalCountButNotTheRequests() {
        dma.program(3, 0x1000, 1, 0x44);
        dma.request(3, true);

        assertThat(dma.in(0x08)).isEqualTo(0x88);
        assertThat(dma.in(0x08)).isEqualTo(0x80);
        dma.request(3, false);
        assertThat(dma.in(0x08)).isZero();
    }

    @Test
    void masksAreSetAloneTogetherAndCleared() {
        assertThat(dma.in(0x0f)).as("all are masked at first").isEqualTo(0x0f);
        dma.out(0x0a, 0x02);
        assertThat(dma.in(0x0f)).isEqualTo(0x0b);
        dma.out(0x0a, 0x06);
        assertThat(dma.in(0x0f)).isEqualTo(0x0f);
        dma.out(0x0e, 0);
        assertThat(dma.in(0x0f)).isEqualTo(0x00);
        dma.out(0x0f, 0x05);

        assertThat(dma.in(0x0f)).isEqualTo(0x05);
    }

    @Test
    void masterClearMasksAndForgetsButKeepsAddressesAndModes() {
        dma.program(2, 0x1234, 0x10, 0x46);
        dma.out(0x08, 0x04);
        dma.out(0x0d, 0);

        assertThat(dma.in(0x0f)).isEqualTo(0x0f);
        assertThat(dma.word(0x04)).isEqualTo(0x1234);
        dma.out(0x0a, 0x02);
        dma.request(2, true);
        assertThat(dma.peripheral.calls).as("the controller is enabled again, in mode 46h").isPositive();
    }

    @Test
    void resetClearsBothControllersAndInitNone() {
        dma.out(0x0e, 0);
        dma.card.reset(Reset.INIT);
        assertThat(dma.in(0x0f)).isZero();
        assertThat(dma.in(0xde)).isEqualTo(0x0e);

        dma.card.reset(Reset.HARD);

        assertThat(dma.in(0x0f)).isEqualTo(0x0f);
        assertThat(dma.in(0xde)).isEqualTo(0x0f);
    }

    @Test
    void whatTheChipDoesNotHaveIsReported() {
        assertThat(dma.in(0x0b)).isEqualTo(0xff);
        assertThat(dma.in(0x0d)).as("nothing was ever in the temporary register").isZero();
        dma.out(0x08, 0x01);
        dma.out(0x08, 0x40);
        dma.request(4, true);

        assertThat(dma.wires.events().guest()).hasSize(4)
                .anyMatch(text -> text.contains("memory-to-memory")).anyMatch(text -> text.contains("channel 4"));
    }

    @Test
    void aRangeThatIsNotDeclaredHasNoHandler() {
        assertThatThrownBy(() -> dma.card.range("port9")).isInstanceOf(NoSuchElementException.class);
    }

    @Property(tries = 300)
    void anyAccessesLeaveBytesInTheRegistersAndReadAsTheyPeek(
            @ForAll @Size(max = 200) List<@IntRange(max = 0x1fffff) Integer> steps) {
        DmaBench bench = new DmaBench();
        bench.peripheral.supply = 100_000;
        for (int step : steps) {
            int port = new int[] {0x00, 0xc0, 0x81, 0x89}[step >> 16 & 3] + (step >> 8 & 0x0f) % (step >> 17 == 0 ? 16 : 3);
            switch (step >> 18 & 3) {
                case 0 -> {
                    int peeked = bench.peek(port);
                    assertThat(bench.in(port)).isEqualTo(peeked).isBetween(0, 0xff);
                }
                case 1 -> bench.out(port, step & 0xff);
                case 2 -> bench.request(step & 7, (step & 8) != 0);
                default -> bench.wires.advance(1);
            }
        }
        assertThat(bench.in(0x0f)).isBetween(0, 0x0f);
        assertThat(bench.in(0xde)).isBetween(0, 0x0f);
    }
}
