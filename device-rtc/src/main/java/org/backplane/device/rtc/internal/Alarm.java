package org.backplane.device.rtc.internal;

import static org.backplane.device.rtc.internal.CmosRegister.HOURS_ALARM;
import static org.backplane.device.rtc.internal.CmosRegister.MINUTES_ALARM;
import static org.backplane.device.rtc.internal.CmosRegister.SECONDS_ALARM;

/**
 * The alarm bytes, compared with hours, minutes and seconds after each update; a byte with its two upper bits set matches
 * everything (MC146818 "Time, Calendar, and Alarm Locations").
 */
final class Alarm {
    /** The alarm does not come. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int DONT_CARE = 0xc0;
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private final int[] bytes;
    private final CalendarBytes calendar;

    Alarm(int[] bytes, CalendarBytes calendar) {
        this.bytes = bytes;
        this.calendar = calendar;
    }

    /** How many updates it takes until the alarm comes, 1 to 86,400, or {@link #NEVER}. */
    long updatesUntilMatch() {
        int now = calendar.secondOfDay();
        if (!canMatchASecond()) {
            return NEVER;
        }
        int time = now + 1;
        while (time <= now + DAY) {
            if (!matches(HOURS_ALARM, calendar.encodeHours(time / HOUR % 24))) {
                time = (time / HOUR + 1) * HOUR;
            } else if (!matches(MINUTES_ALARM, calendar.encode(time / MINUTE % 60))) {
                time = (time / MINUTE + 1) * MINUTE;
            } else if (!matches(SECONDS_ALARM, calendar.encode(time % MINUTE))) {
                time++;
            } else {
                return time - now;
            }
        }
        return NEVER;
    }

    private boolean canMatchASecond() {
        for (int second = 0; second < MINUTE; second++) {
            if (matches(SECONDS_ALARM, calendar.encode(second))) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(CmosRegister register, int value) {
        int code = bytes[register.address()];
        return (code & DONT_CARE) == DONT_CARE || code == value;
    }
}
