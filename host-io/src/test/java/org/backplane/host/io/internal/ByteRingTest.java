package org.backplane.host.io.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteRingTest {
    @Test
    void itTakesWhatFitsAndGivesItBackInOrder() {
        ByteRing ring = new ByteRing(4);
        byte[] out = new byte[8];

        assertThat(ring.put(new byte[] {1, 2, 3, 4, 5, 6}, 1, 5)).isEqualTo(4);
        assertThat(ring.put(new byte[] {9}, 0, 1)).isZero();
        assertThat(ring.peek(out)).isEqualTo(4);
        assertThat(out).startsWith(2, 3, 4, 5);
        assertThat(ring.hasRoom()).isFalse();
        ring.skip(2);
        assertThat(ring.hasRoom()).isTrue();
    }

    @Test
    void itBehavesLikeAnUnboundedQueueUpToItsBound() {
        Random random = new Random(550);
        ByteRing ring = new ByteRing(13);
        Deque<Byte> model = new ArrayDeque<>();
        byte[] in = new byte[20];
        byte[] out = new byte[7];
        for (int step = 0; step < 10_000; step++) {
            random.nextBytes(in);
            int taken = ring.put(in, 3, random.nextInt(17));
            for (int i = 0; i < taken; i++) {
                model.add(in[3 + i]);
            }
            int count = ring.peek(out);
            int removed = random.nextInt(count + 1);
            ring.skip(removed);
            for (int i = 0; i < removed; i++) {
                assertThat(out[i]).as("step %d, byte %d", step, i).isEqualTo(model.remove());
            }
            assertThat(ring.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(model.size()).isLessThanOrEqualTo(13);
        }
    }
}
