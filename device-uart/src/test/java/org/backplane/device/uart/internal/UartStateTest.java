package org.backplane.device.uart.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateFormat;
import org.junit.jupiter.api.Test;

class UartStateTest {
    private static Bench bench() {
        Bench bench = Bench.of();
        bench.format(1, 0x03);
        return bench;
    }

    @Test
    void anotherRevisionGoesOnWithTheSameStream() {
        Bench bench = bench();
        bench.out(Bench.THR, "be");
        Bench next = bench.successor();
        next.out(Bench.THR, "fore");
        assertThat(next.host.text()).as("one stream for both").isEqualTo("before");
        assertThat(next.host).isSameAs(bench.host);
        assertThat(next.host.closed()).isFalse();
    }

    @Test
    void registersAreWhatTheyWere() {
        Bench bench = bench();
        bench.format(0x1234, 0x1b);
        bench.out(Bench.IER, 0x0f);
        bench.out(Bench.FCR, 0xc1);
        bench.out(Bench.MCR, 0x0b);
        bench.out(Bench.SCR, 0x77);
        Bench next = bench.successor();
        assertThat(next.irq.asserted()).as("the empty transmitter still interrupts").isTrue();
        for (int register = 1; register < 8; register++) {
            assertThat(next.peek(register)).as("register " + register).isEqualTo(bench.peek(register));
        }
        next.out(Bench.LCR, 0x80);
        assertThat(next.in(Bench.DLL) | next.in(Bench.DLM) << 8).isEqualTo(0x1234);
    }

    @Test
    void whatHasComeInIsReadOnceAndInOrder() {
        Bench bench = bench();
        bench.out(Bench.FCR, 0x01);
        bench.send("0123456789");
        assertThat(bench.in(Bench.RBR)).isEqualTo('0');
        Bench next = bench.successor();
        next.send("abc");
        assertThat(next.drain()).isEqualTo("123456789abc");
    }

    @Test
    void whatComesWhileNobodyIsThereWaitsAtTheHost() {
        Bench bench = bench();
        bench.send("12");
        DeviceState state = bench.state();
        bench.host.send("345");
        assertThat(bench.host.waitingBytes()).as("nothing is accepted after the state was told").isEqualTo(3);
        bench.leave();
        bench.host.send("6");
        Bench next = bench.successor(state);
        next.host.retry();
        next.wires.advance(0);
        assertThat(next.drain()).isEqualTo("123456");
    }

    @Test
    void aCardThatStaysAfterAllGoesOnReading() {
        Bench bench = bench();
        bench.state();
        bench.host.send("later");
        bench.wires.advance(0);
        bench.host.retry();
        bench.wires.advance(0);
        assertThat(bench.drain()).isEqualTo("later");
    }

    @Test
    void whatTheHostDoesNotTakeIsSentByTheNextRevision() {
        Bench bench = bench();
        bench.out(Bench.FCR, 0x01);
        bench.host.room(1);
        bench.out(Bench.THR, "abcd");
        assertThat(bench.host.text()).isEqualTo("a");
        Bench next = bench.successor();
        assertThat(next.in(Bench.LSR) & 0x60).as("THRE and TEMT").isZero();
        next.host.room(Integer.MAX_VALUE);
        next.wires.advance(0);
        assertThat(next.host.text()).isEqualTo("abcd");
        assertThat(next.in(Bench.LSR) & 0x60).isEqualTo(0x60);
    }

    @Test
    void roomThatCameMeanwhileIsNotMissed() {
        Bench bench = bench();
        bench.host.room(0);
        bench.out(Bench.THR, "x");
        DeviceState state = bench.state();
        bench.leave();
        bench.host.room(Integer.MAX_VALUE);
        Bench next = bench.successor(state);
        assertThat(next.host.text()).isEqualTo("x");
    }

    @Property
    void aPacedCharacterEndsWhenItWouldHave(@ForAll @IntRange(max = 2_000_000) int nanos) {
        Bench straight = Bench.paced();
        Bench swapped = Bench.paced();
        for (Bench bench : new Bench[] {straight, swapped}) {
            bench.out(Bench.FCR, 0x01);
            bench.out(Bench.IER, 0x03);
            bench.out(Bench.THR, "Hello");
            bench.host.send("world");
            bench.wires.advance(nanos);
        }
        Bench next = swapped.successor();
        for (int step = 0; step < 60; step++) {
            assertThat(next.host.text()).isEqualTo(straight.host.text());
            assertThat(next.irq.asserted()).isEqualTo(straight.irq.asserted());
            assertThat(next.peek(Bench.LSR)).isEqualTo(straight.peek(Bench.LSR));
            assertThat(next.peek(Bench.IIR)).isEqualTo(straight.peek(Bench.IIR));
            straight.wires.advance(20_000);
            next.wires.advance(20_000);
        }
    }

    @Test
    void theStateIsReadAsItWasWritten() {
        Bench bench = Bench.paced();
        bench.out(Bench.FCR, 0x81);
        bench.out(Bench.THR, "abc");
        bench.send("xyz");
        DeviceState state = bench.state();
        UartState back = StateFormat.read(StateFormat.write(state)).values().to(UartState.class);
        assertThat(DeviceState.of(UartState.SCHEMA, back)).isEqualTo(state);
    }

    @Test
    void aStateThatCannotBeIsRefused() {
        Bench bench = bench();
        DeviceState state = bench.state();
        assertThatThrownBy(() -> bench.successor(new DeviceState(state.schema(),
                new StateBuilder(state.values()).without("lcr").build())))
                .isInstanceOf(StateException.class).hasMessage("the state has no number 'lcr'");
    }
}
