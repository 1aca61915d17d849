package org.backplane.device.pci.internal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.backplane.bus.pci.Bar;
import org.backplane.bus.testkit.FakeWires;

/** What holds of a header whatever the guest writes. */
class HeaderBitsTest {
    private final HostBridge bridge = new HostBridge(new FakeWires());
    private final FakeSeat card = new FakeSeat("card", 4, new Bar(0, Bar.Kind.MEMORY_32, false, 0x1000),
            new Bar(1, Bar.Kind.IO, false, 32));
    private final Guest guest = new Guest(bridge).at(0, 4, 0);

    HeaderBitsTest() {
        bridge.attach(card);
    }

    @Property
    void readOnlyBitsDoNotChange(@ForAll @IntRange(max = 15) int register, @ForAll int value) {
        int before = guest.read(4 * register);
        guest.write(4 * register, value);
        int writable = switch (4 * register) {
            case 0x04 -> 0x0507;
            case 0x0c -> 0xff;
            case 0x10 -> 0xffff_f000;
            case 0x14 -> 0xffff_ffe0;
            case 0x3c -> 0xff;
            default -> 0;
        };
        assertThat(guest.read(4 * register)).isEqualTo(before & ~writable | value & writable);
    }

    @Property
    void narrowWritesAddUpToAWideOne(@ForAll @IntRange(max = 15) int register, @ForAll int value) {
        guest.write(4 * register, value);
        int wide = guest.read(4 * register);
        guest.write(4 * register, 0);
        for (int i = 0; i < 4; i++) {
            guest.write(4 * register + i, 1, value >>> (8 * i));
        }
        assertThat(guest.read(4 * register)).isEqualTo(wide);
        assertThat(guest.read(4 * register + 2, 2)).isEqualTo(wide >>> 16);
    }

    @Property
    void aRangeAnswersWhereTheRegistersSayAndNowhereElse(@ForAll int memory, @ForAll int port,
            @ForAll @IntRange(max = 0xffff) int command) {
        guest.write(0x10, memory);
        guest.write(0x14, port);
        guest.write(0x04, 2, command);

        assertThat(card.placed.get(0)).isEqualTo((command & 2) == 0 ? null : (Long) (memory & 0xffff_f000L));
        assertThat(card.placed.get(1)).isEqualTo((command & 1) == 0 ? null : (Long) (port & 0xffff_ffe0L));
        assertThat(card.busMaster).isEqualTo((command & 4) != 0);
    }
}
