package org.backplane.device.rtc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostFiles;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

/** The option {@code nvram}. */
class BatteryFileTest {
    private static final Map<String, String> OPTIONS =
            Map.of("nvram", "nvram", "memory", "128M", "time", "2026-11-01T12:34:56");

    private static byte[] filled(int value) {
        byte[] bytes = new byte[128];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void eachChangeOfTheMemoryIsKeptAndNothingElse() {
        CmosBench rtc = new CmosBench(OPTIONS);
        assertThat(rtc.files.contents("nvram")).as("nothing has changed").isNull();
        rtc.out(0x0b, 0x82);
        rtc.out(0x00, 0x11);
        rtc.out(0x38, 0x30);
        assertThat(rtc.files.contents("nvram")).as("no byte of memory has").isNull();
        rtc.out(0x40, 0xa5);
        assertThat(rtc.files.contents("nvram")).hasSize(128);
        assertThat(rtc.files.contents("nvram")[0x40]).isEqualTo((byte) 0xa5);
        rtc.out(0x41, 0x5a);

        assertThat(rtc.files.contents("nvram")[0x41]).isEqualTo((byte) 0x5a);
    }

    @Test
    void whatWasKeptComesBackButNotTimeStatusAndSizes() {
        CmosBench rtc = new CmosBench(OPTIONS, filled(0x55));

        assertThat(rtc.in(0x40)).isEqualTo(0x55);
        assertThat(rtc.in(0x01)).as("the alarm is memory").isEqualTo(0x55);
        assertThat(rtc.time()).isEqualTo("2026-11-01 12:34:56");
        assertThat(rtc.in(0x0a) << 8 | rtc.in(0x0b)).isEqualTo(0x2602);
        assertThat(rtc.in(0x0d)).isEqualTo(0x80);
        assertThat(rtc.in(0x35) << 8 | rtc.in(0x34)).as("the machine's size of today").isEqualTo(0x0700);
    }

    @Test
    void aByteThatIsConfiguredIsNotTakenFromTheFile() {
        CmosBench rtc = new CmosBench(Map.of("nvram", "nvram", "bytes", new String[] {"0x40=1"}), filled(0x55));

        assertThat(rtc.in(0x40)).isEqualTo(0x01);
        assertThat(rtc.in(0x41)).isEqualTo(0x55);
    }

    @Test
    void withoutTheOptionNoFileIsOpened() {
        CmosBench rtc = new CmosBench(Map.of(), filled(0x55));
        rtc.out(0x40, 0x01);

        assertThat(rtc.files.contents("nvram")).isEqualTo(filled(0x55));
    }

    @Test
    void theHostsFailureIsReportedByTheMachineThread() {
        CmosBench rtc = new CmosBench(OPTIONS);
        rtc.files.fail("nvram", "/nvram: cannot be written: No space left on device");
        rtc.wires.drainPosted();

        assertThat(rtc.wires.events().host())
                .containsExactly("nvram: /nvram: cannot be written: No space left on device");
    }

    @Test
    void unpluggingClosesTheFile() {
        CmosBench rtc = new CmosBench(OPTIONS);
        assertThat(rtc.files.isOpen("nvram")).isTrue();

        rtc.card.unplug();

        assertThat(rtc.files.isOpen("nvram")).isFalse();
    }

    @Test
    void aFileThatWillNotDoIsReportedByTheOption() {
        assertThatThrownBy(() -> new CmosBench(OPTIONS, new byte[3]))
                .hasMessage("nvram: nvram has 3 bytes, the memory of a clock has 128");
        FakeWires wires = new FakeWires();
        FakeHostFiles files = new FakeHostFiles(wires);
        files.refuse("nvram", "/nvram: cannot be read: Is a directory");
        RtcComponent device = new RtcComponent(ComponentConfig.of(RtcComponent.Config.class, OPTIONS), files);
        assertThatThrownBy(() -> device.plug(wires)).hasMessage("nvram: /nvram: cannot be read: Is a directory");
    }
}
