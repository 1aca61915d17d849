package org.backplane.display.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.backplane.bus.host.HostConsole;
import org.backplane.bus.host.HostConsoles;
import org.junit.jupiter.api.Test;

class ConsoleLinkTest {
    /** A console that gives what a test puts into it, and takes as much as the test lets it. */
    private static final class FakeConsole implements HostConsoles, HostConsole {
        private final Queue<String> output = new ArrayDeque<>();
        private final StringBuilder typed = new StringBuilder();
        private Runnable changed;
        private long missed;
        private int room = Integer.MAX_VALUE;
        private boolean closed;

        @Override
        public List<String> names() {
            return List.of("com1");
        }

        @Override
        public HostConsole view(String name, Runnable listener) {
            changed = listener;
            return this;
        }

        @Override
        public int read(byte[] into) {
            byte[] bytes = output.isEmpty() ? new byte[0] : output.remove().getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(bytes, 0, into, 0, bytes.length);
            return bytes.length;
        }

        @Override
        public long missed() {
            return missed;
        }

        @Override
        public int type(byte[] bytes, int offset, int length) {
            int taken = Math.min(room, length);
            typed.append(new String(bytes, offset, taken, StandardCharsets.ISO_8859_1));
            room -= taken;
            return taken;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final FakeConsole console = new FakeConsole();
    private final FakeOutlet outlet = new FakeOutlet();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private Runnable freed;
    private int demands;
    private final ConsoleLink link = new ConsoleLink(console, "com1", callback -> {
        freed = callback;
        return outlet;
    }, () -> demands++, work::add);

    private void run() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    @Test
    void outputGoesOutOneMessageAtATime() {
        console.output.addAll(List.of("one", "two"));
        run();
        assertThat(outlet.all).containsExactly("one");

        freed.run();
        run();
        assertThat(outlet.all).containsExactly("one", "two");
    }

    @Test
    void nothingIsReadForAViewerThatIsNotFree() {
        outlet.free = false;
        console.output.add("later");
        console.changed.run();
        run();
        assertThat(outlet.all).isEmpty();
        assertThat(console.output).as("the console keeps it").hasSize(1);
    }

    @Test
    void whatWasMissedIsToldBeforeWhatFollows() {
        console.output.add("rest");
        console.missed = 1234;
        run();
        assertThat(outlet.all).containsExactly("missed 1234", "rest");
    }

    @Test
    void aDeviceThatWritesByteByByteMakesOnePieceOfWork() {
        run();
        for (int i = 0; i < 1000; i++) {
            console.changed.run();
        }
        assertThat(work).hasSize(1);
    }

    @Test
    void theNextInputIsAskedForWhenTheDeviceHasTakenAll() {
        run();
        assertThat(demands).as("the first").isEqualTo(1);
        console.room = 3;
        link.type("hello".getBytes(StandardCharsets.ISO_8859_1));
        run();
        assertThat(console.typed.toString()).isEqualTo("hel");
        assertThat(demands).isEqualTo(1);

        console.room = 10;
        console.changed.run();
        run();
        assertThat(console.typed.toString()).isEqualTo("hello");
        assertThat(demands).isEqualTo(2);
    }

    @Test
    void closingStopsLooking() {
        link.close();
        assertThat(console.closed).isTrue();
    }
}
