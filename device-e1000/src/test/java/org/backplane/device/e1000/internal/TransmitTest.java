package org.backplane.device.e1000.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.e1000.internal.E1000Bench.ICR;
import static org.backplane.device.e1000.internal.E1000Bench.IMS;
import static org.backplane.device.e1000.internal.E1000Bench.RCTL;
import static org.backplane.device.e1000.internal.E1000Bench.RECEIVE;
import static org.backplane.device.e1000.internal.E1000Bench.TDH;
import static org.backplane.device.e1000.internal.E1000Bench.TDT;
import static org.backplane.device.e1000.internal.E1000Bench.TIDV;
import static org.backplane.device.e1000.internal.E1000Bench.TX_EOP;
import static org.backplane.device.e1000.internal.E1000Bench.TX_IFCS;
import static org.backplane.device.e1000.internal.E1000Bench.TX_RS;
import static org.backplane.device.e1000.internal.E1000Bench.toCard;

import java.util.Arrays;
import org.backplane.bus.role.NetworkAdapter;
import org.backplane.bus.role.NetworkAdapterDTO;
import org.junit.jupiter.api.Test;

/** Descriptors, checksums and segments of the transmitter (8254x §3.3 to §3.6). */
class TransmitTest {
    private static final int TXDW = 1;
    private static final int TXQE = 2;
    private static final int LAST = TX_EOP | TX_IFCS | TX_RS;
    /** IP header from 14 to 33 with its checksum at 24; TCP from 34 with its at 50. */
    private static final long CHECKSUMS = 14 | 24 << 8 | 33L << 16 | 34L << 32 | 50L << 40;

    private final E1000Bench card = new E1000Bench().start();

    @Test
    void aFrameIsSentAndReported() {
        card.out(IMS, TXDW);
        byte[] frame = toCard(100, 1);
        card.legacy(0, frame, LAST);
        card.out(TDT, 1);

        assertThat(card.network.sent()).containsExactly(frame);
        assertThat(card.txStatus(0)).as("DD").isEqualTo(1);
        assertThat(card.in(TDH)).isEqualTo(1);
        assertThat(card.intx.asserted()).isTrue();
        assertThat(card.in(ICR)).isEqualTo(TXDW | TXQE);
        assertThat(card.in(0x4080)).as("GPTC").isEqualTo(1);
        assertThat(card.in(0x4090)).as("GOTCL").isEqualTo(104);
        NetworkAdapterDTO told = ((NetworkAdapter) card.card).adapter();
        assertThat(told.address).isEqualTo(E1000Bench.STATION);
        assertThat(told.framesSent).isEqualTo(1);
        assertThat(told.link).isTrue();
    }

    @Test
    void aFrameOfSeveralBuffersIsPutTogetherAlsoByTheSuccessor() {
        byte[] frame = toCard(300, 4);
        card.legacy(0, Arrays.copyOf(frame, 100), TX_IFCS);
        card.legacy(1, Arrays.copyOfRange(frame, 100, 250), TX_IFCS);
        card.out(TDT, 2);
        assertThat(card.network.sent()).isEmpty();
        assertThat(card.txStatus(0)).as("not asked for").isZero();

        E1000Bench next = card.successor();
        next.legacy(2, Arrays.copyOfRange(frame, 250, 300), LAST);
        next.out(TDT, 3);
        assertThat(next.network.sent()).containsExactly(frame);
    }

    @Test
    void aShortFrameIsPaddedAndACheckSequenceOfTheDriverLeftOut() {
        byte[] frame = toCard(64, 2);
        card.legacy(0, Arrays.copyOf(frame, 42), LAST);
        card.legacy(1, frame, TX_EOP);
        card.out(TDT, 2);
        assertThat(card.network.sent()).containsExactly(Arrays.copyOf(Arrays.copyOf(frame, 42), 60), Arrays.copyOf(frame, 60));
    }

    @Test
    void aNetworkThatIsFullHoldsTheRingAndNothingIsLostOrDoubled() {
        card.network.room(1);
        for (int i = 0; i < 5; i++) {
            card.legacy(i, toCard(60, i), LAST);
        }
        card.out(TDT, 5);
        assertThat(card.network.sent()).hasSize(1);
        assertThat(card.in(TDH)).as("one more waits in the packet buffer").isEqualTo(2);

        E1000Bench next = card.successor();
        next.network.room(Integer.MAX_VALUE);
        next.wires.advance(0);
        assertThat(next.network.sent()).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(next.network.sent().get(i)).isEqualTo(toCard(60, i));
        }
        assertThat(next.in(TDH)).isEqualTo(5);
    }

    @Test
    void nothingIsSentWithoutALink() {
        card.network.link(false);
        card.wires.advance(0);
        card.legacy(0, toCard(60, 0), LAST);
        card.out(TDT, 1);
        assertThat(card.in(TDH)).isZero();
        card.network.link(true);
        card.wires.advance(Phy.NEGOTIATION_NANOS);
        assertThat(card.network.sent()).as("as soon as it is there").hasSize(1);
    }

    @Test
    void checksumsAreInserted() {
        byte[] packet = Packets.tcp(new byte[] {9, 8, 7, 6, 5, 4, 3}, 1);
        byte[] expected = packet.clone();
        Packets.checksums(expected);
        Checksum.put16(packet, 50, Packets.pseudoHeader(packet, packet.length - Packets.TCP));
        card.context(0, CHECKSUMS, 0x03L << 24);
        card.extended(1, packet, LAST, 3);
        card.out(TDT, 2);
        assertThat(card.network.sent().get(0)).startsWith(expected);

        card.extended(2, packet, LAST, 0);
        card.out(TDT, 3);
        assertThat(card.network.sent().get(1)).as("not asked for").startsWith(packet);
        card.legacy(3, packet, LAST | 4);
        card.put(E1000Bench.TX_RING + 16 * 3 + 10, 1, 24);
        card.put(E1000Bench.TX_RING + 16 * 3 + 13, 1, 14);
        card.out(TDT, 4);
        byte[] sum = card.network.sent().get(2);
        assertThat(Checksum.get16(sum, 24)).as("a legacy descriptor: from CSS to the end")
                .isEqualTo(~Checksum.sum(packet, 14, packet.length) & 0xffff);
    }

    @Test
    void aLargePacketIsCutIntoSegments() {
        byte[] data = new byte[2500];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * 13);
        }
        byte[] packet = Packets.tcp(data, 0xff00);
        Checksum.put16(packet, 50, Packets.pseudoHeader(packet, 0));
        Checksum.put16(packet, 16, 0);
        card.context(0, CHECKSUMS, data.length | 0x07L << 24 | 54L << 40 | 1000L << 48);
        card.extended(1, Arrays.copyOf(packet, 600), 4 | TX_IFCS, 3);
        E1000Bench next = card;
        next.extended(2, Arrays.copyOfRange(packet, 600, packet.length), 4 | LAST, 0);
        next.out(TDT, 2);
        next = next.successor();
        next.out(TDT, 3);

        assertThat(next.network.sent()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            byte[] expected = Packets.tcp(Arrays.copyOfRange(data, 1000 * i, Math.min(2500, 1000 * (i + 1))), 0xff00 + 1000 * i);
            Checksum.put16(expected, Packets.IP + 4, 0x1000 + i);
            Checksum.put16(expected, Packets.TCP + 4, 0xff00 + 1000 * i >> 16);
            expected[Packets.TCP + 13] = (byte) (i == 2 ? 0x19 : 0x10);
            Packets.checksums(expected);
            assertThat(next.network.sent().get(i)).as("segment %d", i).isEqualTo(expected);
        }
        assertThat(next.in(0x40f8)).as("TSCTC").isEqualTo(1);
    }

    @Test
    void aVlanTagIsPutIn() {
        card.out(0, 0x40 | 1 << 30);
        card.legacy(0, toCard(100, 1), LAST | 0x40);
        card.put(E1000Bench.TX_RING + 14, 2, 0x2003);
        card.out(TDT, 1);
        assertThat(card.network.sent()).containsExactly(TransmitPacket.tagged(toCard(100, 1), 0x8100, 0x2003));
    }

    @Test
    void theInterruptOfADescriptorMayBeDelayed() {
        card.out(IMS, TXDW);
        card.out(TIDV, 10);
        card.legacy(0, toCard(60, 0), LAST | 0x80);
        card.out(TDT, 1);
        assertThat(card.intx.asserted()).isFalse();
        card.wires.advance(10 * 1024);
        assertThat(card.intx.asserted()).isTrue();
    }

    @Test
    void loopedFramesComeBack() {
        card.out(RCTL, RECEIVE | 1 << 6);
        card.legacy(0, toCard(80, 3), LAST);
        card.out(TDT, 1);
        card.wires.advance(0);
        assertThat(card.network.sent()).isEmpty();
        assertThat(card.rxFrame(0)).isEqualTo(toCard(80, 3));
    }

    @Test
    void whatIsTooLongOrTooShortIsReported() {
        card.legacy(0, new byte[10], LAST);
        for (int i = 1; i < 6; i++) {
            card.extended(i, new byte[0x3ff0], i == 5 ? LAST : TX_IFCS, 0);
        }
        card.out(TDT, 6);
        assertThat(card.network.sent()).isEmpty();
        assertThat(card.wires.events().guest()).hasSize(2);
        card.legacy(6, toCard(60, 1), LAST);
        card.out(TDT, 7);
        assertThat(card.network.sent()).hasSize(1);
    }

    @Test
    void aCardThatIsUnpluggedLeavesItsCable() {
        card.wires.revoke();
        card.card.unplug();
        assertThat(card.network.connected()).isFalse();
        assertThat(card.network.left()).isFalse();
    }
}
