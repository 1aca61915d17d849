package org.backplane.host.io.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.backplane.bus.host.HostStream;
import org.backplane.bus.host.HostStreamException;
import org.junit.jupiter.api.Test;

class StdioStreamTest {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> terminal = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final RecordingInput user = new RecordingInput("device.uart");

    private HostStreamsComponent process(InputStream in, OutputStream standardOutput) {
        return new HostStreamsComponent(log::add, ignored -> {
            terminal.add("raw");
            return () -> terminal.add("restored after '" + out + "'");
        }, in, standardOutput);
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void standardInputArrivesAndItsEndMeansNothingElse() {
        HostStreamsComponent streams = process(text("ls\r"), out);
        HostStream stream = streams.open("stdio", user);
        user.awaitText("ls\r");

        byte[] answer = "a b\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(stream.write(answer, 0, answer.length)).isEqualTo(answer.length);
        streams.stop();

        assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEqualTo("a b\r\n");
        assertThat(user.peers()).as("the end of input is no loss of carrier").containsExactly(true);
    }

    @Test
    void whatTheDeviceDoesNotAcceptIsOfferedAgainAfterResume() {
        user.room(2);
        HostStreamsComponent streams = process(text("abcdef"), out);
        HostStream stream = streams.open("stdio", user);
        user.awaitText("ab");

        user.room(3);
        stream.resume();
        user.awaitText("abcde");
        user.room(3);
        stream.resume();
        user.awaitText("abcdef");
        streams.stop();
    }

    @Test
    void aSecondUserIsToldWhoHasIt() {
        HostStreamsComponent streams = process(text(""), out);
        HostStream stream = streams.open("stdio", user);

        assertThatThrownBy(() -> streams.open("stdio", new RecordingInput("device.debugcon")))
                .isInstanceOf(HostStreamException.class).hasMessage("stdio: taken by device.uart");
        stream.close();
        assertThat(streams.open("stdio", new RecordingInput("device.debugcon")).name()).isEqualTo("stdio");
        streams.stop();
    }

    @Test
    void theTerminalIsRawWhileTheStreamIsOpenAndRestoredAfterTheLastByte() {
        HostStreamsComponent streams = process(text("x"), out);
        HostStream stream = streams.open("stdio", user);
        user.awaitText("x");
        assertThat(terminal).as("input is read after the terminal became raw").containsExactly("raw");

        stream.write(new byte[] {'b', 'y', 'e'}, 0, 3);
        streams.stop();

        assertThat(terminal).containsExactly("raw", "restored after 'bye'");
    }

    @Test
    void closingDoesNotWaitForInputAndDoesNotReadOrCloseIt() {
        InputStream silent = new InputStream() {
            @Override
            public int available() {
                return 0;
            }

            @Override
            public int read() {
                throw new AssertionError("a read here would block until somebody presses a key");
            }

            @Override
            public void close() {
                throw new AssertionError("standard input belongs to the process");
            }
        };
        HostStreamsComponent streams = process(silent, out);
        streams.open("stdio", user);
        user.awaitPeers(true);

        streams.stop();

        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().contains("stdio"));
        assertThat(log).isEmpty();
    }

    @Test
    void aSlowOutputHoldsTheWriterAndLosesNothing() {
        CountDownLatch gate = new CountDownLatch(1);
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int value) {
                throw new AssertionError("bytes should be written in batches");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    gate.await();
                } catch (InterruptedException impatient) {
                    throw new IOException(impatient);
                }
                out.write(bytes, offset, length);
            }
        };
        HostStreamsComponent streams = process(text(""), slow);
        HostStream stream = streams.open("stdio", user);
        byte[] bytes = new byte[300_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 251);
        }

        int taken = stream.write(bytes, 0, bytes.length);
        assertThat(taken).as("the buffer is bounded").isLessThan(bytes.length).isPositive();
        assertThat(user.writableCalls()).isZero();
        gate.countDown();
        for (int calls = 1; taken < bytes.length; calls++) {
            user.awaitWritable(calls);
            taken += stream.write(bytes, taken, bytes.length - taken);
        }
        streams.stop();

        assertThat(out.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void anOutputThatFailsIsReportedOnceAndTakesEverythingFromThenOn() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        HostStreamsComponent streams = process(text(""), broken);
        HostStream stream = streams.open("stdio", user);
        byte[] bytes = new byte[300_000];
        int taken = stream.write(bytes, 0, bytes.length);
        if (taken < bytes.length) {
            user.awaitWritable(1);
        }
        assertThat(stream.write(bytes, 0, 1000)).isEqualTo(1000);
        streams.stop();

        assertThat(log).containsExactly("stdio: output is lost from here on: Broken pipe");
    }

    @Test
    void whenInputFailsOutputGoesOn() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        InputStream broken = new InputStream() {
            @Override
            public int available() throws IOException {
                asked.countDown();
                throw new IOException("Stream closed");
            }

            @Override
            public int read() {
                throw new AssertionError("nothing was available");
            }
        };
        HostStreamsComponent streams = process(broken, out);
        HostStream stream = streams.open("stdio", user);
        asked.await();
        stream.write(new byte[] {'o', 'k'}, 0, 2);
        streams.stop();

        assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEqualTo("ok");
        assertThat(log).containsExactly("stdio: no more input: Stream closed");
    }
}
