package org.backplane.firmware.internal.rom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.backplane.bus.MemoryType;
import org.backplane.firmware.RomImage;
import org.junit.jupiter.api.Test;

class RomComponentTest {
    @Test
    void aSmallPartIsSeenWholeAtBothPlaces() {
        assertThat(ranges(0x10000)).containsExactly("0xffff0000-0xffffffff", "0xf0000-0xfffff");
        assertThat(ranges(0x20000)).containsExactly("0xfffe0000-0xffffffff", "0xe0000-0xfffff");
    }

    @Test
    void onlyTheLast128KiBOfALargerPartAreSeenBelow1MiB() {
        assertThat(ranges(0x40000)).containsExactly("0xfffc0000-0xffffffff", "0xe0000-0xfffff");
        assertThat(ranges(0x1C0000)).containsExactly("0xffe40000-0xffffffff", "0xe0000-0xfffff");
        assertThat(ranges(0x1000000)).containsExactly("0xff000000-0xffffffff", "0xe0000-0xfffff");
    }

    @Test
    void theRangesAreNamedAndLieAboveRam() {
        Map<String, Object> properties = RomComponent.serviceProperties(0x10000, MemoryType.WP, Map.of());

        assertThat((String[]) properties.get("bus.memory.name")).containsExactly("high", "low");
        assertThat(properties).containsEntry("bus.memory.priority", 10);
        assertThat((String[]) properties.get("bus.memory.type")).containsExactly("WP", "WP");
    }

    @Test
    void aShadowIsOrdinaryMemory() {
        assertThat(RomComponent.lowType("ram")).isEqualTo(MemoryType.WB);
        assertThat((String[]) RomComponent.serviceProperties(0x10000, MemoryType.WB, Map.of()).get("bus.memory.type"))
                .containsExactly("WP", "WB");
        assertThat(RomComponent.lowType("flash")).as("the slot gets the reason").isEqualTo(MemoryType.WP);
    }

    @Test
    void theConfigurationHasTheLastWord() {
        Map<String, Object> properties = RomComponent.serviceProperties(0x10000, MemoryType.WP,
                Map.of("bus.memory", "0xe0000-0xfffff", "service.pid", "org.backplane.firmware.rom~bios"));

        assertThat(properties).containsEntry("bus.memory", "0xe0000-0xfffff")
                .containsEntry("service.pid", "org.backplane.firmware.rom~bios");
    }

    @Test
    void anUnusableImageStillGetsASlotForItsReason() {
        assertThat(RomComponent.partBytes("/there/is/no/such.rom")).isEqualTo(RomImage.UNIT_BYTES);
    }

    private static String[] ranges(int partBytes) {
        return (String[]) RomComponent.serviceProperties(partBytes, MemoryType.WP, Map.of()).get("bus.memory");
    }
}
