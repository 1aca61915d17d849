package org.backplane.debugger.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.backplane.debugger.internal.PacketReader.Event;
import org.junit.jupiter.api.Test;

/** Packets in a stream of bytes (GDB manual, "Overview"). */
class PacketReaderTest {
    private final PacketReader reader = new PacketReader();

    private Event take(byte... bytes) {
        Event last = Event.NONE;
        for (byte next : bytes) {
            last = reader.take(next & 0xFF);
        }
        return last;
    }

    private Event take(String text) {
        return take(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aPacketWithTheRightChecksumArrives() {
        assertThat(take("+++$g#67")).isEqualTo(Event.PACKET);
        assertThat(reader.packet()).isEqualTo("g");
    }

    @Test
    void aWrongChecksumIsNoticed() {
        assertThat(take("$g#68")).isEqualTo(Event.DAMAGED);
        assertThat(take("$g#zz")).isEqualTo(Event.DAMAGED);
        assertThat(take("$g#67")).as("the next one arrives").isEqualTo(Event.PACKET);
    }

    @Test
    void aPacketThatBreaksOffIsForgotten() {
        assertThat(take("$m10$g#67")).isEqualTo(Event.PACKET);
        assertThat(reader.packet()).isEqualTo("g");
    }

    @Test
    void escapedBytesAreRestored() {
        String sum = String.format("%02x", 'X' + 3 * '}' + 3 + 4 + ']' & 0xFF);
        assertThat(take("$X}\u0003}\u0004}]#" + sum)).isEqualTo(Event.PACKET);
        assertThat(reader.packet()).isEqualTo("X#$}");
    }

    @Test
    void betweenPacketsThereAreInterruptsAndRejections() {
        assertThat(take("\u0003")).isEqualTo(Event.INTERRUPT);
        assertThat(take("-")).isEqualTo(Event.REJECTED);
    }

    @Test
    void aPacketThatIsTooLongIsRefused() {
        String data = "m".repeat(PacketReader.LONGEST + 1);
        String sum = String.format("%02x", 'm' * (PacketReader.LONGEST + 1) & 0xFF);
        assertThat(take("$" + data + "#" + sum)).isEqualTo(Event.DAMAGED);
    }

    @Property
    void whatIsSentArrives(@ForAll @CharRange(from = 0, to = 255) @StringLength(max = 300) String text) {
        assertThat(take(PacketReader.packet(text))).isEqualTo(Event.PACKET);
        assertThat(reader.packet()).isEqualTo(text);
    }

    @Property
    void noBytesCauseAnException(@ForAll @Size(max = 400) byte[] bytes) throws IOException {
        DebugServer.Exchange exchange = new DebugServer.Exchange(new Conversation(new FakeTarget()), new ByteArrayOutputStream());
        for (byte next : bytes) {
            exchange.take(next & 0xFF);
            exchange.look();
        }
    }

    @Property(tries = 5000)
    void noPacketCausesAnException(@ForAll("packets") String packet) {
        Conversation conversation = new Conversation(new FakeTarget());
        assertThat(conversation.answer(packet)).as("one answer, and the output of a command before it").hasSizeLessThanOrEqualTo(2);
    }

    @Provide
    Arbitrary<String> packets() {
        Arbitrary<String> heads = Arbitraries.of("g", "G", "p", "P", "m", "M", "X", "Z0,", "Z2,", "z4,", "c",
                "s", "C", "S", "vCont;", "vKill", "H", "T", "D", "q", "Q", "qRcmd,",
                "qXfer:features:read:target.xml:", "qSupported:");
        Arbitrary<String> tails = Arbitraries.strings().withChars("0123456789abcdefx,;:=-").ofMaxLength(40);
        return Combinators.combine(heads, tails).as((head, tail) -> head + tail);
    }
}
