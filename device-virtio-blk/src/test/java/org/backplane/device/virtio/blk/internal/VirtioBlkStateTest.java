package org.backplane.device.virtio.blk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.state.StateKeeper;
import org.junit.jupiter.api.Test;

class VirtioBlkStateTest {
    private static final int IN = 0;
    private static final int OUT = 1;
    /** More than a turn of 64. */
    private static final int MANY = 100;

    @Test
    void aDriverGoesOnWithTheNextRequest() {
        VirtioBench before = new VirtioBench().start(0);
        assertThat(before.run(IN, 5, 1024, true)).isZero();

        VirtioBench next = before.successor();

        assertThat(next.intx.asserted()).as("the interrupt that nobody has acknowledged").isTrue();
        assertThat(next.in(VirtioBench.ISR, 1)).isEqualTo(1);
        assertThat(next.intx.asserted()).isFalse();
        assertThat(next.status()).isEqualTo(0x0f);
        next.memory[VirtioBench.DATA] = 0x5a;
        assertThat(next.run(OUT, 7, 512, false)).isZero();
        assertThat(next.usedIndex()).as("the used ring goes on").isEqualTo(2);
        assertThat(next.image[7 * 512]).isEqualTo((byte) 0x5a);
    }

    @Test
    void requestsThatWaitForTheNextTurnAreCarriedOut() {
        VirtioBench before = new VirtioBench().start(0);
        before.request(IN, 0, 512, true);
        for (int i = 0; i < MANY - 1; i++) {
            before.offer(0);
        }
        before.submit(0);
        assertThat(before.usedIndex()).isEqualTo(64);

        VirtioBench next = before.successor();
        assertThat(next.usedIndex()).as("not before the guest's turn").isEqualTo(64);
        next.wires.advance(0);

        assertThat(next.usedIndex()).isEqualTo(MANY);
    }

    @Test
    void anInitializationIsCutAnywhere() {
        VirtioBench bench = new VirtioBench();
        bench.status(3);
        bench = bench.successor();
        bench.out(0x08, 4, 1);
        bench = bench.successor();
        bench.out(0x0c, 4, 1);
        bench.status(0x0b);
        bench = bench.successor();
        assertThat(bench.status()).as("FEATURES_OK with VERSION_1").isEqualTo(0x0b);
        bench.out(0x16, 2, 0);
        bench.out(0x18, 2, 8);
        bench.out(0x20, 4, VirtioBench.DESCRIPTORS);
        bench = bench.successor();
        bench.out(0x28, 4, VirtioBench.AVAILABLE);
        bench.out(0x30, 4, VirtioBench.USED);
        bench.out(0x1c, 2, 1);
        bench.status(0x0f);
        bench.queueSize = 8;
        bench = bench.successor();

        assertThat(bench.run(IN, 3, 512, true)).isZero();
        assertThat(bench.memory(VirtioBench.DATA, 512)).isEqualTo(bench.sectors(3, 1));
    }

    @Test
    void theWindowInTheConfigurationSpaceStays() {
        VirtioBench before = new VirtioBench();
        before.status(3);
        before.configure(0x88, 1, 4);
        before.configure(0x8c, 4, 0x14);

        VirtioBench next = before.successor();
        next.configure(0x90, 4, 1);

        assertThat(next.configuration(0x94)).as("DEVICE_STATUS through the window").isEqualTo(3);
    }

    @Test
    void theDiskIsLeftToTheNextCard() {
        VirtioBench before = new VirtioBench();
        ((StateKeeper) before.card).handOver();

        assertThat(before.disk.left()).as("an overlay would be lost if it were closed").isTrue();
        assertThat(before.disk.closed()).isFalse();
    }
}
