package org.backplane.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.backplane.bus.host.HostInput;
import org.backplane.bus.host.HostStream;
import org.backplane.bus.host.HostStreamException;
import org.junit.jupiter.api.Test;

class FakeHostStreamTest {
    private final FakeWires wires = new FakeWires();
    private final FakeHostStreams streams = new FakeHostStreams(wires);
    private final Taker taker = new Taker();
    private final HostStream stream = streams.open("stdio", taker);
    private final FakeHostStream host = streams.only();

    @Test
    void whatTheDeviceDoesNotAcceptIsOfferedAgainOnlyAfterItResumes() {
        taker.limit = 2;
        host.send("abc");
        host.send("d");
        assertThat(taker.taken.toString()).isEqualTo("ab");
        assertThat(host.waitingBytes()).isEqualTo(2);

        stream.resume();
        host.retry();

        assertThat(taker.taken.toString()).isEqualTo("abcd");
    }

    @Test
    void theDeviceHearsOfRoomOnlyAfterAPartialWrite() {
        host.room(2);
        assertThat(taker.writable).isZero();
        assertThat(stream.write("xyz".getBytes(StandardCharsets.ISO_8859_1), 0, 3)).isEqualTo(2);

        host.room(10);

        assertThat(taker.writable).isEqualTo(1);
        assertThat(host.text()).isEqualTo("xy");
    }

    @Test
    void aClosedStreamForgetsWhatIsWrittenAndCallsNobody() {
        stream.close();

        assertThat(stream.write(new byte[5], 0, 5)).isEqualTo(5);
        host.send("late");
        host.peer(true);
        assertThat(host.closed()).isTrue();
        assertThat(host.written()).isEmpty();
        assertThat(taker.taken).isEmpty();
        assertThat(taker.peer).isFalse();
    }

    @Test
    void aRefusedNameCannotBeOpened() {
        streams.refuse("tcp:80", "tcp:80: permission denied");

        assertThatThrownBy(() -> streams.open("tcp:80", taker)).isInstanceOf(HostStreamException.class)
                .hasMessage("tcp:80: permission denied");
    }

    @Test
    void theInputNamesItsUser() {
        assertThat(host.user()).isEqualTo("taker");
        assertThat(HostInput.ignored("slot").toString()).isEqualTo("slot");
        assertThat(HostInput.ignored("slot").offer(new byte[9], 0, 9)).isEqualTo(9);
    }

    private static final class Taker implements HostInput {
        private final StringBuilder taken = new StringBuilder();
        private int limit = Integer.MAX_VALUE;
        private int writable;
        private boolean peer;

        @Override
        public int offer(byte[] bytes, int offset, int length) {
            int count = Math.min(length, limit);
            taken.append(new String(bytes, offset, count, StandardCharsets.ISO_8859_1));
            return count;
        }

        @Override
        public void writable() {
            writable++;
        }

        @Override
        public void peer(boolean present) {
            peer = present;
        }

        @Override
        public String toString() {
            return "taker";
        }
    }
}
