package org.backplane.taps.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the counting and the measuring tap show. */
class FiguresTest {
    @Test
    void accessesAreCountedByPlaceWidthAndDirection() {
        CountTap count = new CountTap();
        assertThat(count.report()).isEqualTo("no access");
        count.after(FakeAccess.read(5, 0));
        count.after(FakeAccess.write(0, 0));
        count.after(FakeAccess.read(5, 0));

        assertThat(count.report().lines()).containsExactly("         1  write 1  uart~mmio/memory0+0",
                "         2  read  1  uart~mmio/memory0+5");
    }

    @Test
    void thereIsABoundToThePlaces() {
        CountTap count = new CountTap();
        for (int offset = 0; offset < 5000; offset++) {
            count.after(FakeAccess.read(offset, 0));
        }

        assertThat(count.report().lines()).hasSize(4097).last().isEqualTo("       904  at other places");
    }

    @Test
    void latenciesAreInClassesThatDouble() {
        LatencyTap latency = new LatencyTap();
        for (int i = 0; i < 98; i++) {
            latency.after(FakeAccess.read(5, 0));
        }
        FakeAccess slow = FakeAccess.write(0, 0x41);
        slow.deviceNanos = 5000;
        latency.after(slow);
        latency.after(slow);

        assertThat(latency.report().lines().map(String::stripTrailing)).containsExactly(
                "100 accesses, p50 below 128 ns, p99 below 8192 ns, longest 5000 ns: 12345 000f1234 w memory fe000000 1 41"
                        + " uart~mmio/memory0+0 ok",
                "          64 ns          98  " + "#".repeat(40), "        4096 ns           2  #");
    }

    @Test
    void anAccessThatNeverReachedTheDeviceHasNoLatency() {
        FakeAccess answered = FakeAccess.read(5, 0);
        answered.deviceNanos = 0;
        LatencyTap latency = new LatencyTap();
        latency.after(answered);

        assertThat(latency.report()).isEqualTo("no access");
    }
}
