package org.backplane.operator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.BindException;
import org.junit.jupiter.api.Test;

class ReasonTest {
    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void aStackTraceGivesWhatTheConstructorThrew() {
        Throwable thrown = new IOException("tcp:4000: cannot listen: Address already in use",
                new BindException("Address already in use"));

        assertThat(Reason.ofStackTrace(trace(new InvocationTargetException(thrown))))
                .isEqualTo("tcp:4000: cannot listen: Address already in use");
        assertThat(Reason.ofStackTrace(trace(thrown))).isEqualTo("tcp:4000: cannot listen: Address already in use");
    }

    @Test
    void aCauseWithoutMessageKeepsItsName() {
        assertThat(Reason.ofStackTrace(trace(new InvocationTargetException(new NullPointerException()))))
                .isEqualTo("java.lang.NullPointerException");
    }

    @Test
    void aSlotsReasonIsTheMessageOfWhatTheDeviceThrew() {
        assertThat(Reason.ofSlot("org.backplane.firmware.FirmwareException: a.rom is empty, in plug"))
                .isEqualTo("a.rom is empty");
        assertThat(Reason.ofSlot("bus.memory: 'x' is not a number")).isEqualTo("bus.memory: 'x' is not a number");
    }

    @Test
    void onlyTheFirstLineIsSaid() {
        assertThat(Reason.firstLine("one\ntwo")).isEqualTo("one");
        assertThat(Reason.firstLine(null)).isEmpty();
    }
}
