package org.backplane.bus.core.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.machine.EventDTO;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final List<String> told = new ArrayList<>();
    private long nanos;
    private long instruction;
    private final EventLog log = new EventLog(() -> nanos, () -> instruction, new Journal() {
        @Override
        public void reported(EventDTO event) {
            told.add(event.text);
        }

        @Override
        public void slotChanged(String pid, String state, String reason) {
            throw new AssertionError(pid);
        }

        @Override
        public void mapChanged() {
            throw new AssertionError();
        }
    });

    @Test
    void equalReportsOfOneSlotAreCountedAndKeepTimeAndInstructionOfTheFirst() {
        nanos = 10;
        instruction = 0x1000;
        log.report("com1", EventLog.GUEST, "LCR 0xff");
        nanos = 20;
        instruction = 0x2000;
        log.report("com1", EventLog.GUEST, "LCR 0xff");
        log.report("com2", EventLog.GUEST, "LCR 0xff");
        log.report("com1", EventLog.HOST, "LCR 0xff");

        assertThat(log.list()).extracting(e -> e.pid + " " + e.kind + " " + e.count + " " + e.nanos + " " + e.instruction)
                .containsExactly("com1 guest 2 10 4096", "com2 guest 1 20 8192", "com1 host 1 20 8192");
        assertThat(told).as("the journal hears of each once").hasSize(3);
    }

    @Test
    void at1024ReportsTheOldestGoes() {
        for (int i = 0; i < 1026; i++) {
            log.report("card", EventLog.GUEST, "n" + i);
        }

        assertThat(log.list()).hasSize(1024).extracting(event -> event.text).startsWith("n2").endsWith("n1025");
    }

    @Test
    void aListingDoesNotChangeAfterwards() {
        log.report("card", EventLog.GUEST, "odd");
        List<EventDTO> before = log.list();

        log.report("card", EventLog.GUEST, "odd");

        assertThat(before.get(0).count).isEqualTo(1);
    }

    @Test
    void everyReportIsOneLineOfSensibleLength() {
        log.report("card", EventLog.HOST, " cannot open\r\n\tdisk.img \u0007");
        log.report("card", EventLog.HOST, "x".repeat(1000));
        log.report("card", EventLog.HOST, null);

        assertThat(log.list()).extracting(event -> event.text)
                .containsExactly("cannot open disk.img", "x".repeat(300) + "...", "null");
    }

    @Test
    void anotherThreadReportsWithoutLookingAtClockAndProcessor() {
        log.reportFromOutside("card", "late");

        assertThat(log.list().get(0).nanos).isEqualTo(-1);
        assertThat(log.list().get(0).instruction).isEqualTo(-1);
    }
}
