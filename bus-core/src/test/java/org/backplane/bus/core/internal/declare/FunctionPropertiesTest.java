package org.backplane.bus.core.internal.declare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backplane.bus.MemoryType;
import org.backplane.bus.core.internal.declare.RangeDeclaration.Direction;
import org.backplane.bus.pci.Bar;
import org.backplane.bus.pci.PciIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionPropertiesTest {
    private final Map<String, Object> properties = new HashMap<>(Map.of("bus.pci", "auto", "bus.pci.vendor", "0x8086",
            "bus.pci.device", 0x1237, "bus.pci.class", "0x060000"));

    private PciIdentity parse() throws DeclarationException {
        return Declaration.parse(properties).pci();
    }

    @Test
    void theHeaderIsRead() throws DeclarationException {
        assertThat(parse()).isEqualTo(
                new PciIdentity(0x8086, 0x1237, 0, 0x060000, 0, 0, 0, List.of(), 0, "", -1, 0, false, 0));

        properties.putAll(Map.of("bus.pci", " 1f.7 ", "bus.pci.bus", "bridge~a", "bus.pci.revision", 2,
                "bus.pci.subsystem.vendor", 0x1af4, "bus.pci.subsystem", "0x1100", "bus.pci.pin", 4,
                "bus.pci.messages", 32, "bus.pci.multifunction", true, "bus.pci.status", "0x280"));
        assertThat(parse()).isEqualTo(new PciIdentity(0x8086, 0x1237, 2, 0x060000, 0x1af4, 0x1100, 4, List.of(), 32,
                "bridge~a", 0x1f, 7, true, 0x0280));
    }

    @Test
    void aDeviceWithoutAPlaceIsNoFunction() throws DeclarationException {
        properties.put("bus.pci", " ");
        assertThat(parse()).isNull();
        properties.remove("bus.pci");
        properties.put("bus.pci.vendor", "nonsense");
        assertThat(parse()).isNull();
    }

    @Test
    void registersBecomeRangesInTheOrderOfTheirIndices() throws DeclarationException {
        properties.put("bus.pci.bars", List.of("rom+64K", "4:io+16", "2: mem64-prefetch + 16M", "0:mem+4K",
                "1:mem-prefetch+16"));
        properties.put("bus.pci.bars.implemented", List.of("4", "1", "1,2,4", "4", "4"));
        properties.put("bus.pci.bars.valid", "1,2,4");
        properties.put("bus.pci.bars.type", List.of("uc", "uc", "wc", "uc", "uc"));

        Declaration declaration = Declaration.parse(properties);

        assertThat(declaration.pci().bars()).containsExactly(
                new Bar(0, Bar.Kind.MEMORY_32, false, 4096), new Bar(1, Bar.Kind.MEMORY_32, true, 16),
                new Bar(2, Bar.Kind.MEMORY_64, true, 16 << 20), new Bar(4, Bar.Kind.IO, false, 16),
                new Bar(6, Bar.Kind.ROM, false, 64 << 10));
        assertThat(declaration.ranges()).extracting(RangeDeclaration::name)
                .containsExactly("bar0", "bar1", "bar2", "bar4", "rom");
        assertThat(declaration.ranges()).allMatch(RangeDeclaration::floating);
        assertThat(declaration.fixedRanges()).isEmpty();
        assertThat(declaration.ranges()).extracting(RangeDeclaration::implemented).containsExactly(4, 4, 7, 1, 4);
        assertThat(declaration.ranges()).extracting(RangeDeclaration::type).containsExactly(MemoryType.UC,
                MemoryType.UC, MemoryType.WC, MemoryType.UC, MemoryType.UC);
        assertThat(declaration.ranges()).extracting(RangeDeclaration::priority).as("memory lies behind RAM")
                .containsExactly(-200, -200, -200, 0, -200);
        assertThat(declaration.ranges().get(3).space()).isEqualTo(SpaceKind.PORT);
        assertThat(declaration.ranges().get(4).direction()).isEqualTo(Direction.R);
        assertThat(declaration.ranges().get(2).span()).hasToString("+0x1000000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bus.pci | 20.0 | bus.pci: '20.0' is neither 'auto' nor a place from 0.0 to 1f.7, device.function",
        "bus.pci | 1.8 | bus.pci: '1.8' is neither 'auto' nor a place from 0.0 to 1f.7, device.function",
        "bus.pci.vendor | 0x12345 | bus.pci.vendor: '0x12345' has more than 16 bits",
        "bus.pci.vendor | 0xffff | bus.pci.vendor: '0xffff' says that nobody is there",
        "bus.pci.class | x | bus.pci.class: 'x' is not a number",
        "bus.pci.revision | 256 | bus.pci.revision: '256' has more than 8 bits",
        "bus.pci.pin | 5 | bus.pci.pin: '5' is not a pin from 0 to 4",
        "bus.pci.messages | 3 | bus.pci.messages: '3' is not one of 0, 1, 2, 4, 8, 16 and 32",
        "bus.pci.multifunction | yes | bus.pci.multifunction: 'yes' is neither true nor false",
        "bus.pci.status | 0x10 | bus.pci.status: '0x10' has other bits than those of 6a0h",
        "bus.pci.vendr | 1 | bus.pci.vendr: '1' is the value of no property of a PCI function",
        "bus.pci.bars | 0:mem+3K | bus.pci.bars: '0:mem+3K' does not have a length that is a power of two from 16 to 2147483648",
        "bus.pci.bars | 0:mem+8 | bus.pci.bars: '0:mem+8' does not have a length that is a power of two from 16 to 2147483648",
        "bus.pci.bars | 0:io+512 | bus.pci.bars: '0:io+512' does not have a length that is a power of two from 4 to 256",
        "bus.pci.bars | rom+1K | bus.pci.bars: 'rom+1K' does not have a length that is a power of two from 2048 to 16777216",
        "bus.pci.bars | 5:mem64+1M | bus.pci.bars: '5:mem64+1M' needs two registers that nothing else has",
        "bus.pci.bars | 0:ram+1M | bus.pci.bars: '0:ram+1M' is not index:kind+length with a kind of io, mem, mem-prefetch, "
            + "mem64 and mem64-prefetch, or rom+length",
        "bus.pci.bars | 0:mem+much | bus.pci.bars: 'much' is not a number",
        "bus.pci.bars.valid | 3 | ",
    })
    void aBadValueIsReportedByThePropertysName(String property, String value, String message)
            throws DeclarationException {
        properties.put(property, value);
        if (message == null) {
            assertThat(parse()).as("nothing to describe").isNotNull();
            return;
        }
        assertThatThrownBy(this::parse).isInstanceOf(DeclarationException.class).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"0:mem+16,0:io+16", "1:mem64+16,2:io+16", "2:io+16,1:mem64+16", "rom+4K,rom+4K"})
    void aRegisterIsDeclaredOnce(String first, String second) {
        properties.put("bus.pci.bars", List.of(first, second));

        assertThatThrownBy(this::parse).hasMessageStartingWith("bus.pci.bars: '" + second + "' needs ");
    }

    @ParameterizedTest
    @CsvSource({"bus.pci.vendor", "bus.pci.device", "bus.pci.class"})
    void whatAHeaderCannotBeWithoutIsDemanded(String property) {
        properties.remove(property);

        assertThatThrownBy(this::parse).hasMessage("bus.pci: 'auto' needs " + property);
    }

    @Test
    void aRangeCannotHaveTheNameOfARegister() {
        properties.put("bus.pci.bars", "0:mem+4K");
        properties.put("bus.memory", "0x1000+16");
        properties.put("bus.memory.name", "bar0");

        assertThatThrownBy(this::parse).hasMessage("bus.memory.name: 'bar0' is not a name that only one range has");
    }

    @Test
    void aProcessorIsNoFunction() {
        assertThatThrownBy(() -> Declaration.parsePins(properties))
                .hasMessage("bus.pci: 'auto' is declared by a processor");
    }
}
