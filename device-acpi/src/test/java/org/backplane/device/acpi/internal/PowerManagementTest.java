package org.backplane.device.acpi.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.backplane.bus.Reset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registers: 82371AB §7, ACPI §4.8. */
class PowerManagementTest {
    private static final long HERTZ = 3_579_545;
    private static final long SECOND = 1_000_000_000;
    /** The virtual time at which bit 23 of the timer changes first: 2^23 ticks, rounded up. */
    private static final long FIRST_OVERFLOW = ((1L << 23) * SECOND + HERTZ - 1) / HERTZ;

    private final Bench bench = new Bench();

    private void acpi(int enabledEvents) {
        bench.apm.write(0, 1, 0xf1);
        bench.pm.write(2, 2, enabledEvents);
    }

    // Configuration space.

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"40, 00000001", "44, 0", "58, 02000000", "5c, 10000000", "60, 60000000", "64, 08000000", "80, 0",
        "90, 0000b101", "d0, 00090000", "fc, 0"})
    void configurationRegistersHaveTheMeasuredValues(String offset, String value) {
        assertThat(bench.config(Integer.parseInt(offset, 16), 4)).isEqualTo(Long.parseLong(value, 16));
    }

    @Test
    void bit25OfDevactbIsClearWhereThereIsSmm() {
        assertThat(new Bench(Map.of("smm", true)).config(0x58, 4)).as("SeaBIOS sets SMM up").isZero();
    }

    @Test
    void seabiosPlacesTheBlock() {
        assertThat(bench.wires.window("pm").isOpen()).isFalse();
        bench.config(0x40, 4, 0x601);
        assertThat(bench.wires.window("pm").isOpen()).as("PMIOSE is still clear").isFalse();
        bench.config(0x80, 1, 0x01);
        assertThat(bench.wires.window("pm").isOpen()).isTrue();
        assertThat(bench.wires.window("pm").address()).isEqualTo(0x600);
        bench.config(0x90, 4, 0x701);
        bench.config(0xd2, 1, 0x09);
        assertThat(bench.config(0x90, 4)).isEqualTo(0x701);
        assertThat(bench.config(0xd2, 1)).isEqualTo(9);

        bench.config(0x40, 4, 0xffff_ffffL);
        assertThat(bench.config(0x40, 4)).as("64 bytes of I/O").isEqualTo(0xffc1);
        assertThat(bench.wires.window("pm").address()).isEqualTo(0xffc0);
        bench.card.reset(Reset.HARD);
        assertThat(bench.wires.window("pm").isOpen()).isFalse();
        assertThat(bench.config(0x40, 4)).isEqualTo(1);
    }

    @Test
    void withoutPciTheBlockAnswersAtItsBase() {
        Bench isa = new Bench(Map.of("bus_pci", "", "base", 0xb000));
        assertThat(isa.wires.window("pm").isOpen()).isTrue();
        assertThat(isa.wires.window("pm").address()).isEqualTo(0xb000);
        isa.card.reset(Reset.HARD);
        assertThat(isa.wires.window("pm").isOpen()).isTrue();
        assertThatThrownBy(() -> new Bench(Map.of("base", 0x610)))
                .hasMessage("base: 0x610 is no port from 0x40 to 0xffc0 that is a multiple of 0x40");
        assertThatThrownBy(() -> isa.card.range("x")).isInstanceOf(NoSuchElementException.class);
    }

    @Property
    void reservedConfigurationBytesReadZeroAndOthersKeepTheirReadOnlyBits(
            @ForAll @IntRange(min = 0x40, max = 0xff) int offset, @ForAll @IntRange(max = 0xff) int value) {
        Bench function = new Bench();
        int before = function.configuration.readConfiguration(offset);
        function.configuration.writeConfiguration(offset, value);
        int after = function.configuration.readConfiguration(offset);
        function.configuration.writeConfiguration(offset, 0xff);
        int ones = function.configuration.readConfiguration(offset);
        function.configuration.writeConfiguration(offset, 0);
        int zeroes = function.configuration.readConfiguration(offset);
        int writable = ones & ~zeroes;

        assertThat(after & writable).isEqualTo(value & writable);
        assertThat(after & ~writable).isEqualTo(before & ~writable);
        assertThat(ones).isBetween(0, 0xff);
    }

    // The timer.

    @Property
    void theTimerCountsExactly(@ForAll @LongRange(max = 1L << 60) long nanos) {
        Bench late = new Bench();
        late.wires.lag(nanos);
        long ticks = BigInteger.valueOf(nanos).multiply(BigInteger.valueOf(HERTZ))
                .divide(BigInteger.valueOf(SECOND)).longValue();

        assertThat(late.pm.read(8, 4)).isEqualTo(ticks & 0xff_ffff);
        assertThat(late.pm.peek(10, 1)).isEqualTo(ticks >> 16 & 0xff);
        assertThat(late.pm.peek(11, 1)).as("24 bits").isZero();
    }

    @Test
    void aSecondIs3579545Ticks() {
        bench.wires.advance(SECOND - 1);
        assertThat(bench.pm.read(8, 4)).isEqualTo(3_579_544);
        bench.wires.advance(1);
        assertThat(bench.pm.read(8, 4)).isEqualTo(3_579_545);
        bench.pm.write(8, 4, 0);
        assertThat(bench.pm.read(8, 4)).as("read-only").isEqualTo(3_579_545);
        assertThat(bench.wires.events().guest()).contains("PMTMR (82371AB §7.2) written, which has no effect");
    }

    @Test
    void bit23ChangesAndSignalsToTheNanosecond() {
        acpi(0x0001);
        bench.wires.advance(FIRST_OVERFLOW - 1);
        assertThat(bench.pm.read(8, 4)).isEqualTo((1 << 23) - 1);
        assertThat(bench.sci.asserted()).isFalse();
        bench.wires.advance(1);
        assertThat(bench.pm.read(8, 4)).isEqualTo(1 << 23);
        assertThat(bench.status()).isEqualTo(0x0001);
        assertThat(bench.sci.asserted()).isTrue();

        bench.pm.write(0, 2, 0x0001);
        assertThat(bench.sci.asserted()).isFalse();
        bench.wires.advance(FIRST_OVERFLOW - 1);
        assertThat(bench.pm.read(8, 4)).as("all the way around").isZero();
        assertThat(bench.status()).as("1 to 0 is an event too").isEqualTo(0x0001);
    }

    @Test
    void anOverflowIsSeenEvenIfTheTimerIsLate() {
        bench.wires.lag(FIRST_OVERFLOW);
        assertThat(bench.status()).isEqualTo(0x0001);
        bench.pm.write(0, 2, 0x0001);
        bench.wires.advance(0);
        assertThat(bench.status()).as("the late timer signals nothing again").isZero();
    }

    @Test
    void overflowsKeepTheirDistanceForADay() {
        acpi(0x0001);
        for (int second = 0; second < 86_400; second += 2) {
            bench.wires.advance(2 * SECOND);
            bench.pm.write(0, 1, 1);
        }
        assertThat(bench.sci.edges()).isEqualTo((int) (86_400 * HERTZ >> 23));
    }

    // Events and control.

    @Test
    void linuxSwitchesToAcpiModeAndBack() {
        assertThat(bench.pm.read(4, 2)).isZero();
        bench.apm.write(0, 1, 0xf1);
        assertThat(bench.pm.read(4, 2)).as("SCI_EN").isEqualTo(1);
        bench.apm.write(0, 1, 0xf0);
        assertThat(bench.pm.read(4, 2)).isZero();
        bench.apm.write(0, 1, 0x55);
        bench.apm.write(1, 1, 0xaa);
        assertThat(bench.apm.read(0, 1)).isEqualTo(0x55);
        assertThat(bench.apm.read(1, 1)).isEqualTo(0xaa);
        bench.card.reset(Reset.HARD);
        assertThat(bench.apm.read(0, 1)).isZero();
    }

    @Test
    void thePowerButtonIsAnEvent() {
        bench.press();
        assertThat(bench.status()).isEqualTo(0x0100);
        assertThat(bench.sci.asserted()).as("nobody has enabled it").isFalse();
        bench.pm.write(2, 2, 0x0120);
        assertThat(bench.sci.asserted()).as("not in ACPI mode").isFalse();
        bench.apm.write(0, 1, 0xf1);
        assertThat(bench.sci.asserted()).isTrue();
        bench.pm.write(0, 2, 0xfeff);
        assertThat(bench.sci.asserted()).as("a zero clears nothing").isTrue();
        bench.pm.write(0, 2, 0x0100);
        assertThat(bench.sci.asserted()).isFalse();
        assertThat(bench.wires.powerOffs()).as("the guest decides").isEmpty();
    }

    @Test
    void biosReleaseIsAGlobalEvent() {
        acpi(0x0020);
        bench.pm.write(0x28, 4, 0x0000_0003);
        assertThat(bench.pm.read(0x28, 4)).as("BIOS_RLS clears itself").isEqualTo(1);
        assertThat(bench.status()).isEqualTo(0x0020);
        assertThat(bench.sci.asserted()).isTrue();
    }

    @Test
    void softOffSwitchesTheMachineOff() {
        bench.pm.write(4, 2, 0x2001);
        assertThat(bench.wires.powerOffs()).containsExactly(0);
        assertThat(bench.pm.read(4, 2)).as("SUS_EN reads 0").isEqualTo(1);
    }

    @ParameterizedTest(name = "suspend type {0}")
    @CsvSource({"1", "2", "5", "7"})
    void otherSleepStatesAreReported(int type) {
        bench.pm.write(4, 2, type << 10);
        assertThat(bench.wires.events().guest()).as("choosing a type does nothing").isEmpty();
        bench.pm.write(4, 2, 0x2000 | type << 10);
        assertThat(bench.wires.powerOffs()).isEmpty();
        assertThat(bench.wires.events().guest())
                .containsExactly("PMCNTRL (82371AB §7.2) asks for suspend type " + type + ", which is not modelled");
    }

    @Test
    void generalPurposeEventsComeFromPins() {
        acpi(0);
        bench.gpe0.write(2, 1, 0x02);
        bench.wires.drive("gpe1", true);
        assertThat(bench.gpe0.read(0, 1)).isEqualTo(0x02);
        assertThat(bench.sci.asserted()).isTrue();
        bench.gpe0.write(2, 1, 0x04);
        assertThat(bench.sci.asserted()).isFalse();
        bench.gpe0.write(2, 1, 0x06);
        bench.gpe0.write(0, 1, 0x02);
        assertThat(bench.sci.asserted()).as("the pin is an edge").isFalse();
        bench.wires.drive("gpe1", false);
        bench.wires.drive("gpe15", true);
        assertThat(bench.gpe0.read(1, 1)).isEqualTo(0x80);
        bench.gpe0.write(3, 1, 0xff);
        assertThat(bench.sci.asserted()).isTrue();
        assertThat(bench.gpe0.peek(3, 1)).isEqualTo(0xff);
        bench.card.reset(Reset.HARD);
        assertThat(bench.sci.asserted()).isFalse();
        assertThat(bench.gpe0.read(1, 1)).isZero();
    }

    @Test
    void initIsNothingToIt() {
        acpi(0x0100);
        bench.press();
        bench.card.reset(Reset.INIT);
        assertThat(bench.sci.asserted()).isTrue();
    }

    @Property(tries = 500)
    void theSciFollowsStatusEnableAndModeWhateverIsWritten(
            @ForAll @Size(max = 40) List<@IntRange(max = 0x3fff) Integer> writes) {
        Bench function = new Bench();
        for (int word : writes) {
            int offset = word >> 8;
            if (offset % 8 == 7) {
                function.press();
            } else if (offset > 0x30) {
                function.apm.write(0, 1, 0xf0 | offset & 1);
            } else {
                function.pm.write(offset % 8, 1, word & 0xff);
            }
            boolean pending = (function.pm.peek(0, 2) & function.pm.peek(2, 2) & 0x0521) != 0;
            assertThat(function.sci.asserted()).isEqualTo(pending && (function.pm.peek(4, 2) & 1) != 0);
            assertThat(function.pm.peek(0, 2) & ~0x8d31).isZero();
        }
    }
}
