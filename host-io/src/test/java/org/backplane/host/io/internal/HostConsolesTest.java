package org.backplane.host.io.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.host.HostConsole;
import org.backplane.bus.host.HostStream;
import org.backplane.bus.host.HostStreamException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostConsolesTest {
    private final HostStreamsComponent host = new HostStreamsComponent(line -> { }, ignored -> () -> { },
            new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream());
    private final RecordingInput device = new RecordingInput("device.uart~com1");
    private final Semaphore changed = new Semaphore(0);

    @AfterEach
    void stop() {
        host.stop();
    }

    private static void write(HostStream stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(stream.write(bytes, 0, bytes.length)).as("a console takes everything").isEqualTo(bytes.length);
    }

    private static String read(HostConsole viewer) {
        byte[] into = new byte[Console.KEPT_BYTES];
        return new String(into, 0, viewer.read(into), StandardCharsets.ISO_8859_1);
    }

    private static int type(HostConsole viewer, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return viewer.type(bytes, 0, bytes.length);
    }

    @Test
    void aConsoleIsThereOnceADeviceHasOpenedIt() {
        assertThat(host.names()).isEmpty();
        assertThatThrownBy(() -> host.view("com1", () -> { })).isInstanceOf(HostStreamException.class)
                .hasMessage("console:com1: there is no such console");

        host.open("console:com1", device);

        assertThat(host.names()).containsExactly("com1");
        device.awaitPeers(true);
    }

    @Test
    void everyViewerSeesWhatWasWrittenBeforeItCameAndAfter() {
        HostStream stream = host.open("console:com1", device);
        write(stream, "one ");
        HostConsole first = host.view("com1", changed::release);
        assertThat(read(first)).isEqualTo("one ");
        write(stream, "two");
        assertThat(changed.availablePermits()).as("the viewer was told").isEqualTo(1);

        assertThat(read(host.view("com1", () -> { }))).isEqualTo("one two");
        assertThat(read(first)).isEqualTo("two");
        assertThat(read(first)).isEmpty();
    }

    @Test
    void aViewerThatIsTooSlowIsToldHowMuchItMissed() {
        HostStream stream = host.open("console:com1", device);
        HostConsole viewer = host.view("com1", () -> { });
        write(stream, "lost");
        write(stream, "x".repeat(Console.KEPT_BYTES - 1) + "y");

        assertThat(read(viewer)).hasSize(Console.KEPT_BYTES).endsWith("xy");
        assertThat(viewer.missed()).isEqualTo(4);
        write(stream, "z");
        assertThat(read(viewer)).isEqualTo("z");
        assertThat(viewer.missed()).as("no gap before this").isZero();
    }

    @Test
    void moreThanIsKeptInOnePieceLeavesItsEnd() {
        HostStream stream = host.open("console:com1", device);
        HostConsole viewer = host.view("com1", () -> { });
        write(stream, "a".repeat(10) + "b".repeat(Console.KEPT_BYTES));

        assertThat(read(viewer)).isEqualTo("b".repeat(Console.KEPT_BYTES));
        assertThat(viewer.missed()).isEqualTo(10);
    }

    @Test
    void whatSeveralViewersTypeReachesTheDevice() {
        host.open("console:com1", device);

        assertThat(type(host.view("com1", () -> { }), "he")).isEqualTo(2);
        assertThat(type(host.view("com1", () -> { }), "llo")).isEqualTo(3);

        device.awaitText("hello");
    }

    @Test
    void aViewerIsTurnedAwayWhileTheDeviceTakesNothingAndToldWhenThereIsRoom() throws InterruptedException {
        device.room(0);
        HostStream stream = host.open("console:com1", device);
        HostConsole viewer = host.view("com1", changed::release);
        String much = "k".repeat(3 * Console.TYPED_BYTES);
        int taken = type(viewer, much);
        assertThat(taken).as("no more than waits for the device").isBetween(1, 2 * Console.TYPED_BYTES);
        device.awaitOffers(1);
        changed.drainPermits();

        device.room(much.length());
        stream.resume();

        assertThat(changed.tryAcquire(30, TimeUnit.SECONDS)).as("told that there is room").isTrue();
        device.awaitText(much.substring(0, taken));
    }

    @Test
    void theNextRevisionOfADeviceGoesOnInTheSameConsole() {
        HostStream stream = host.open("console:com1", device);
        HostConsole viewer = host.view("com1", () -> { });
        write(stream, "before ");
        stream.handOver();

        HostStream next = host.open("console:com1", new RecordingInput("device.uart~com1"));
        write(next, "after");

        assertThat(next).as("the very stream").isSameAs(stream);
        assertThat(read(viewer)).isEqualTo("before after");
    }

    @Test
    void whatIsTypedWithoutADeviceIsLost() {
        HostStream stream = host.open("console:com1", device);
        HostConsole viewer = host.view("com1", () -> { });
        stream.close();
        assertThat(type(viewer, "x".repeat(2 * Console.TYPED_BYTES))).isEqualTo(2 * Console.TYPED_BYTES);

        RecordingInput next = new RecordingInput("another");
        host.open("console:com1", next);
        type(viewer, "new");

        next.awaitText("new");
    }

    @Test
    void aClosedViewerIsNotTold() {
        HostStream stream = host.open("console:com1", device);
        host.view("com1", changed::release).close();
        write(stream, "text");
        assertThat(changed.availablePermits()).isZero();
    }

    @Test
    void aConsoleHasOneDeviceAndAPlainName() {
        host.open("console:com1", device);
        assertThatThrownBy(() -> host.open("console:com1", new RecordingInput("another")))
                .hasMessage("console:com1: taken by device.uart~com1");
        assertThatThrownBy(() -> host.open("console:a/b", device)).isInstanceOf(HostStreamException.class)
                .hasMessage("console:a/b: a console's name has up to 32 letters, digits, dots and dashes");
    }

    @Test
    void stoppingEndsItsThread() {
        host.open("console:com1", device);
        device.awaitPeers(true);
        host.stop();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).noneMatch(name -> name.contains("console:com1"));
    }
}
