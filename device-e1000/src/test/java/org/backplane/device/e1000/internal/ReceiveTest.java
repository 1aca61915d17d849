package org.backplane.device.e1000.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.e1000.internal.E1000Bench.ICR;
import static org.backplane.device.e1000.internal.E1000Bench.IMS;
import static org.backplane.device.e1000.internal.E1000Bench.ITR;
import static org.backplane.device.e1000.internal.E1000Bench.RADV;
import static org.backplane.device.e1000.internal.E1000Bench.RCTL;
import static org.backplane.device.e1000.internal.E1000Bench.RDH;
import static org.backplane.device.e1000.internal.E1000Bench.RDT;
import static org.backplane.device.e1000.internal.E1000Bench.RDTR;
import static org.backplane.device.e1000.internal.E1000Bench.RECEIVE;
import static org.backplane.device.e1000.internal.E1000Bench.RXCSUM;
import static org.backplane.device.e1000.internal.E1000Bench.toCard;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Filters, buffers and interrupts of the receiver (8254x §3.2). */
class ReceiveTest {
    private static final int RXT0 = 0x80;
    private static final int DD_EOP = 3;

    private final E1000Bench card = new E1000Bench().start();

    @Test
    void aFrameIsStoredWithItsCheckSequence() {
        card.out(IMS, RXT0);
        byte[] frame = toCard(100, 3);
        card.send(frame);

        assertThat(card.rxStatus(0) & DD_EOP).isEqualTo(DD_EOP);
        assertThat(card.rxLength(0)).as("four bytes of check sequence").isEqualTo(104);
        assertThat(card.rxFrame(0)).isEqualTo(frame);
        assertThat(card.in(RDH)).isEqualTo(1);
        assertThat(card.intx.asserted()).isTrue();
        assertThat(card.in(ICR)).isEqualTo(RXT0);
        assertThat(card.intx.asserted()).isFalse();
        assertThat(card.in(0x4074)).as("GPRC").isEqualTo(1);
        assertThat(card.in(0x4074)).as("cleared by reading").isZero();
        assertThat(card.in(0x4088)).as("GORCL").isEqualTo(104);
        assertThat(card.in(0x4060)).as("PRC127").isEqualTo(1);
    }

    @Test
    void theCheckSequenceIsThatOfEthernetOrIsLeftOut() {
        byte[] frame = new byte[60];
        System.arraycopy(toCard(60, 0), 0, frame, 0, 14);
        card.send(frame);
        CRC32 crc = new CRC32();
        crc.update(frame);
        assertThat(card.get(E1000Bench.RX_BUFFERS + 60, 4)).isEqualTo((int) crc.getValue());

        card.out(RCTL, RECEIVE | 1 << 26);
        card.send(frame);
        assertThat(card.rxLength(1)).as("SECRC").isEqualTo(60);
    }

    @Test
    void aShortFrameIsPadded() {
        card.send(Arrays.copyOf(toCard(60, 1), 42));
        assertThat(card.rxLength(0)).isEqualTo(64);
    }

    @Test
    void framesForOthersAreLeftOut() {
        card.send(E1000Bench.frame("02:00:00:00:00:08", 60, 0));
        card.send(E1000Bench.frame("01:00:5e:00:00:01", 60, 0));
        card.out(RCTL, 2);
        card.send(E1000Bench.frame("ff:ff:ff:ff:ff:ff", 60, 0));
        assertThat(card.in(RDH)).isZero();

        card.out(RCTL, RECEIVE);
        card.send(E1000Bench.frame("ff:ff:ff:ff:ff:ff", 60, 0));
        card.out(RCTL, RECEIVE | 1 << 3);
        card.send(E1000Bench.frame("02:00:00:00:00:08", 60, 0));
        card.out(RCTL, RECEIVE | 1 << 4);
        card.send(E1000Bench.frame("01:00:5e:00:00:01", 60, 0));
        assertThat(card.in(RDH)).as("BAM, UPE, MPE").isEqualTo(3);
        assertThat(card.rxStatus(2) & 0x80).as("passed an inexact filter").isEqualTo(0x80);
    }

    @Test
    void aGroupIsFoundByItsHash() {
        // 01:00:5e:00:00:fb with MO = 0: bits 47:36, FBh 00h, index FB0h: register 7Dh, bit 10h.
        card.out(0x5200 + 4 * 0x7d, 1 << 0x10);
        card.send(E1000Bench.frame("01:00:5e:00:00:fb", 60, 0));
        card.send(E1000Bench.frame("01:00:5e:00:00:fc", 60, 0));
        assertThat(card.in(RDH)).isEqualTo(1);
    }

    @Test
    void aFrameLongerThanABufferTakesSeveral() {
        card.out(RCTL, RECEIVE | 3 << 16);
        byte[] frame = toCard(600, 9);
        card.send(frame);

        assertThat(card.rxStatus(0)).as("DD alone").isEqualTo(1);
        assertThat(card.rxStatus(1)).isEqualTo(1);
        assertThat(card.rxStatus(2) & DD_EOP).isEqualTo(DD_EOP);
        assertThat(card.rxLength(2)).isEqualTo(604 - 512);
        assertThat(card.memory(E1000Bench.RX_BUFFERS + 2048, 256)).isEqualTo(Arrays.copyOfRange(frame, 256, 512));
    }

    @Test
    void framesWithoutDescriptorsWaitAndNoneIsLost() {
        for (int i = 0; i < 300; i++) {
            card.send(toCard(60, i));
        }
        assertThat(card.in(RDH)).isEqualTo(7);
        assertThat(card.network.waiting()).as("the network is held").isPositive();

        int next = 7;
        int tail = 7;
        for (int seen = 0; seen < 300; seen++) {
            int index = seen % 8;
            assertThat(card.rxStatus(index) & 1).as("frame %d", seen).isEqualTo(1);
            assertThat(card.rxFrame(index)).as("frame %d", seen).isEqualTo(toCard(60, seen));
            card.buffer(index, E1000Bench.RX_BUFFERS + index * 2048);
            tail = (tail + 1) % 8;
            card.out(RDT, tail);
            card.network.retry();
            card.wires.advance(0);
            next++;
        }
        assertThat(next).isEqualTo(307);
        assertThat(card.in(0x4010)).as("MPC").isZero();
    }

    @Test
    void aFrameThatIsHalfStoredGoesOnInTheSuccessor() {
        card.out(RCTL, RECEIVE | 3 << 16);
        card.out(RDT, 1);
        byte[] frame = toCard(400, 5);
        card.send(frame);
        card.send(toCard(60, 6));
        assertThat(card.in(RDH)).isEqualTo(1);

        E1000Bench next = card.successor();
        next.out(RDT, 7);
        assertThat(next.rxStatus(1) & DD_EOP).isEqualTo(DD_EOP);
        assertThat(next.memory(E1000Bench.RX_BUFFERS + 2048, 144)).isEqualTo(Arrays.copyOfRange(frame, 256, 400));
        assertThat(next.rxFrame(2)).isEqualTo(toCard(60, 6));
        assertThat(next.in(ICR) & RXT0).isEqualTo(RXT0);
        assertThat(next.in(RDH)).as("nothing twice").isEqualTo(3);
    }

    @Test
    void nullBuffersArePassedOver() {
        card.buffer(0, 0);
        card.send(toCard(60, 1));
        assertThat(card.rxStatus(0)).isEqualTo(1);
        assertThat(card.rxFrame(1)).isEqualTo(toCard(60, 1));
    }

    @Test
    void aVlanTagIsFilteredAndTakenOut() {
        byte[] tagged = TransmitPacket.tagged(toCard(100, 2), 0x8100, 0x6005);
        card.out(RCTL, RECEIVE | 1 << 18);
        card.send(tagged);
        assertThat(card.in(RDH)).as("not in VFTA").isZero();

        card.out(0x5600, 1 << 5);
        card.send(tagged);
        assertThat(card.rxFrame(0)).isEqualTo(tagged);
        card.out(0, 0x40 | 1 << 30);
        card.send(tagged);
        assertThat(card.rxFrame(1)).as("VME").isEqualTo(toCard(100, 2));
        assertThat(card.rxStatus(1) & 8).as("VP").isEqualTo(8);
        assertThat(card.get(E1000Bench.RX_RING + 16 + 14, 2)).isEqualTo(0x6005);
    }

    @Test
    void longFramesNeedTheirPermission() {
        card.send(toCard(1519, 0));
        assertThat(card.in(RDH)).isZero();
        assertThat(card.in(0x40ac)).as("ROC").isEqualTo(1);
        card.out(RCTL, RECEIVE | 1 << 5);
        card.send(toCard(3000, 0));
        assertThat(card.in(RDH)).isEqualTo(2);
    }

    @Test
    void checksumsAreChecked() {
        card.out(RXCSUM, 0x300 | 14);
        byte[] good = Packets.tcp(new byte[] {1, 2, 3}, 7);
        System.arraycopy(toCard(60, 0), 0, good, 0, 6);
        Packets.checksums(good);
        card.send(good);
        assertThat(card.rxStatus(0) & 0x64).as("IPCS, TCPCS, no IXSM").isEqualTo(0x60);
        assertThat(card.rxErrors(0)).isZero();
        assertThat(card.get(E1000Bench.RX_RING + 10, 2)).as("the complement of the sum from PCSS")
                .isEqualTo(~Checksum.sum(Arrays.copyOf(good, 60), 14, 60) & 0xffff);

        byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;
        card.send(bad);
        assertThat(card.rxErrors(1)).as("TCPE").isEqualTo(0x20);
        bad[14 + 8] ^= 1;
        card.send(bad);
        assertThat(card.rxErrors(2)).as("IPE too").isEqualTo(0x60);
        card.send(toCard(60, 0));
        assertThat(card.rxStatus(3) & 4).as("IXSM").isEqualTo(4);
    }

    @Test
    void theReceiveTimerPutsFramesTogether() {
        card.out(IMS, RXT0);
        card.out(RDTR, 100);
        card.out(RADV, 250);
        card.send(toCard(60, 0));
        card.wires.advance(100 * 1024 - 1);
        assertThat(card.intx.asserted()).isFalse();
        card.send(toCard(60, 1));
        card.wires.advance(100 * 1024 - 1);
        card.send(toCard(60, 2));
        assertThat(card.intx.asserted()).isFalse();
        card.wires.advance(50 * 1024 + 2);
        assertThat(card.intx.asserted()).as("the absolute limit").isTrue();
        assertThat(card.in(ICR) & RXT0).isEqualTo(RXT0);

        card.send(toCard(60, 3));
        card.out(RDTR, 100 | 1L << 31);
        assertThat(card.in(ICR)).as("FPD").isEqualTo(RXT0);
    }

    @Test
    void theThrottleKeepsInterruptsApart() {
        card.out(ITR, 1000);
        card.out(IMS, RXT0);
        card.send(toCard(60, 0));
        assertThat(card.intx.asserted()).isTrue();
        card.in(ICR);
        card.send(toCard(60, 1));
        assertThat(card.intx.asserted()).isFalse();
        E1000Bench next = card.successor();
        next.wires.advance(255_999);
        assertThat(next.intx.asserted()).isFalse();
        next.wires.advance(1);
        assertThat(next.intx.asserted()).isTrue();
    }

    @Test
    void fewDescriptorsAreTold() {
        card.out(IMS, 0x10);
        for (int i = 0; i < 3; i++) {
            card.send(toCard(60, i));
        }
        assertThat(card.intx.asserted()).as("RXDMT0 at half of eight").isTrue();
    }
}
