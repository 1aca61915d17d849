package org.backplane.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.backplane.bus.host.HostStream;
import org.backplane.bus.host.WaitingOutput;
import org.junit.jupiter.api.Test;

class WaitingOutputTest {
    private static final long LONG_ENOUGH_MILLIS = 60_000;

    /** A host that takes as many bytes in each call as the test says, and counts the calls. */
    private static final class Host implements HostStream {
        private final Deque<Integer> takes;
        private int calls;

        Host(Integer... takes) {
            this.takes = new ArrayDeque<>(List.of(takes));
        }

        @Override
        public int write(byte[] bytes, int offset, int length) {
            calls++;
            return takes.isEmpty() ? 0 : Math.min(length, takes.poll());
        }

        @Override
        public void resume() {
        }

        @Override
        public String name() {
            return "host";
        }

        @Override
        public void close() {
        }
    }

    @Test
    void whatTheHostTakesBitByBitIsNotLost() {
        Host host = new Host(1, 0, 0, 2, 1);
        WaitingOutput output = new WaitingOutput(host, LONG_ENOUGH_MILLIS);

        assertThat(output.write(new byte[4], 4)).isTrue();
        assertThat(host.calls).isEqualTo(5);
    }

    @Test
    void aHostThatTakesNothingIsWaitedForOnce() {
        Host host = new Host();
        WaitingOutput output = new WaitingOutput(host, 1);
        assertThat(output.write(new byte[1], 1)).as("the host took nothing in time").isFalse();
        int calls = host.calls;

        assertThat(output.write(new byte[1], 1)).isFalse();
        assertThat(host.calls).as("no second wait, the machine would crawl").isEqualTo(calls + 1);
    }

    @Test
    void aHostThatTakesSomethingAgainIsWaitedForAgain() {
        Host host = new Host(0, 1, 0, 1);
        WaitingOutput stuck = new WaitingOutput(host, 0);
        assertThat(stuck.write(new byte[1], 1)).isFalse();
        assertThat(stuck.write(new byte[1], 1)).as("it has taken one").isTrue();

        WaitingOutput patient = new WaitingOutput(host, LONG_ENOUGH_MILLIS);
        assertThat(patient.write(new byte[1], 1)).isTrue();
    }
}
