package org.backplane.bus.core.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Journal;
import org.backplane.bus.machine.QuarantineDTO;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final long MILLI = 1_000_000;
    private static final Identity COM1 = new Identity("com1", "uart", "1.0.0", 7);

    private final EventLog events = new EventLog(() -> 0, () -> -1, Journal.NONE);
    private final Quarantine quarantine = new Quarantine("main", events, () -> 0, () -> 44, () -> 0x7c00);
    private final Calls calls = new Calls();
    private final AccessHistory history = new AccessHistory();
    private final List<Watchdog.Suspect> suspects = new ArrayList<>();
    private long turn;
    private boolean waiting;
    private long nanos;
    private final Watchdog watchdog = new Watchdog("main", 100, () -> turn, () -> waiting,
            () -> new StackTraceElement[] {new StackTraceElement("java.lang.Object", "wait", null, -2),
                new StackTraceElement(WatchdogTest.class.getName(), "read", "Uart.java", 17)},
            () -> suspects, calls, quarantine, events);

    /** Looks every 25 ms, as its thread does, which finds the machine thread where it was. */
    private void pass(int millis) {
        for (int i = 0; i < millis; i += 25) {
            nanos += 25 * MILLI;
            watchdog.look(nanos);
        }
    }

    private List<String> texts() {
        return events.list().stream().map(event -> event.pid + ": " + event.text).toList();
    }

    @Test
    void anAccessThatDoesNotReturnIsReportedOnceWithStackAndSlot() {
        suspects.add(new Watchdog.Suspect(COM1, getClass().getClassLoader(), history));
        history.end(history.begin(AccessHistory.PORT | 1, 0x3fd, 0), 0x60);
        history.begin(AccessHistory.PORT | AccessHistory.WRITE | 1, 0x3f8, 'x');

        pass(1_000);

        assertThat(texts()).containsExactly("com1: the device does not return from a write of width 1; it is in "
                + "org.backplane.bus.core.internal.guard.WatchdogTest.read(Uart.java:17)");
        assertThat(events.list().get(0).instruction).isEqualTo(0x7c00);
        QuarantineDTO report = quarantine.list().get(0);
        assertThat(report.misdeed + ", " + report.state).isEqualTo("hang, watched");
        assertThat(report.trace).hasSize(2);
        assertThat(report.access.address).isEqualTo(0x3f8);
        assertThat(report.last).extracting(access -> access.address + " " + access.returned)
                .containsExactly(0x3fd + " true", 0x3f8 + " false");
        assertThat(report.nanos).isEqualTo(44);
    }

    @Test
    void itSaysWhenTheThreadGetsOnAndReportsTheNextHangAnew() {
        suspects.add(new Watchdog.Suspect(COM1, getClass().getClassLoader(), history));
        calls.enter("com1", "timer 'shift'");
        pass(200);
        calls.leave();
        turn++;
        pass(25);
        calls.enter("com1", "timer 'shift'");
        pass(200);

        assertThat(events.list()).extracting(event -> event.text.replaceAll("; .*", "") + " x" + event.count)
                .containsExactly("the device does not return from timer 'shift' x2",
                        "the machine thread gets on again after 225 ms x1");
    }

    @Test
    void aThreadThatWaitsOrGetsOnIsNotReported() {
        waiting = true;
        pass(1_000);
        waiting = false;
        for (int i = 0; i < 100; i++) {
            turn++;
            pass(25);
        }

        assertThat(texts()).isEmpty();
    }

    @Test
    void aHostThatSleptIsNotTheDevicesFault() {
        pass(75);
        nanos += 3_600_000 * MILLI;
        watchdog.look(nanos);

        assertThat(texts()).isEmpty();
        pass(200);
        assertThat(texts()).as("work of nobody's may take longer").isEmpty();
        pass(1_000);
        assertThat(texts()).as("work of nobody's hangs").containsExactly(
                "main: the machine thread does not get on; it is in java.lang.Object.wait(Native Method)");
    }
}
