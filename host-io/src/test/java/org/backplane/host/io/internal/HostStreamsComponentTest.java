package org.backplane.host.io.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backplane.bus.host.HostStream;
import org.backplane.bus.host.HostStreamException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostStreamsComponentTest {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final HostStreamsComponent streams = new HostStreamsComponent(log::add, ignored -> () -> { },
            new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream());
    private final RecordingInput user = new RecordingInput("device.uart~com1");

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        streams.stop();
    }

    @Test
    void noneTakesEverythingAndSaysOnceThatSomebodyIsThere() {
        HostStream stream = streams.open("none", user);

        assertThat(stream.write(new byte[1 << 20], 0, 1 << 20)).isEqualTo(1 << 20);
        assertThat(stream.name()).isEqualTo("none");
        user.awaitPeers(true);
    }

    @Test
    void noneMayHaveManyUsers() {
        streams.open("none", user);

        assertThat(streams.open("none", new RecordingInput("another")).name()).isEqualTo("none");
    }

    @Test
    void aFileIsEmptiedAndHoldsAllThatWasWrittenOnceTheBundleHasStopped() throws Exception {
        Path file = Files.writeString(directory.resolve("serial.log"), "from an earlier run");
        HostStream stream = streams.open("file:" + file, user);
        user.awaitPeers(true);
        write(stream, "hello ");
        write(stream, "world\n");

        streams.stop();

        assertThat(file).hasContent("hello world\n");
        assertThat(log).isEmpty();
    }

    @Test
    void aFileCanBeOpenedAgainRightAfterItWasClosed() throws Exception {
        Path file = directory.resolve("serial.log");
        for (int i = 0; i < 20; i++) {
            HostStream stream = streams.open("file:" + file, user);
            write(stream, "run " + i);
            stream.close();
        }
        streams.stop();

        assertThat(file).hasContent("run 19");
    }

    @Test
    void aFileThatCannotBeWrittenIsToldInOneLineWithItsName() {
        String name = "file:" + directory.resolve("missing").resolve("x");

        assertThatThrownBy(() -> streams.open(name, user)).isInstanceOf(HostStreamException.class)
                .hasMessageStartingWith(name + ": cannot be written: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFileHasOneUserHoweverItIsSpelled() {
        streams.open("file:" + directory.resolve("a"), user);

        assertThatThrownBy(() -> streams.open("file:" + directory.resolve("b/../a"), new RecordingInput("b")))
                .isInstanceOf(HostStreamException.class)
                .hasMessage("file:" + directory.resolve("a") + ": taken by device.uart~com1");
    }

    @Test
    void unknownNamesAndPortsAreToldInOneLine() {
        assertThatThrownBy(() -> streams.open("telnet:5", user)).isInstanceOf(HostStreamException.class)
                .hasMessage("'telnet:5' is no host stream; there are none, stdio, file:PATH, tcp:PORT and console:NAME");
        assertThatThrownBy(() -> streams.open("tcp:65536", user)).isInstanceOf(HostStreamException.class)
                .hasMessage("tcp:65536: the port is a number from 0 to 65535");
        assertThatThrownBy(() -> streams.open("tcp:http", user)).isInstanceOf(HostStreamException.class)
                .hasMessage("tcp:http: the port is a number from 0 to 65535");
    }

    @Test
    void stoppingLeavesNoThreadBehind() {
        streams.open("none", user);
        streams.open("stdio", user);
        streams.open("tcp:0", user);
        HostStream file = streams.open("file:" + directory.resolve("a"), user);
        assertThat(threads("host-io " + file.name())).isNotEmpty();
        user.awaitPeers(true, true, true);

        streams.stop();

        assertThat(threads("host-io stdio")).isEmpty();
        assertThat(threads("host-io tcp")).isEmpty();
        assertThat(threads("host-io " + file.name())).isEmpty();
    }

    private static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith(prefix)).toList();
    }

    private static void write(HostStream stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(stream.write(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    }
}
