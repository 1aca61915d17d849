package org.backplane.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.host.NetworkCable;
import org.backplane.bus.host.NetworkPort;
import org.junit.jupiter.api.Test;

class FakeNetworkTest {
    private static final int FRAME = 60;

    private final FakeWires wires = new FakeWires();
    private final FakeNetwork network = new FakeNetwork(wires);
    private final Card card = new Card();
    private final NetworkCable cable = network.connect(card);

    private static final class Card implements NetworkPort {
        private final List<Integer> lengths = new ArrayList<>();
        private boolean full;
        private boolean up;
        private int writable;

        @Override
        public boolean receive(byte[] bytes, int length) {
            if (!full) {
                lengths.add(length);
            }
            return !full;
        }

        @Override
        public void writable() {
            writable++;
        }

        @Override
        public void link(boolean present) {
            up = present;
        }
    }

    @Test
    void theLinkIsUpUntilTheTestPullsIt() {
        assertThat(card.up).isTrue();
        network.link(false);
        assertThat(card.up).isFalse();
    }

    @Test
    void aNetworkWithoutRoomRefusesAndTellsWhenThereIsRoomAgain() {
        network.room(1);
        assertThat(cable.send(new byte[FRAME], 0, FRAME)).isTrue();
        assertThat(cable.send(new byte[FRAME], 0, FRAME)).isFalse();
        assertThat(card.writable).isZero();
        network.room(1);
        assertThat(card.writable).isEqualTo(1);
        assertThat(network.sent()).hasSize(1);
    }

    @Test
    void aFrameThatIsRefusedWaitsForTheCardToResume() {
        card.full = true;
        network.send(new byte[FRAME]);
        card.full = false;
        network.retry();
        assertThat(card.lengths).as("the card has not resumed").isEmpty();
        cable.resume();
        network.retry();
        assertThat(card.lengths).containsExactly(FRAME);
        assertThat(network.waiting()).isZero();
    }

    @Test
    void aCableThatIsLeftKeepsWhatWaits() {
        card.full = true;
        network.send(new byte[FRAME]);
        cable.handOver();
        assertThat(network.left()).isTrue();
        Card next = new Card();
        network.connect(next);
        network.retry();
        assertThat(next.lengths).containsExactly(FRAME);
    }

    @Test
    void aCableThatIsClosedLosesIt() {
        card.full = true;
        network.send(new byte[FRAME]);
        cable.close();
        assertThat(network.waiting()).isZero();
        assertThat(cable.send(new byte[FRAME], 0, FRAME)).as("taken and forgotten").isTrue();
        assertThat(network.sent()).isEmpty();
    }

    @Test
    void whatIsNoFrameIsAnErrorOfTheCard() {
        assertThatThrownBy(() -> cable.send(new byte[FRAME], 0, 13)).isInstanceOf(AssertionError.class);
    }
}
