package org.backplane.device.rtc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clock: MC146818 "Time, Calendar, and Alarm Locations", "Update Cycle", registers A and B. */
class RealTimeClockTest {
    private static final int A = 0x0a;
    private static final int B = 0x0b;

    @Test
    void theTimeIsInBcdWith24Hours() {
        CmosBench rtc = CmosBench.at("2026-11-01T23:59:58");

        assertThat(rtc.time()).isEqualTo("2026-11-01 23:59:58");
        assertThat(rtc.in(6)).as("a Sunday is day 1").isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} and {1} s make {2}, day {3}")
    @CsvSource({
        "2026-11-01T12:34:56, 3,        2026-11-01 12:34:59, 1",
        "2026-11-01T12:34:56, 4,        2026-11-01 12:35:00, 1",
        "2026-11-01T23:59:59, 1,        2026-11-02 00:00:00, 2",
        "2026-11-30T23:59:59, 1,        2026-12-01 00:00:00, 3",
        "2024-02-28T23:59:59, 1,        2024-02-29 00:00:00, 5",
        "2024-02-29T23:59:59, 1,        2024-03-01 00:00:00, 6",
        "2026-02-28T23:59:59, 1,        2026-03-01 00:00:00, 1",
        "2026-12-31T23:59:59, 1,        2027-01-01 00:00:00, 6",
        "1999-12-31T23:59:59, 1,        2000-01-01 00:00:00, 7",
        "2026-01-01T00:00:00, 31536000, 2027-01-01 00:00:00, 6",
        "2024-01-01T00:00:00, 31622400, 2025-01-01 00:00:00, 4",
    })
    void secondsAndCalendarCountOnWithTheVirtualClock(String start, long seconds, String time, int dayOfWeek) {
        CmosBench rtc = CmosBench.at(start);
        rtc.seconds(seconds);

        assertThat(rtc.time()).isEqualTo(time);
        assertThat(rtc.in(6)).isEqualTo(dayOfWeek);
    }

    @Test
    void manySmallStepsAndOneLargeOneGiveTheSameTime() {
        CmosBench small = CmosBench.at("2023-12-25T01:02:03");
        CmosBench large = CmosBench.at("2023-12-25T01:02:03");
        for (int i = 0; i < 1000; i++) {
            small.seconds(12_345);
            small.in(0);
        }
        large.seconds(12_345_000);

        assertThat(small.time()).isEqualTo(large.time()).isEqualTo("2024-05-15 22:12:03");
    }

    @Test
    void aFractionOfASecondAtTheStartShortensTheFirstOne() {
        CmosBench rtc = CmosBench.at("2026-11-01T12:00:00.750");
        rtc.wires.advance(249_999_999);
        assertThat(rtc.in(0)).isEqualTo(0x00);

        rtc.wires.advance(1);

        assertThat(rtc.in(0)).isEqualTo(0x01);
    }

    @ParameterizedTest(name = "{0}:00 is {1} in BCD and {2} in binary")
    @CsvSource({"00, 12, 0c", "01, 01, 01", "11, 11, 0b", "12, 92, 8c", "13, 81, 81", "23, 91, 8b"})
    void with12HoursBit7IsPm(String hour, String bcd, String binary) {
        int before = (Integer.parseInt(hour) + 23) % 24;
        for (int mode : new int[] {0x00, 0x04}) {
            CmosBench rtc = CmosBench.at("2026-11-01T12:00:00");
            rtc.out(B, 0x80 | mode);
            int onTheDial = before % 12 == 0 ? 12 : before % 12;
            int digits = mode == 0 ? onTheDial / 10 << 4 | onTheDial % 10 : onTheDial;
            rtc.out(4, digits | (before >= 12 ? 0x80 : 0));
            rtc.out(B, mode);
            rtc.seconds(3600);

            assertThat(rtc.in(4)).isEqualTo(Integer.parseInt(mode == 0 ? bcd : binary, 16));
        }
    }

    @Test
    void inBinaryModeTheCountersAreBinary() {
        CmosBench rtc = CmosBench.at("2026-11-01T12:00:00");
        rtc.out(B, 0x86);
        rtc.out(0, 59);
        rtc.out(2, 59);
        rtc.out(4, 23);
        rtc.out(7, 31);
        rtc.out(8, 12);
        rtc.out(9, 99);
        rtc.out(0x32, 19);
        rtc.out(B, 0x06);
        rtc.seconds(1);

        assertThat(new int[] {rtc.in(0), rtc.in(2), rtc.in(4), rtc.in(7), rtc.in(8), rtc.in(9), rtc.in(0x32)})
                .containsExactly(0, 0, 0, 1, 1, 0, 20);
    }

    @Test
    void setStopsTheUpdatesAndTheWrittenTimeGoesOnAfterwards() {
        CmosBench rtc = CmosBench.at("2026-11-01T12:00:00");
        rtc.out(B, 0x82);
        rtc.seconds(100);
        assertThat(rtc.time()).isEqualTo("2026-11-01 12:00:00");

        rtc.out(0, 0x30);
        rtc.out(2, 0x45);
        rtc.out(4, 0x06);
        rtc.out(B, 0x02);
        rtc.seconds(40);

        assertThat(rtc.time()).isEqualTo("2026-11-01 06:46:10");
    }

    @Test
    void uipIsSetForTheLast244MicrosecondsBeforeAnUpdate() {
        CmosBench rtc = CmosBench.at("2026-11-01T12:00:00");
        rtc.wires.advance(1_000_000_000 - 244_000 - 1);
        assertThat(rtc.in(A)).isEqualTo(0x26);
        rtc.wires.advance(1);
        assertThat(rtc.in(A)).isEqualTo(0xa6);
        rtc.wires.advance(243_999);
        assertThat(rtc.in(A)).isEqualTo(0xa6);
        assertThat(rtc.in(0)).isEqualTo(0x00);
        rtc.wires.advance(1);

        assertThat(rtc.in(A)).isEqualTo(0x26);
        assertThat(rtc.in(0)).isEqualTo(0x01);
    }

    @Test
    void setClearsUip() {
        CmosBench rtc = CmosBench.at("2026-11-01T12:00:00");
        rtc.wires.advance(999_900_000);
        assertThat(rtc.in(A)).isEqualTo(0xa6);

        rtc.out(B, 0x82);

        assertThat(rtc.in(A)).isEqualTo(0x26);
        rtc.wires.advance(100_000);
        assertThat(rtc.in(0)).as("and the update does not take place").isEqualTo(0x00);
    }

    @Test
    void uipCannotBeWritten() {
        CmosBench rtc = CmosBench.at("2026-11-01T12:00:00");
        rtc.out(A, 0xa9);

        assertThat(rtc.in(A)).isEqualTo(0x29);
    }

    @Test
    void theFirstUpdateAfterADividerResetComesHalfASecondLater() {
        CmosBench rtc = CmosBench.at("2026-11-01T12:00:00");
        rtc.out(A, 0x76);
        rtc.seconds(100);
        assertThat(rtc.time()).as("the divider chain stands").isEqualTo("2026-11-01 12:00:00");
        assertThat(rtc.in(A)).isEqualTo(0x76);

        rtc.out(A, 0x26);
        rtc.wires.advance(499_999_999);
        assertThat(rtc.in(0)).isEqualTo(0x00);
        rtc.wires.advance(1);
        assertThat(rtc.in(0)).isEqualTo(0x01);
        rtc.seconds(1);

        assertThat(rtc.in(0)).isEqualTo(0x02);
    }

    @Test
    void changingTheRateDoesNotDisturbTheSecond() {
        CmosBench rtc = CmosBench.at("2026-11-01T12:00:00");
        rtc.wires.advance(900_000_000);
        rtc.out(A, 0x2f);
        rtc.wires.advance(100_000_000);

        assertThat(rtc.in(0)).isEqualTo(0x01);
    }

    @Test
    void whatTheGuestWritesIsReadBackAsItIs() {
        CmosBench rtc = CmosBench.at("2026-11-01T12:00:00");
        rtc.out(B, 0x82);
        rtc.out(2, 0xff);
        rtc.out(B, 0x02);
        rtc.seconds(3);

        assertThat(rtc.in(2)).as("no carry has reached it").isEqualTo(0xff);
        assertThat(rtc.in(0)).isEqualTo(0x03);
    }
}
