package org.backplane.device.virtio.blk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.virtio.blk.internal.VirtioBench.AVAILABLE;
import static org.backplane.device.virtio.blk.internal.VirtioBench.DATA;
import static org.backplane.device.virtio.blk.internal.VirtioBench.DESCRIPTORS;
import static org.backplane.device.virtio.blk.internal.VirtioBench.HEADER;
import static org.backplane.device.virtio.blk.internal.VirtioBench.INDIRECT;
import static org.backplane.device.virtio.blk.internal.VirtioBench.ISR;
import static org.backplane.device.virtio.blk.internal.VirtioBench.NEXT;
import static org.backplane.device.virtio.blk.internal.VirtioBench.NOTIFY;
import static org.backplane.device.virtio.blk.internal.VirtioBench.STATUS;
import static org.backplane.device.virtio.blk.internal.VirtioBench.USED;
import static org.backplane.device.virtio.blk.internal.VirtioBench.WRITE;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The queue and the requests in it, from honest drivers and from others: virtio 1.2 §2.7, §5.2.6. */
class VirtioRequestTest {
    private static final int INDIRECT_DESC = 1 << 28;
    private static final int EVENT_IDX = 1 << 29;
    private static final int NEEDS_RESET = 0x40;

    private final VirtioBench blk = new VirtioBench().start(0);

    @Test
    void aReadFillsTheBuffersAndInterrupts() {
        assertThat(blk.run(0, 7, 1024, true)).isZero();

        assertThat(blk.memory(DATA, 1024)).isEqualTo(blk.sectors(7, 2));
        assertThat(blk.usedIndex()).isEqualTo(1);
        assertThat(blk.get(USED + 4, 4)).as("the head of the chain").isZero();
        assertThat(blk.usedLength(0)).as("data and status").isEqualTo(1025);
        assertThat(blk.intx.asserted()).isTrue();
        assertThat(blk.modern.peek(ISR, 1)).isEqualTo(1);
        assertThat(blk.in(ISR, 1)).isEqualTo(1);
        assertThat(blk.intx.asserted()).isFalse();
    }

    @Test
    void aWriteIsInTheImageWhenItIsUsed() {
        Arrays.fill(blk.memory, DATA, DATA + 512, (byte) 0x66);

        assertThat(blk.run(1, 3, 512, false)).isZero();
        assertThat(blk.sectors(3, 1)).containsOnly(0x66);
        assertThat(blk.usedLength(0)).isEqualTo(1);
        assertThat(blk.disk.flushes()).isZero();
    }

    @Test
    void flushAndGetId() {
        assertThat(blk.run(4, 0, 0, false)).isZero();
        assertThat(blk.disk.flushes()).isEqualTo(1);
        assertThat(blk.run(8, 0, 20, true)).isZero();
        assertThat(new String(blk.memory(DATA, 4), StandardCharsets.US_ASCII)).isEqualTo("BP-1");
        assertThat(blk.memory(DATA + 4, 16)).containsOnly(0);
        assertThat(blk.run(8, 0, 19, true)).as("no room").isEqualTo(1);
        assertThat(blk.run(11, 0, 16, false)).as("discard").isEqualTo(2);
        assertThat(blk.run(-1, 0, 0, false)).isEqualTo(2);
    }

    @Test
    void requestsBeyondTheDiskAndBrokenSectorsAreErrors() {
        assertThat(blk.run(0, 2880, 512, true)).isEqualTo(1);
        assertThat(blk.run(0, 2879, 1024, true)).isEqualTo(1);
        assertThat(blk.run(0, -1, 512, true)).isEqualTo(1);
        assertThat(blk.run(0, Long.MAX_VALUE, 512, true)).isEqualTo(1);
        assertThat(blk.run(0, 0, 511, true)).isEqualTo(1);
        assertThat(blk.run(0, 2879, 512, true)).isZero();
        assertThat(blk.status()).isEqualTo(0x0f);
    }

    @Test
    void theHostsFailureIsAnErrorOfTheRequest() {
        blk.disk.fail(true);
        assertThat(blk.run(0, 0, 512, true)).isEqualTo(1);
        assertThat(blk.run(1, 0, 512, false)).isEqualTo(1);
        assertThat(blk.run(4, 0, 0, false)).isEqualTo(1);
        assertThat(blk.wires.events().host()).hasSize(3).allMatch(text -> text.contains("vda.img"));
        blk.disk.fail(false);

        assertThat(blk.run(0, 0, 512, true)).isZero();
    }

    @Test
    void aReadOnlyDiskIsNotWritten() {
        VirtioBench readOnly = new VirtioBench(false).start(0);
        byte[] before = readOnly.image.clone();

        assertThat(readOnly.run(1, 0, 512, false)).isEqualTo(1);
        assertThat(readOnly.image).isEqualTo(before);
        assertThat(readOnly.wires.events().host()).isEmpty();
    }

    @Test
    void theDriverMayCutARequestAsItLikes() {
        blk.header(0, 9);
        blk.descriptor(DESCRIPTORS, 5, HEADER, 3, NEXT, 6);
        blk.descriptor(DESCRIPTORS, 6, HEADER + 3, 13, NEXT, 7);
        blk.descriptor(DESCRIPTORS, 7, DATA, 100, NEXT | WRITE, 8);
        blk.descriptor(DESCRIPTORS, 8, DATA + 100, 0, NEXT | WRITE, 9);
        blk.descriptor(DESCRIPTORS, 9, DATA + 100, 413, WRITE, 0);
        blk.submit(5);

        assertThat(blk.memory(DATA, 512)).isEqualTo(blk.sectors(9, 1));
        assertThat(blk.memory[DATA + 512]).as("the status is the last byte").isZero();
        assertThat(blk.usedLength(0)).isEqualTo(513);
    }

    @Test
    void aRequestMayLieInAnIndirectTable() {
        VirtioBench indirect = new VirtioBench().start(INDIRECT_DESC);
        indirect.header(0, 9);
        int table = 0x18000;
        indirect.descriptor(table, 0, HEADER, 16, NEXT, 2);
        indirect.descriptor(table, 2, DATA, 512, NEXT | WRITE, 1);
        indirect.descriptor(table, 1, STATUS, 1, WRITE, 0);
        indirect.descriptor(DESCRIPTORS, 3, table, 48, INDIRECT, 0);
        indirect.submit(3);

        assertThat(indirect.memory(DATA, 512)).isEqualTo(indirect.sectors(9, 1));
        assertThat(indirect.get(USED + 4, 4)).isEqualTo(3);
    }

    @Test
    void theIndicesRunThroughTheirWraparound() {
        VirtioBench small = new VirtioBench();
        small.queueSize = 4;
        small.start(0);
        for (int i = 0; i < 0x10010; i++) {
            assertThat(small.run(4, 0, 0, false)).isZero();
        }
        assertThat(small.usedIndex()).isEqualTo(0x10);
        assertThat(small.status()).isEqualTo(0x0f);
    }

    @Test
    void manyRequestsAreDoneInTurns() {
        blk.request(4, 0, 0, false);
        for (int i = 0; i < 200; i++) {
            blk.offer(0);
        }
        blk.out(NOTIFY, 2, 0);
        assertThat(blk.usedIndex()).isEqualTo(64);
        blk.wires.advance(0);

        assertThat(blk.usedIndex()).isEqualTo(200);
        assertThat(blk.disk.flushes()).isEqualTo(200);
    }

    @Test
    void aDriverThatWantsNoInterruptGetsNone() {
        blk.put(AVAILABLE, 2, 1);
        blk.run(0, 0, 512, true);

        assertThat(blk.usedIndex()).isEqualTo(1);
        assertThat(blk.intx.edges()).isZero();
        assertThat(blk.in(ISR, 1)).isZero();
    }

    @Test
    void withEventIndexTheDriverSaysWhichRequestInterrupts() {
        VirtioBench event = new VirtioBench().start(EVENT_IDX);
        int usedEvent = AVAILABLE + 4 + 2 * 256;
        event.put(usedEvent, 2, 1);
        event.run(4, 0, 0, false);
        assertThat(event.intx.edges()).as("the first one does not").isZero();
        event.run(4, 0, 0, false);
        assertThat(event.intx.edges()).isEqualTo(1);
        event.in(ISR, 1);
        event.run(4, 0, 0, false);

        assertThat(event.intx.edges()).as("nor the third").isEqualTo(1);
        assertThat(event.get(USED + 4 + 8 * 256, 2)).as("notify me of the fourth").isEqualTo(3);
    }

    @Test
    void anythingMalformedNeedsAResetAndAnInterruptSaysSo() {
        breaks("descriptor 256", bench -> {
            bench.request(0, 0, 512, true);
            bench.descriptor(DESCRIPTORS, 0, HEADER, 16, NEXT, 256);
        });
        breaks("no end", bench -> {
            bench.request(0, 0, 512, true);
            bench.descriptor(DESCRIPTORS, 0, HEADER, 16, NEXT, 0);
        });
        breaks("without header", bench -> bench.descriptor(DESCRIPTORS, 0, STATUS, 1, WRITE, 0));
        breaks("or status byte", bench -> bench.descriptor(DESCRIPTORS, 0, HEADER, 16, 0, 0));
        breaks("after one to be written", bench -> {
            bench.descriptor(DESCRIPTORS, 0, STATUS, 1, WRITE | NEXT, 1);
            bench.descriptor(DESCRIPTORS, 1, HEADER, 16, 0, 0);
        });
        breaks("indirect", bench -> bench.descriptor(DESCRIPTORS, 0, 0x18000, 16, INDIRECT, 0));
        breaks("header is not in memory", bench -> {
            bench.request(0, 0, 512, true);
            bench.descriptor(DESCRIPTORS, 0, 0x7000_0000, 16, NEXT, 1);
        });
        breaks("status byte is not in memory", bench -> {
            bench.request(4, 0, 0, false);
            bench.descriptor(DESCRIPTORS, 2, 0x7000_0000, 1, WRITE, 0);
        });
        breaks("300 ahead", bench -> { });
    }

    private interface Mischief {
        void prepare(VirtioBench bench);
    }

    private static void breaks(String reason, Mischief mischief) {
        VirtioBench bench = new VirtioBench().start(0);
        mischief.prepare(bench);
        if (reason.contains("ahead")) {
            bench.put(AVAILABLE + 2, 2, 300);
            bench.out(NOTIFY, 2, 0);
        } else {
            bench.submit(0);
        }
        assertThat(bench.wires.events().guest()).as(reason).singleElement().asString().contains(reason);
        assertThat(bench.status()).as(reason).isEqualTo(0x0f | NEEDS_RESET);
        assertThat(bench.intx.asserted()).isTrue();
        assertThat(bench.in(ISR, 1)).as("a change of the configuration").isEqualTo(2);
        bench.out(NOTIFY, 2, 0);
        assertThat(bench.usedIndex()).as("nothing is done any more").isZero();
        Arrays.fill(bench.memory, (byte) 0);
        VirtioBench again = bench.start(0);
        again.request(4, 0, 0, false);
        again.put(AVAILABLE + 4, 2, 0);
        again.put(AVAILABLE + 2, 2, 1);
        again.out(NOTIFY, 2, 0);
        assertThat(again.usedIndex()).as("until it was reset").isEqualTo(1);
    }

    @Test
    void indirectTablesAreCheckedToo() {
        for (int[] table : new int[][] {{0, INDIRECT}, {17, INDIRECT}, {16, INDIRECT | NEXT}}) {
            VirtioBench bench = new VirtioBench().start(INDIRECT_DESC);
            bench.descriptor(DESCRIPTORS, 0, 0x18000, table[0], table[1], 0);
            bench.submit(0);
            assertThat(bench.status() & NEEDS_RESET).isEqualTo(NEEDS_RESET);
        }
        VirtioBench nested = new VirtioBench().start(INDIRECT_DESC);
        nested.descriptor(0x18000, 0, 0x18000, 16, INDIRECT, 0);
        nested.descriptor(DESCRIPTORS, 0, 0x18000, 16, INDIRECT, 0);
        nested.submit(0);

        assertThat(nested.status() & NEEDS_RESET).isEqualTo(NEEDS_RESET);
    }

    @Test
    void aDataBufferWithoutMemoryIsAnErrorOfTheRequest() {
        blk.request(0, 0, 512, true);
        blk.descriptor(DESCRIPTORS, 1, 0x7000_0000, 512, NEXT | WRITE, 2);
        blk.submit(0);

        assertThat(blk.memory[STATUS]).isEqualTo((byte) 1);
        assertThat(blk.status()).isEqualTo(0x0f);
    }

    @Test
    void aRequestOfGigabytesIsRefused() {
        blk.request(0, 0, 512, true);
        blk.descriptor(DESCRIPTORS, 1, DATA, 0xfffffe00L, NEXT | WRITE, 2);
        blk.submit(0);

        assertThat(blk.memory[STATUS]).isEqualTo((byte) 1);
    }

    @Test
    void notificationsThatCannotBeServedAreReported() {
        VirtioBench early = new VirtioBench();
        early.out(NOTIFY, 2, 0);
        early.queue(256);
        early.out(NOTIFY, 2, 0);
        early.status(0x0f);
        early.wires.pci().enableBusMaster(false);
        early.out(NOTIFY, 2, 0);
        early.out(NOTIFY, 2, 1);

        assertThat(early.wires.events().guest()).hasSize(5)
                .anyMatch(text -> text.contains("not enabled")).anyMatch(text -> text.contains("DRIVER_OK"))
                .anyMatch(text -> text.contains("bus mastering"));
    }

    @Property(tries = 400)
    void noRingBringsTheDeviceDown(@ForAll @Size(min = 1, max = 64) List<@IntRange(max = 0xffffff) Integer> words,
            @ForAll boolean indirect, @ForAll @IntRange(min = 1, max = 300) int ahead) {
        VirtioBench bench = new VirtioBench().start(indirect ? INDIRECT_DESC | EVENT_IDX : 0);
        int at = 0;
        for (int word : words) {
            long address = new long[] {HEADER, DATA, STATUS, DESCRIPTORS, AVAILABLE, USED, 0x1fffff, -8}[word & 7];
            bench.descriptor(DESCRIPTORS, at++, address, word >> 3 & 0x3ff, word >> 13 & 7, word >> 16 & 0x7f);
        }
        for (int i = 0; i < Math.min(ahead, 256); i++) {
            bench.put(AVAILABLE + 4 + 2 * i, 2, i % words.size());
        }
        bench.put(HEADER, 4, words.get(0) & 1);
        bench.put(AVAILABLE + 2, 2, ahead);
        bench.out(NOTIFY, 2, 0);
        bench.wires.advance(10);

        assertThat(bench.status() & 0x0f).isEqualTo(0x0f);
        assertThat(bench.intx.asserted()).isEqualTo(bench.modern.peek(ISR, 1) != 0);
    }
}
