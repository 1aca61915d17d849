package org.backplane.bus.core.internal.declare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.backplane.bus.MemoryType;
import org.backplane.bus.core.internal.declare.RangeDeclaration.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationTest {
    @ParameterizedTest
    @CsvSource({
        "0x3f8-0x3ff, 0x3f8, 0x3ff",
        "0x3f8+8, 0x3f8, 0x3ff",
        " 0x3f8 - 0x3ff , 0x3f8, 0x3ff",
        "1016+0x8, 0x3f8, 0x3ff",
        "0XE0_00+4K, 0xe000, 0xefff",
        "0-0xffff, 0, 0xffff",
        "0xffff+1, 0xffff, 0xffff",
        "0+64k, 0, 0xffff",
    })
    void aRangeOfPortsIsWrittenInManyWays(String text, String first, String last) throws DeclarationException {
        RangeDeclaration range = Declaration.parse(Map.of("bus.port", text)).ranges().get(0);

        assertThat(range.first()).isEqualTo(Long.decode(first));
        assertThat(range.last()).isEqualTo(Long.decode(last));
    }

    @Test
    void aLengthAloneFloats() throws DeclarationException {
        Declaration declaration = Declaration.parse(Map.of("bus.port", List.of("+0x40", " + 8", "0x40+8")));

        assertThat(declaration.ranges()).extracting(RangeDeclaration::floating).containsExactly(true, true, false);
        assertThat(declaration.ranges()).extracting(range -> range.span().lengthBytes()).containsExactly(64L, 8L, 8L);
        assertThat(declaration.ranges().get(0).span()).hasToString("+0x40");
        assertThat(declaration.fixedRanges()).hasSize(1);
        assertThatThrownBy(() -> Declaration.parse(Map.of("bus.port", "+0"))).hasMessage("bus.port: '+0' has the length 0");
        assertThatThrownBy(() -> Declaration.parse(Map.of("bus.port", "+0x10001")))
                .hasMessage("bus.port: '+0x10001' has the length 65537");
        assertThatThrownBy(() -> Declaration.parse(Map.of("bus.port", "+"))).hasMessage("bus.port: '' is not a number");
    }

    @Test
    void memoryGoesUpTo52Bits() throws DeclarationException {
        RangeDeclaration range = Declaration.parse(Map.of("bus.memory", "0xf_ffff_ffff_f000+4096")).ranges().get(0);

        assertThat(range.last()).isEqualTo((1L << 52) - 1);
    }

    @Test
    void valuesMayBeNumbersTextsArraysAndCollections() throws DeclarationException {
        Declaration declaration = Declaration.parse(Map.of(
                "bus.memory", new Object[] {0xfe000000L, "0x1000"},
                "bus.memory.size", List.of("4K", 16),
                "bus.memory.priority", new int[] {-1, 7},
                "bus.port", 0x60,
                "bus.port.size", (short) 1));

        assertThat(declaration.ranges()).extracting(RangeDeclaration::span)
                .containsExactly(new Span(0xfe000000L, 0xfe000fffL), new Span(0x1000, 0x100f), new Span(0x60, 0x60));
        assertThat(declaration.ranges()).extracting(RangeDeclaration::priority).containsExactly(-1, 7, 0);
    }

    @Test
    void whatIsNotSaidHasDefaults() throws DeclarationException {
        Declaration declaration = Declaration.parse(Map.of("bus.memory", List.of("0-9", "16-23"), "bus.port", "0-7"));

        assertThat(declaration.ranges()).extracting(RangeDeclaration::name)
                .containsExactly("memory0", "memory1", "port0");
        RangeDeclaration range = declaration.ranges().get(0);
        assertThat(range.priority()).isZero();
        assertThat(range.direction()).isEqualTo(Direction.RW);
        assertThat(range.type()).isEqualTo(MemoryType.UC);
        assertThat(range.valid()).isEqualTo(1 | 2 | 4);
        assertThat(range.implemented()).as("the valid widths are the default").isEqualTo(1 | 2 | 4);
    }

    @Test
    void whatIsSaidOnceHoldsForAllRanges() throws DeclarationException {
        Declaration declaration = Declaration.parse(Map.of(
                "bus.memory", List.of("0x0-0xf", "0x10-0x1f"),
                "bus.memory.name", List.of("a", "b"),
                "bus.memory.valid", "4,8",
                "bus.memory.implemented", 4,
                "bus.memory.access", "r",
                "bus.memory.type", "wb"));

        assertThat(declaration.ranges()).extracting(RangeDeclaration::name).containsExactly("a", "b");
        assertThat(declaration.ranges()).allSatisfy(range -> {
            assertThat(range.valid()).isEqualTo(4 | 8);
            assertThat(range.implemented()).isEqualTo(4);
            assertThat(range.direction()).isEqualTo(Direction.R);
            assertThat(range.type()).isEqualTo(MemoryType.WB);
        });
    }

    @Test
    void aLengthOfItsOwnBeatsTheSizeProperty() throws DeclarationException {
        Declaration declaration = Declaration.parse(Map.of(
                "bus.port", List.of("0x10-0x11", "0x20"), "bus.port.size", 8));

        assertThat(declaration.ranges()).extracting(range -> range.span().lengthBytes()).containsExactly(2L, 8L);
    }

    @Test
    void anEmptyTextDeclaresNothing() throws DeclarationException {
        Declaration declaration = Declaration.parse(Map.of("bus.port", "", "bus.port.size", 8, "bus.senses", " "));

        assertThat(declaration.ranges()).as("a .cfg file cannot hold an empty array").isEmpty();
        assertThat(declaration.senses()).isEmpty();
    }

    @Test
    void anEmptyListSwitchesTheRangesOffTogetherWithWhatDescribesThem() throws DeclarationException {
        Declaration declaration = Declaration.parse(Map.of(
                "bus.port", new String[0], "bus.port.name", List.of("a", "b"), "bus.port.valid", "1"));

        assertThat(declaration.ranges()).isEmpty();
    }

    @Test
    void pinsAreSolderedToLinesOfAnotherOrTheSameName() throws DeclarationException {
        Declaration declaration = Declaration.parse(Map.of(
                "bus.drives", List.of("irq=irq4", "a20"), "bus.senses", " gate = speaker "));

        assertThat(declaration.drives()).containsExactly(Map.entry("irq", "irq4"), Map.entry("a20", "a20"));
        assertThat(declaration.senses()).containsExactly(Map.entry("gate", "speaker"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bus.port | 0x3f8-0x3fz | bus.port: '0x3fz' is not a number",
        "bus.port | 0x3ff-0x3f8 | bus.port: '0x3ff-0x3f8' ends before it starts",
        "bus.port | 0x3f8 | bus.port: '0x3f8' has no length, and there is no bus.port.size",
        "bus.port | 0x3f8+0 | bus.port: '0x3f8+0' has the length 0",
        "bus.port | 0xffff+2 | bus.port: '0xffff+2' goes past 0xffff, the last port address",
        "bus.port | 0x10000-0x10001 | bus.port: '0x10000-0x10001' goes past 0xffff, the last port address",
        "bus.memory | 0x10000000000000+1 | bus.memory: '0x10000000000000+1' goes past 0xfffffffffffff, the last memory address",
        "bus.memory | 0x7fffffffffffffff+0x7fffffffffffffff | bus.memory: '0x7fffffffffffffff+0x7fffffffffffffff' has the length 9223372036854775807",
        "bus.memory | 0xffffffffffffffff+1 | bus.memory: '0xffffffffffffffff' is too large",
        "bus.memory | 9999999999G+1 | bus.memory: '9999999999G' is too large",
        "bus.memory | -1 | bus.memory: '-1' is not a number",
        "bus.memory | 1__0+1 | bus.memory: '1__0' is not a number",
        "bus.memory | 12T+1 | bus.memory: '12T' is not a number",
    })
    void aBadRangeIsReportedByPropertyAndValue(String property, String value, String reason) {
        assertThatThrownBy(() -> Declaration.parse(Map.of(property, value, "bus.nothing", 1))).hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bus.port.size | none | bus.port.size: 'none' is not a number",
        "bus.port.priority | high | bus.port.priority: 'high' is not a number",
        "bus.port.priority | 2147483648 | bus.port.priority: '2147483648' is too large",
        "bus.port.valid | 1,3 | bus.port.valid: '1,3' names a width other than 1, 2, 4 and 8",
        "bus.port.valid | 1,,2 | bus.port.valid: '' is not a number",
        "bus.port.implemented | 16 | bus.port.implemented: '16' names a width other than 1, 2, 4 and 8",
        "bus.port.implemented | 4 | bus.port.implemented: '4' does not divide the 6 bytes of 0x10-0x15",
        "bus.port.access | RW | bus.port.access: 'RW' is not one of rw, r and w",
        "bus.port.type | UC | bus.port.type: 'UC' is the value of no property of a range",
        "bus.port.prioriti | 1 | bus.port.prioriti: '1' is the value of no property of a range",
        "bus.drives | irq=irq4=irq5 | bus.drives: 'irq=irq4=irq5' is neither 'pin=line' nor 'pin'",
        "bus.drives | =irq4 | bus.drives: '=irq4' is neither 'pin=line' nor 'pin'",
    })
    void aBadPropertyOfARangeIsReportedByPropertyAndValue(String property, String value, String reason) {
        Map<String, Object> properties = Map.of("bus.port", "0x10+6", property, value);

        assertThatThrownBy(() -> Declaration.parse(properties)).hasMessage(reason);
    }

    @Test
    void aMemoryTypeThatDoesNotExistIsReportedWithThoseThatDo() {
        assertThatThrownBy(() -> Declaration.parse(Map.of("bus.memory", "0-1", "bus.memory.type", "UX")))
                .hasMessage("bus.memory.type: 'UX' is not one of [UC, UC_MINUS, WC, WT, WP, WB]");
    }

    @Test
    void numbersThatAreNoneAreReported() {
        assertThatThrownBy(() -> Declaration.parse(Map.of("bus.port", -16, "bus.port.size", 1)))
                .hasMessage("bus.port: '-16' is not a whole number from 0 up");
        assertThatThrownBy(() -> Declaration.parse(Map.of("bus.port", 1.5, "bus.port.size", 1)))
                .hasMessage("bus.port: '1.5' is not a whole number from 0 up");
        assertThatThrownBy(() -> Declaration.parse(Map.of("bus.port", true, "bus.port.size", 1)))
                .hasMessage("bus.port: 'true' is not a number");
    }

    @Test
    void asManyElementsAsRangesOrOneAreNeeded() {
        assertThatThrownBy(() -> Declaration.parse(Map.of(
                "bus.port", List.of("0-1", "2-3", "4-5"), "bus.port.priority", List.of(1, 2))))
                .hasMessage("bus.port.priority: '[1, 2]' has 2 elements for 3 ranges");
    }

    @Test
    void twoRangesOfADeviceCannotHaveOneName() {
        assertThatThrownBy(() -> Declaration.parse(Map.of(
                "bus.port", "0-1", "bus.port.name", "regs", "bus.memory", "0-1", "bus.memory.name", "regs")))
                .hasMessage("bus.port.name: 'regs' is not a name that only one range has");
    }

    @Test
    void aDeviceCannotBeInConflictWithItself() throws DeclarationException {
        assertThatThrownBy(() -> Declaration.parse(Map.of("bus.port", List.of("0x10-0x1f", "0x1f-0x20"))))
                .hasMessage("bus.port: '0x1f-0x20' overlaps 0x10-0x1f of the same device at the same priority");
        assertThat(Declaration.parse(Map.of("bus.port", List.of("0x10-0x1f", "0x1f-0x20"),
                "bus.port.access", List.of("r", "w"))).ranges()).as("one reads, the other writes").hasSize(2);
        assertThat(Declaration.parse(Map.of("bus.port", List.of("0x10-0x1f", "0x1f-0x20"),
                "bus.port.priority", List.of(0, 1))).ranges()).as("one beats the other").hasSize(2);
    }

    @Test
    void aPinIsSolderedOnce() {
        assertThatThrownBy(() -> Declaration.parse(Map.of("bus.drives", List.of("irq=irq4", "irq=irq5"))))
                .hasMessage("bus.drives: 'irq=irq5' solders the pin 'irq' a second time");
    }

    @Test
    void aProcessorAnswersNoRanges() throws DeclarationException {
        assertThatThrownBy(() -> Declaration.parsePins(Map.of("bus.memory", "0xfee00000+4K")))
                .hasMessage("bus.memory: '0xfee00000-0xfee00fff' is declared by a processor");
        assertThat(Declaration.parsePins(Map.of("bus.senses", "intr")).senses()).containsKey("intr");
    }

    @Test
    void aDeviceIsForTheMainMachineUnlessItSaysSo() {
        assertThat(Declaration.machine(Map.of())).isEqualTo("main");
        assertThat(Declaration.machine(Map.of("bus.machine", "second"))).isEqualTo("second");
    }

    @Test
    void tenThousandRangesAreReadInReasonableTime() throws DeclarationException {
        String[] ranges = new String[10_000];
        Integer[] priorities = new Integer[10_000];
        for (int i = 0; i < ranges.length; i++) {
            ranges[i] = i * 16 + "+16";
            priorities[i] = i % 3;
        }

        assertThat(Declaration.parse(Map.of("bus.memory", ranges, "bus.memory.priority", priorities)).ranges())
                .as("more would be quadratic in the number of ranges").hasSize(10_000);
    }
}
