package org.backplane.display.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The feed is driven by hand; a message is read as docs/web.md has it. */
class ScreenFeedTest {
    private final FakeMachine machine = new FakeMachine();
    private final Guest guest = new Guest(machine.machine());
    private final ScreenFeed feed = new ScreenFeed(guest);
    private final FakeOutlet outlet = new FakeOutlet();

    @AfterEach
    void close() {
        feed.close();
        guest.close();
    }

    /** The size of the picture, then each area as {@code x,y WIDTHxHEIGHT}; checks that the message ends with the last one. */
    private static List<String> areas(ByteBuffer message) {
        ByteBuffer reader = message.duplicate();
        List<String> areas = new ArrayList<>();
        areas.add(reader.getShort() + "x" + reader.getShort());
        while (reader.hasRemaining()) {
            int x = reader.getShort();
            int y = reader.getShort();
            int width = reader.getShort();
            int height = reader.getShort();
            areas.add(x + "," + y + " " + width + "x" + height);
            reader.position(reader.position() + 4 * width * height);
        }
        return areas;
    }

    @Test
    void aNewViewerGetsTheWholePicture() {
        feed.add(outlet);
        feed.refresh();
        assertThat(areas(outlet.messages.get(0))).containsExactly("64x32", "0,0 64x16", "0,16 64x16");
        assertThat(outlet.messages.get(0).getInt(12)).as("red, green, blue, 255").isEqualTo(0x102030ff);

        feed.refresh();
        assertThat(outlet.messages).as("nothing has changed").hasSize(1);
    }

    @Test
    void thenItGetsTheTileThatHasChanged() {
        feed.add(outlet);
        feed.refresh();
        machine.spot = 17 * 64 + 33;
        feed.refresh();

        ByteBuffer message = outlet.messages.get(1);
        assertThat(areas(message)).containsExactly("64x32", "32,16 32x16");
        assertThat(message.getInt(12 + 4 * (32 + 1))).as("row 1, dot 1 of the tile").isEqualTo(0xa0b0c0ff);
    }

    @Test
    void aSlowViewerGetsAllChangesInOnePicture() {
        feed.add(outlet);
        feed.refresh();
        outlet.free = false;
        machine.spot = 0;
        feed.refresh();
        machine.spot = 17 * 64 + 33;
        feed.refresh();
        assertThat(outlet.messages).as("nothing waits for it").hasSize(1);

        outlet.free = true;
        feed.refresh();
        assertThat(outlet.messages).hasSize(2);
        assertThat(areas(outlet.messages.get(1))).containsExactly("64x32", "0,0 32x16", "32,16 32x16");
    }

    @Test
    void aPictureOfAnotherSizeIsSentAsAWhole() {
        feed.add(outlet);
        outlet.free = false;
        feed.refresh();
        outlet.free = true;
        machine.width = 40;
        machine.height = 20;
        feed.refresh();
        assertThat(areas(outlet.messages.get(0))).as("tiles of the larger one are forgotten, the last ones are cut")
                .containsExactly("40x20", "0,0 40x16", "0,16 40x4");
    }

    @Test
    void aViewerThatComesLaterSeesWhatTheOthersSee() {
        feed.add(outlet);
        feed.refresh();
        FakeOutlet late = new FakeOutlet();
        feed.add(late);
        feed.refresh();
        assertThat(areas(late.messages.get(0))).containsExactly("64x32", "0,0 64x16", "0,16 64x16");
        assertThat(outlet.messages).hasSize(1);
    }

    @Test
    void textComesWhenItIsAskedFor() {
        ScreenFeed.Viewer viewer = feed.add(outlet);
        feed.refresh();
        viewer.wantText();
        viewer.wantText();
        feed.refresh();
        assertThat(outlet.texts).containsExactly("Hello\n\nguest");
    }

    @Test
    void aViewerThatHasGoneIsNotServed() {
        feed.add(outlet).close();
        feed.refresh();
        assertThat(outlet.messages).isEmpty();
    }

    @Test
    void closingEndsItsThread() throws InterruptedException {
        feed.start();
        feed.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(Threads.PREFIX + "screen")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
