package org.backplane.device.uart.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.uart.internal.Bench.FCR;
import static org.backplane.device.uart.internal.Bench.IER;
import static org.backplane.device.uart.internal.Bench.IIR;
import static org.backplane.device.uart.internal.Bench.LCR;
import static org.backplane.device.uart.internal.Bench.LSR;
import static org.backplane.device.uart.internal.Bench.MCR;
import static org.backplane.device.uart.internal.Bench.RBR;
import static org.backplane.device.uart.internal.Bench.THR;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds whatever guest and host do. */
class UartPropertiesTest {
    /** One thing that happens to a port. */
    record Step(Kind kind, int offset, int value) {
        enum Kind { READ, WRITE, SEND, ROOM, PEER, ADVANCE }
    }

    @Provide
    Arbitrary<List<Step>> traffic() {
        Arbitrary<Step> step = Combinators.combine(
                Arbitraries.of(Step.Kind.READ, Step.Kind.READ, Step.Kind.WRITE, Step.Kind.WRITE, Step.Kind.SEND,
                        Step.Kind.ROOM, Step.Kind.PEER, Step.Kind.ADVANCE),
                Arbitraries.integers().between(0, 7),
                Arbitraries.integers().between(0, 0xff)).as(Step::new);
        return step.list().ofMaxSize(200);
    }

    private static void happen(Bench uart, Step step) {
        switch (step.kind()) {
            case READ -> uart.in(step.offset());
            case WRITE -> uart.out(step.offset(), step.value());
            case SEND -> uart.send("x".repeat(step.value() / 8));
            case ROOM -> {
                uart.host.room(step.value() / 4);
                uart.wires.advance(0);
            }
            case PEER -> {
                uart.host.peer(step.value() % 2 == 0);
                uart.wires.advance(0);
            }
            case ADVANCE -> uart.wires.advance(step.value() * 10_000L);
            default -> throw new AssertionError(step);
        }
    }

    @Property(tries = 500)
    void anyTrafficKeepsTheRegistersAndTheWireConsistent(
            @ForAll("traffic") List<Step> steps, @ForAll boolean paced, @ForAll boolean handshake) {
        Bench uart = Bench.of(Map.of("paced", paced, "flow", handshake ? "rtscts" : "none"));
        for (Step step : steps) {
            happen(uart, step);
            int lcr = uart.peek(LCR);
            int lsr = uart.peek(LSR);
            int iir = uart.peek(IIR);
            int mcr = uart.peek(MCR);
            boolean gateOpen = (mcr & 0x18) == 0x08;
            boolean pending = (iir & 0x01) == 0;

            assertThat(uart.irq.asserted()).as("INTR behind its gate after %s", step).isEqualTo(gateOpen && pending);
            assertThat(iir & 0x30).as("IIR bits 5 and 4 after %s", step).isZero();
            assertThat(iir >> 6).as("IIR bits 7 and 6 after %s", step).isIn(0, 3);
            assertThat(iir >> 6 == 0 && (lsr & 0x80) != 0).as("LSR bit 7 in 16450 mode after %s", step).isFalse();
            assertThat((lsr & 0x40) != 0 && (lsr & 0x20) == 0).as("TEMT without THRE after %s", step).isFalse();
            assertThat((iir & 0x0f) == 0x0c && (lsr & 0x01) == 0).as("time-out without data: %s", step).isFalse();
            if ((lcr & 0x80) == 0) {
                assertThat(uart.peek(IER) & 0xf0).as("IER bits 7 to 4 after %s", step).isZero();
            }
        }
    }

    @Property(tries = 300)
    void whatIsSentArrivesAtTheHostInOrderWhateverItHolds(
            @ForAll @Size(max = 300) List<@IntRange(max = 0xff) Integer> characters,
            @ForAll @Size(min = 1, max = 50) List<@IntRange(max = 20) Integer> rooms,
            @ForAll boolean fifos, @ForAll boolean paced) {
        Bench uart = Bench.of("paced", paced);
        uart.format(1, 0x03);
        uart.out(FCR, fifos ? 0x01 : 0x00);
        int sent = 0;
        for (int turn = 0; sent < characters.size(); turn++) {
            uart.host.room(rooms.get(turn % rooms.size()) + (turn > 2000 ? 1 : 0));
            uart.wires.advance(100_000);
            if ((uart.in(LSR) & 0x20) != 0) {
                for (int i = 0; i < (fifos ? 16 : 1) && sent < characters.size(); i++) {
                    uart.out(THR, characters.get(sent++));
                }
            }
        }
        uart.host.room(Integer.MAX_VALUE);
        uart.wires.advance(100_000_000);

        assertThat(uart.host.written()).isEqualTo(bytes(characters));
        assertThat(uart.in(LSR) & 0x60).isEqualTo(0x60);
    }

    @Property(tries = 300)
    void whatTheHostSendsArrivesInOrderUnlessTheLineIsPaced(
            @ForAll @Size(max = 3000) List<@IntRange(max = 0xff) Integer> characters,
            @ForAll @Size(min = 1, max = 50) List<@IntRange(max = 40) Integer> reads, @ForAll boolean fifos,
            @ForAll @IntRange(max = 3) int trigger) {
        Bench uart = Bench.of();
        uart.format(1, 0x03);
        uart.out(FCR, fifos ? trigger << 6 | 0x01 : 0x00);
        uart.host.send(bytes(characters));
        byte[] received = new byte[characters.size()];
        int count = 0;
        for (int turn = 0; count < received.length && turn < 100_000; turn++) {
            uart.host.retry();
            uart.wires.advance(1000);
            for (int i = 0; i < reads.get(turn % reads.size()) + turn / 1000; i++) {
                if ((uart.in(LSR) & 0x01) != 0) {
                    received[count++] = (byte) uart.in(RBR);
                }
            }
        }

        assertThat(received).isEqualTo(bytes(characters));
        assertThat(count).isEqualTo(received.length);
        assertThat(uart.in(LSR)).as("nothing is left, nothing was overrun").isEqualTo(0x60);
    }

    @Property(tries = 300)
    void whatIsSentInTheLoopArrivesInOrderAndIsLostOnlyWithAnOverrun(
            @ForAll @Size(max = 300) List<@IntRange(max = 0xff) Integer> characters,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 16) Integer> bursts,
            @ForAll boolean fifos, @ForAll boolean paced) {
        Bench uart = Bench.of("paced", paced);
        uart.format(1, 0x03);
        uart.out(FCR, fifos ? 0x01 : 0x00);
        uart.out(MCR, 0x10);
        uart.host.room(0);
        byte[] received = new byte[characters.size()];
        int sent = 0;
        int count = 0;
        for (int turn = 0; sent < characters.size(); turn++) {
            int burst = Math.min(fifos ? bursts.get(turn % bursts.size()) : 1, characters.size() - sent);
            for (int i = 0; i < burst; i++) {
                uart.out(THR, characters.get(sent++));
            }
            uart.wires.advance(17 * 90_000);
            int status = uart.in(LSR);
            assertThat(status & 0x02).as("OE after a burst that fits").isZero();
            for (; (status & 0x01) != 0; status = uart.in(LSR)) {
                received[count++] = (byte) uart.in(RBR);
            }
        }

        assertThat(received).isEqualTo(bytes(characters));
        assertThat(count).isEqualTo(sent);
        assertThat(uart.host.written()).as("the loop is closed").isEmpty();
    }

    private static byte[] bytes(List<Integer> characters) {
        byte[] bytes = new byte[characters.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = characters.get(i).byteValue();
        }
        return bytes;
    }
}
