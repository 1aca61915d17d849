package org.backplane.device.rtc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.backplane.bus.Reset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Index, memory and set-up bytes. */
class CmosTest {
    private final CmosBench cmos = CmosBench.at("2026-11-01T12:34:56");

    @Test
    void theIndexCannotBeReadAndStaysForSeveralAccesses() {
        cmos.ports.write(0, 1, 0x3f);
        cmos.ports.write(1, 1, 0x5a);

        assertThat(cmos.ports.read(0, 1)).isEqualTo(0xff);
        assertThat(cmos.ports.peek(0, 1)).isEqualTo(0xff);
        assertThat(cmos.ports.read(1, 1)).isEqualTo(0x5a);
        assertThat(cmos.ports.peek(1, 1)).isEqualTo(0x5a);
    }

    @Test
    void bit7OfTheIndexMasksNmiAndIsNoPartOfTheAddress() {
        cmos.out(0x3f, 0x11);
        assertThat(cmos.wires.pin("nmi-mask").asserted()).isFalse();
        assertThat(cmos.in(0xbf)).isEqualTo(0x11);
        assertThat(cmos.wires.pin("nmi-mask").asserted()).isTrue();

        cmos.card.reset(Reset.HARD);

        assertThat(cmos.wires.pin("nmi-mask").asserted()).isFalse();
    }

    @Test
    void everyByteOfMemoryHoldsWhatIsWritten() {
        for (int address = 0x0e; address < 0x80; address++) {
            if (address != 0x32) {
                cmos.out(address, address ^ 0xff);
            }
        }
        for (int address = 0x0e; address < 0x80; address++) {
            if (address != 0x32) {
                assertThat(cmos.in(address)).as("byte %02x", address).isEqualTo(address ^ 0xff);
            }
        }
    }

    @ParameterizedTest(name = "byte {0} is {1}")
    @CsvSource({"0a, 26", "0b, 02", "0c, 00", "0d, 80", "0f, 00", "10, 00", "14, 06", "15, 80", "16, 02", "17, ff",
        "18, ff", "30, ff", "31, ff", "32, 20", "34, 00", "35, 07", "38, 30", "3d, 12", "5b, 00", "5c, 00", "5d, 00",
        "5f, 00"})
    void aMachineOf128MebibytesHasTheMeasuredBytes(String address, String value) {
        CmosBench machine = new CmosBench(Map.of("memory", "128M", "time", "2026-11-01T12:34:56"));

        assertThat(machine.in(Integer.parseInt(address, 16))).isEqualTo(Integer.parseInt(value, 16));
    }

    @ParameterizedTest(name = "memory {0}, above {1}")
    @CsvSource({
        "512K,       0,    200,    0,    0,      0",
        "1M,         0,    280,    0,    0,      0",
        "2M,         0,    280,  400,    0,      0",
        "16777216,   0,    280, 3c00,    0,      0",
        "0x2000_000, 0,    280, 7c00,  100,      0",
        "3G,         5G,   280, ffff, bf00,  14000",
        "4G,         1023G, 280, ffff, ff00, ffc000",
    })
    void memorySizesAreFoundInTheirBytes(
            String memory, String above, String base, String extended, String above16, String above4) {
        CmosBench machine = new CmosBench(Map.of("memory", memory, "memoryAbove4G", above));

        assertThat(number(machine, 0x15, 2)).isEqualTo(base);
        assertThat(number(machine, 0x17, 2)).isEqualTo(extended);
        assertThat(number(machine, 0x30, 2)).isEqualTo(extended);
        assertThat(number(machine, 0x34, 2)).isEqualTo(above16);
        assertThat(number(machine, 0x5b, 3)).isEqualTo(above4);
    }

    private static String number(CmosBench machine, int address, int count) {
        int value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | machine.in(address + i);
        }
        return Integer.toHexString(value);
    }

    @Test
    void bytesCanBeConfigured() {
        CmosBench machine = new CmosBench(Map.of("bytes", new String[] {"0x10=0x40", "61 = 33"}));

        assertThat(machine.in(0x10)).isEqualTo(0x40);
        assertThat(machine.in(0x3d)).isEqualTo(33);
    }

    @Test
    void badOptionsAreReportedByName() {
        assertThatThrownBy(() -> new CmosBench(Map.of("memory", "lots"))).hasMessage("memory: 'lots' is no number");
        assertThatThrownBy(() -> new CmosBench(Map.of("memory", "5G"))).hasMessage(
                "memory: '5G' is out of range, 4 is the most in this unit");
        assertThatThrownBy(() -> new CmosBench(Map.of("memory", ""))).hasMessage("memory: '' is no number");
        assertThatThrownBy(() -> new CmosBench(Map.of("memoryAbove4G", "-1")))
                .hasMessageStartingWith("memoryAbove4G: '-1' is out of range");
        assertThatThrownBy(() -> new CmosBench(Map.of("bytes", new String[] {"0x10"})))
                .hasMessage("bytes: '0x10' is not ADDRESS=VALUE");
        assertThatThrownBy(() -> new CmosBench(Map.of("bytes", new String[] {"0x80=0"})))
                .hasMessage("bytes: '0x80' is out of range, 127 is the most in this unit");
        assertThatThrownBy(() -> new CmosBench(Map.of("bytes", new String[] {"0=0"})))
                .hasMessage("bytes: '0=0': the chip makes this byte itself");
        assertThatThrownBy(() -> CmosBench.at("yesterday")).hasMessageStartingWith(
                "time: 'yesterday' is neither 'host' nor a time in ISO 8601");
    }

    @Test
    void registersCAndDIgnoreWritesWithAReport() {
        cmos.out(0x0c, 0xff);
        cmos.out(0x0d, 0x00);

        assertThat(cmos.in(0x0c)).isZero();
        assertThat(cmos.in(0x0d)).isEqualTo(0x80);
        assertThat(cmos.wires.events().guest()).containsExactly(
                "register C (MC146818 \"Register C\") written with ff, which has no effect",
                "register D (MC146818 \"Register D\") written with 00, which has no effect");
    }

    @Test
    void theBatteryKeepsMemoryThroughEveryReset() {
        cmos.out(0x0f, 0x0a);
        cmos.out(0x0b, 0x7e);
        cmos.card.reset(Reset.INIT);
        assertThat(cmos.in(0x0b)).as("INIT does not reach the chip").isEqualTo(0x7e);

        cmos.card.reset(Reset.HARD);
        assertThat(cmos.in(0x0f)).isEqualTo(0x0a);
        assertThat(cmos.in(0x0b)).as("RESET# clears the enables only").isEqualTo(0x06);
        cmos.card.reset(Reset.POWER_ON);
        assertThat(cmos.in(0x0f)).isEqualTo(0x0a);
    }

    @Test
    void powerOnSetsTheTimeOfDayAndOtherResetsDoNot() {
        cmos.seconds(100);
        cmos.card.reset(Reset.HARD);
        assertThat(cmos.time()).isEqualTo("2026-11-01 12:36:36");

        cmos.card.reset(Reset.POWER_ON);

        assertThat(cmos.time()).isEqualTo("2026-11-01 12:34:56");
    }

    @Test
    void theHostsTimeIsUtc() {
        LocalDateTime before = LocalDateTime.now(ZoneOffset.UTC).withNano(0);
        String time = CmosBench.at("host").time();
        LocalDateTime after = LocalDateTime.now(ZoneOffset.UTC);

        LocalDateTime found = LocalDateTime.parse(time.replace(' ', 'T'));
        assertThat(found).isBetween(before, after);
        assertThat(Duration.between(before, found)).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void aTimeWithAnOffsetIsConvertedToUtc() {
        assertThat(CmosBench.at("2026-01-01T00:30:00+01:00").time()).isEqualTo("2025-12-31 23:30:00");
        assertThat(CmosBench.at("2026-01-01T00:30:00Z").time()).isEqualTo("2026-01-01 00:30:00");
    }
}
