package org.backplane.device.acpi.internal.aml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The encoding: ACPI §20.2. */
class AmlTest {
    private static String hex(byte... bytes) {
        StringBuilder text = new StringBuilder();
        for (byte value : bytes) {
            text.append(String.format("%02x", value));
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"0, 00", "1, 01", "2, 0a02", "ff, 0aff", "100, 0b0001", "ffff, 0bffff", "10000, 0c00000100",
        "ffffffff, 0cffffffff", "100000000, 0e0000000001000000"})
    void integersAreAsShortAsTheyCanBe(String value, String encoding) {
        assertThat(hex(Term.integer(Long.parseLong(value, 16)).bytes())).isEqualTo(encoding);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"PCI0, 50434930", "_S5, 5f53355f", "\\, 5c00", "\\_SB, 5c5f53425f", "\\_SB.PCI0, 5c2e5f53425f50434930",
        "\\_SB.PCI0.ISA, 5c2f035f53425f504349304953415f"})
    void namesAreSegmentsOfFour(String name, String encoding) {
        assertThat(hex(Term.path(name).bytes())).isEqualTo(encoding);
    }

    @Test
    void badNamesAreOurMistake() {
        assertThatThrownBy(() -> Term.path("lower")).isInstanceOf(AssertionError.class).hasMessageContaining("lower");
        assertThatThrownBy(() -> Term.path("TOOLONG")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Term.path("0ABC")).isInstanceOf(AssertionError.class);
    }

    @Test
    void plugAndPlayIdsAreCompressed() {
        assertThat(hex(Term.eisaId("PNP0A03").bytes())).as("the example of ACPI §19.6").isEqualTo("0c41d00a03");
        assertThat(hex(Term.eisaId("PNP0C0F").bytes())).isEqualTo("0c41d00c0f");
    }

    @Test
    void stringsEndWithAZero() {
        assertThat(hex(Term.text("QEMU0002").bytes())).isEqualTo("0d51454d553030303200");
    }

    @Property
    void packageLengthsCountThemselves(@ForAll @IntRange(max = (1 << 28) - 5) int contents) {
        byte[] length = PackageLength.encode(contents);
        int more = (length[0] & 0xff) >> 6;
        int value = more == 0 ? length[0] & 0x3f : length[0] & 0x0f;
        for (int i = 1; i < length.length; i++) {
            value |= (length[i] & 0xff) << 4 + 8 * (i - 1);
        }
        assertThat(length).hasSize(more + 1);
        assertThat(value).isEqualTo(contents + length.length);
        assertThat(more > 0 && (length[0] & 0x30) != 0).as("bits 5 and 4 are reserved").isFalse();
    }

    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"0, 01", "62, 3f", "63, 4104", "4093, 4fff", "4094, 810001", "1048572, 8fffff", "1048573, c1000001"})
    void packageLengthsGrowAtTheirLimits(int contents, String encoding) {
        assertThat(hex(PackageLength.encode(contents))).isEqualTo(encoding);
    }

    @Test
    void termsNest() {
        assertThat(hex(Term.name("_S5", Term.pack(Term.integer(0), Term.integer(5))).bytes()))
                .isEqualTo("085f53355f" + "1205" + "02" + "00" + "0a05");
        assertThat(hex(Term.device("COM1", Term.name("_UID", Term.integer(1))).bytes()))
                .isEqualTo("5b820b" + "434f4d31" + "085f554944" + "01");
        assertThat(hex(Term.method("_STA", 1, Term.returns(Term.argument(0))).bytes()))
                .isEqualTo("1408" + "5f535441" + "09" + "a468");
        assertThat(hex(Term.buffer((byte) 1, (byte) 2).bytes())).isEqualTo("1105" + "0a02" + "0102");
    }

    @Test
    void resourcesAreDescriptors() {
        assertThat(hex(new Resources().ports(0x3f8, 8).irq(4).dma(2).toTerm().bytes()))
                .isEqualTo("1113" + "0a10" + "4701f803f8030108" + "221000" + "2a0400" + "7900");
        assertThat(hex(new Resources().interrupts(5, 10).toTerm().bytes()))
                .isEqualTo("1112" + "0a0f" + "890a000902" + "05000000" + "0a000000" + "7900");
        assertThat(hex(new Resources().busWindow(0, 255).toTerm().bytes()))
                .isEqualTo("1115" + "0a12" + "880d00020c00" + "00000000ff0000000001" + "7900");
    }
}
