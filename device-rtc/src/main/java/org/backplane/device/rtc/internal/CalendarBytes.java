package org.backplane.device.rtc.internal;

import static org.backplane.device.rtc.internal.CmosRegister.CENTURY;
import static org.backplane.device.rtc.internal.CmosRegister.DATE_OF_MONTH;
import static org.backplane.device.rtc.internal.CmosRegister.DAY_OF_WEEK;
import static org.backplane.device.rtc.internal.CmosRegister.HOURS;
import static org.backplane.device.rtc.internal.CmosRegister.MINUTES;
import static org.backplane.device.rtc.internal.CmosRegister.MONTH;
import static org.backplane.device.rtc.internal.CmosRegister.SECONDS;
import static org.backplane.device.rtc.internal.CmosRegister.YEAR;

import java.time.LocalDateTime;

/**
 * The time and calendar bytes in the format that register B chooses: BCD or binary, 12 or 24 hours (MC146818 "Time,
 * Calendar, and Alarm Locations"). They are counters, not a date: what the guest writes stays until a carry reaches it.
 */
final class CalendarBytes {
    private static final int B_DATA_MODE_BINARY = 0x04;
    private static final int B_24_HOURS = 0x02;
    private static final int HOURS_PM = 0x80;
    private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int FEBRUARY = 2;

    private final int[] bytes;

    CalendarBytes(int[] bytes) {
        this.bytes = bytes;
    }

    void set(LocalDateTime time) {
        put(SECONDS, time.getSecond());
        put(MINUTES, time.getMinute());
        putHours(time.getHour());
        put(DAY_OF_WEEK, time.getDayOfWeek().getValue() % 7 + 1);
        put(DATE_OF_MONTH, time.getDayOfMonth());
        put(MONTH, time.getMonthValue());
        put(YEAR, time.getYear() % 100);
        put(CENTURY, time.getYear() / 100);
    }

    /** Does the work of so many update cycles. */
    void advance(long seconds) {
        long minutes = count(SECONDS, seconds, 60);
        long hours = count(MINUTES, minutes, 60);
        if (hours > 0) {
            long total = hours() + hours;
            putHours((int) (total % 24));
            for (long days = total / 24; days > 0; days--) {
                nextDay();
            }
        }
    }

    /** Counts a byte on and gives the carry; without a step the byte stays whatever it is. */
    private long count(CmosRegister register, long steps, int limit) {
        if (steps == 0) {
            return 0;
        }
        long total = get(register) + steps;
        put(register, (int) (total % limit));
        return total / limit;
    }

    private void nextDay() {
        put(DAY_OF_WEEK, get(DAY_OF_WEEK) % 7 + 1);
        int month = get(MONTH);
        int date = get(DATE_OF_MONTH) + 1;
        if (date <= daysOf(month)) {
            put(DATE_OF_MONTH, date);
            return;
        }
        put(DATE_OF_MONTH, 1);
        put(MONTH, month % 12 + 1);
        if (month >= 12 && count(YEAR, 1, 100) > 0) {
            count(CENTURY, 1, 100);
        }
    }

    /** The chip knows no rule of centuries: each year that 4 divides is a leap year. */
    private int daysOf(int month) {
        int leapDay = month == FEBRUARY && get(YEAR) % 4 == 0 ? 1 : 0;
        return MONTH_DAYS[Math.floorMod(month - 1, 12)] + leapDay;
    }

    private int hours() {
        int raw = bytes[HOURS.address()];
        if (mode(B_24_HOURS)) {
            return decode(raw);
        }
        return decode(raw & ~HOURS_PM) % 12 + ((raw & HOURS_PM) != 0 ? 12 : 0);
    }

    private void putHours(int hours) {
        bytes[HOURS.address()] = encodeHours(hours);
    }

    /** The hours byte for an hour, 0 to 23. */
    int encodeHours(int hours) {
        if (mode(B_24_HOURS)) {
            return encode(hours);
        }
        int onTheDial = hours % 12 == 0 ? 12 : hours % 12;
        return encode(onTheDial) | (hours >= 12 ? HOURS_PM : 0);
    }

    /** Seconds since midnight; of bytes that are no time, some number from 0 to 86,399. */
    int secondOfDay() {
        return (hours() % 24 * 60 + get(MINUTES) % 60) * 60 + get(SECONDS) % 60;
    }

    private int get(CmosRegister register) {
        return decode(bytes[register.address()]);
    }

    private void put(CmosRegister register, int value) {
        bytes[register.address()] = encode(value);
    }

    private int decode(int raw) {
        return mode(B_DATA_MODE_BINARY) ? raw : (raw >> 4) * 10 + (raw & 0x0f);
    }

    /** A byte for a number, 0 to 99. */
    int encode(int value) {
        return mode(B_DATA_MODE_BINARY) ? value : value / 10 << 4 | value % 10;
    }

    private boolean mode(int bit) {
        return (bytes[CmosRegister.B.address()] & bit) != 0;
    }
}
