package org.backplane.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.backplane.bus.Reset;
import org.backplane.bus.testkit.FakeLine.Change;
import org.junit.jupiter.api.Test;

class FakeWiresTest {
    private final FakeWires wires = new FakeWires("slot");
    private final List<String> log = new ArrayList<>();

    @Test
    void timersExpireInTheOrderOfTheirDeadlinesWithTheClockAtEach() {
        wires.timer("late", deadline -> log.add("late " + wires.clock().nanos())).arm(30);
        wires.timer("early", deadline -> log.add("early " + wires.clock().nanos())).arm(10);
        wires.timer("never", deadline -> log.add("never")).arm(51);

        wires.advance(50);

        assertThat(log).containsExactly("early 10", "late 30");
        assertThat(wires.clock().nanos()).isEqualTo(50);
        assertThat(wires.armedTimers()).containsExactly("never");
    }

    @Test
    void equalDeadlinesExpireInTheOrderOfArming() {
        FakeTimer first = wires.timer("first", deadline -> log.add("first"));
        FakeTimer second = wires.timer("second", deadline -> log.add("second"));
        second.arm(5);
        first.arm(5);

        wires.advance(5);

        assertThat(log).containsExactly("second", "first");
    }

    @Test
    void aTimerThatArmsItselfFromItsDeadlineDoesNotDriftWhenItIsLate() {
        List<Long> deadlines = new ArrayList<>();
        FakeTimer[] timer = new FakeTimer[1];
        timer[0] = wires.timer("periodic", deadline -> {
            deadlines.add(deadline);
            timer[0].arm(deadline + 10);
        });
        timer[0].arm(10);

        wires.lag(25);
        wires.advance(0);

        assertThat(deadlines).containsExactly(10L, 20L);
        assertThat(timer[0].deadlineNanos()).isEqualTo(30);
    }

    @Test
    void theClockOfAHastyHostRunsOnWithEachReading() {
        wires.hasten(5, () -> {
            log.add("first " + wires.clock().nanos());
            log.add("second " + wires.clock().nanos());
        });

        assertThat(log).containsExactly("first 0", "second 5");
        assertThat(wires.clock().nanos()).as("it stands again").isEqualTo(wires.clock().nanos()).isEqualTo(10);
    }

    @Test
    void postedWorkWaitsForTheInstructionBoundary() {
        wires.asHost(() -> wires.post(() -> log.add("done")));
        assertThat(log).isEmpty();

        wires.advance(0);

        assertThat(log).containsExactly("done");
    }

    @Test
    void aCallFromTheHostsSideToAMachineThreadMethodIsAnError() {
        FakeLine irq = wires.line("irq");

        assertThatThrownBy(() -> wires.asHost(() -> irq.set(true))).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> wires.asHost(() -> wires.events().guest("x"))).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> wires.asHost(() -> wires.clock().nanos())).isInstanceOf(AssertionError.class);
        irq.set(true);
        assertThat(irq.asserted()).isTrue();
    }

    @Test
    void aLineRemembersItsChangesAndCountsItsEdges() {
        FakeLine irq = wires.line("irq");
        irq.set(false);
        irq.set(true);
        wires.advance(7);
        irq.pulse();

        assertThat(irq.changes()).containsExactly(new Change(0, true), new Change(7, false));
        irq.pulse();
        assertThat(irq.edges()).isEqualTo(2);
        irq.forget();
        assertThat(irq.edges()).isZero();
        assertThat(wires.pin("irq")).isSameAs(irq);
    }

    @Test
    void aListenerHearsAtOnceOfALineThatIsAsserted() {
        wires.drive("gate", true);
        wires.sense("gate", level -> log.add("gate " + level));
        wires.drive("gate", true);
        wires.drive("gate", false);

        assertThat(log).containsExactly("gate true", "gate false");
    }

    @Test
    void afterRevocationNoHandleHasAnEffect() {
        FakeLine irq = wires.line("irq");
        FakeTimer timer = wires.timer("timer", deadline -> log.add("expired"));
        FakeSlab slab = wires.slab("ram", 4096);
        irq.set(true);
        timer.arm(5);
        wires.post(() -> log.add("posted"));

        wires.revoke();
        irq.set(true);
        timer.arm(6);
        slab.write(0, 1, 0xff);
        wires.post(() -> log.add("posted late"));
        wires.requestReset(Reset.HARD);
        wires.requestPowerOff(3);
        wires.events().guest("late");
        wires.advance(10);

        assertThat(irq.asserted()).isFalse();
        assertThat(log).isEmpty();
        assertThat(slab.read(0, 1)).isZero();
        assertThat(wires.resets()).isEmpty();
        assertThat(wires.powerOffs()).isEmpty();
        assertThat(wires.events().guest()).isEmpty();
    }

    @Test
    void requestsAndReportsAreKeptInOrder() {
        wires.requestReset(Reset.INIT);
        wires.requestReset(Reset.HARD);
        wires.requestPowerOff(5);
        wires.events().guest("odd");
        wires.events().host("disk full");

        assertThat(wires.resets()).containsExactly(Reset.INIT, Reset.HARD);
        assertThat(wires.powerOffs()).containsExactly(5);
        assertThat(wires.events().guest()).containsExactly("odd");
        assertThat(wires.events().host()).containsExactly("disk full");
    }

    @Test
    void onlyDeclaredRangesHaveALength() {
        wires.range("memory0", 0x1000);

        assertThat(wires.rangeBytes("memory0")).isEqualTo(0x1000);
        assertThatThrownBy(() -> wires.rangeBytes("memory1")).isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("memory1");
    }

    @Test
    void dmaTellsHowMuchWasAnswered() {
        byte[] memory = {1, 2, 3, 4};
        wires.dma().map(0x1000, memory);
        byte[] bytes = new byte[4];

        assertThat(wires.dma().read(0x1002, bytes, 0, 4)).isEqualTo(2);
        assertThat(bytes).containsExactly(3, 4, 0xff, 0xff);
        assertThat(wires.dma().write(0xffe, new byte[] {9, 8, 7}, 0, 3)).isEqualTo(1);
        assertThat(memory).containsExactly(7, 2, 3, 4);
    }
}
