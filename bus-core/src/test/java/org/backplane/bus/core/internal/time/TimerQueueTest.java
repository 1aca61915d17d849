package org.backplane.bus.core.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.backplane.bus.core.internal.event.Owner;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
    private final List<String> expired = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private int earlier;
    private final TimerQueue queue = new TimerQueue(() -> earlier++);
    private final Owner owner = new Owner() {
        @Override
        public String pid() {
            return "pid";
        }

        @Override
        public void failed(String doing, Throwable thrown) {
            failed.add(doing + " " + thrown.getMessage());
        }

        @Override
        public boolean alive() {
            return true;
        }
    };

    private CardTimer timer(String name) {
        return new CardTimer(queue, name, deadline -> expired.add(name + " " + deadline), owner);
    }

    @Test
    void timersExpireByDeadlineAndThenByTheOrderOfArming() {
        CardTimer a = timer("a");
        CardTimer b = timer("b");
        CardTimer c = timer("c");
        a.arm(20);
        b.arm(10);
        c.arm(10);
        a.arm(10);

        queue.expire(9);
        assertThat(expired).isEmpty();
        queue.expire(10);
        assertThat(expired).containsExactly("b 10", "c 10", "a 10");
        assertThat(a.armed()).isFalse();
    }

    @Property(tries = 200)
    void theOrderIsThatOfASortedList(@ForAll long seed) {
        expired.clear();
        Random random = new Random(seed);
        List<CardTimer> timers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            timers.add(timer("t" + i));
        }
        List<long[]> armed = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            int which = random.nextInt(timers.size());
            armed.removeIf(entry -> entry[2] == which);
            if (random.nextInt(4) == 0) {
                timers.get(which).cancel();
            } else {
                long deadline = random.nextInt(30);
                timers.get(which).arm(deadline);
                armed.add(new long[] {deadline, step, which});
            }
        }
        armed.sort(Comparator.<long[]>comparingLong(entry -> entry[0]).thenComparingLong(entry -> entry[1]));
        List<String> expected = new ArrayList<>();
        armed.forEach(entry -> expected.add("t" + entry[2] + " " + entry[0]));

        assertThat(queue.nextDeadline()).isEqualTo(armed.isEmpty() ? MachineClock.NEVER : armed.get(0)[0]);
        for (long now = 0; now < 30; now++) {
            queue.expire(now);
        }

        assertThat(expired).isEqualTo(expected);
    }

    @Test
    void aCallbackSeesItsTimerDisarmedAndMayArmItAgain() {
        List<Boolean> armed = new ArrayList<>();
        CardTimer[] periodic = new CardTimer[1];
        periodic[0] = new CardTimer(queue, "periodic", deadline -> {
            armed.add(periodic[0].armed());
            periodic[0].arm(deadline + 10);
        }, owner);
        periodic[0].arm(10);

        queue.expire(35);
        assertThat(queue.nextDeadline()).as("one expiry a boundary, so that the guest gets on").isEqualTo(20);
        queue.expire(35);
        queue.expire(35);
        queue.expire(35);

        assertThat(armed).containsExactly(false, false, false);
        assertThat(queue.nextDeadline()).isEqualTo(40);
    }

    @Test
    void aCallbackMayCancelOrMoveATimerThatIsDueAtTheSameTime() {
        CardTimer cancelled = timer("cancelled");
        CardTimer moved = timer("moved");
        CardTimer movedAndCancelled = timer("movedAndCancelled");
        CardTimer first = new CardTimer(queue, "first", deadline -> {
            cancelled.cancel();
            moved.arm(50);
            movedAndCancelled.arm(50);
            movedAndCancelled.cancel();
        }, owner);
        first.arm(10);
        cancelled.arm(10);
        moved.arm(11);
        movedAndCancelled.arm(11);

        queue.expire(20);
        assertThat(expired).isEmpty();
        queue.expire(50);
        assertThat(expired).containsExactly("moved 50");
    }

    @Test
    void theMachineHearsWhenTheNextDeadlineBecomesAnEarlierOne() {
        timer("a").arm(100);
        timer("b").arm(200);
        timer("c").arm(100);
        timer("d").arm(50);

        assertThat(earlier).as("a and d").isEqualTo(2);
    }

    @Test
    void aCallbackThatThrowsDoesNotKeepTheOthersFromExpiring() {
        new CardTimer(queue, "bad", deadline -> {
            throw new IllegalStateException("ouch");
        }, owner).arm(1);
        timer("good").arm(1);

        queue.expire(1);

        assertThat(failed).containsExactly("timer 'bad' ouch");
        assertThat(expired).containsExactly("good 1");
    }

    @Test
    void aRevokedTimerIsDeadForGood() {
        CardTimer timer = timer("a");
        timer.arm(10);
        timer.revoke();
        timer.arm(10);

        queue.expire(100);

        assertThat(timer.armed()).isFalse();
        assertThat(expired).isEmpty();
        assertThat(queue.nextDeadline()).isEqualTo(MachineClock.NEVER);
    }
}
