package org.backplane.device.pci.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.pci.internal.Guest.BAR0;
import static org.backplane.device.pci.internal.Guest.COMMAND;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.pci.Bar;
import org.backplane.bus.pci.PciDecodeDTO;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

/** A PCI-to-PCI bridge, as PCI Bridge 1.2 §3.2 describes it, and what is behind it. */
class BridgeTest {
    private final FakeWires wires = new FakeWires();
    private final HostBridge host = new HostBridge(wires);
    private final FakeSeat bridge = FakeSeat.bridge("bridge", 5);
    private final FakeSeat card = new FakeSeat("card", 2, new Bar(0, Bar.Kind.MEMORY_32, false, 0x1000),
            new Bar(1, Bar.Kind.IO, false, 16), new Bar(2, Bar.Kind.MEMORY_64, true, 0x10_0000)).behind("bridge").pin(2);
    private final Guest guest = new Guest(host);

    BridgeTest() {
        host.attach(card);
        host.attach(bridge);
        guest.at(0, 5, 0);
    }

    private void number(int primary, int secondary, int subordinate) {
        guest.write(0x18, 3, 0);
        guest.write(0x18, 1, primary);
        guest.write(0x19, 1, secondary);
        guest.write(0x1a, 1, subordinate);
    }

    @Test
    void theHeaderIsThatOfABridge() {
        assertThat(guest.read(0x0e, 1)).isEqualTo(0x01);
        for (int register = 0x10; register < 0x40; register += 4) {
            guest.write(register, -1);
        }
        assertThat(guest.read(0x10)).as("no base address").isZero();
        assertThat(guest.read(0x18)).isEqualTo(0xffff_ffff);
        assertThat(guest.read(0x1c, 2)).as("16-bit I/O").isEqualTo(0xf0f0);
        assertThat(guest.read(0x20)).isEqualTo(0xfff0_fff0);
        assertThat(guest.read(0x24)).as("64 bits").isEqualTo(0xfff1_fff1);
        assertThat(guest.read(0x28)).isEqualTo(-1);
        assertThat(guest.read(0x2c)).isEqualTo(-1);
        assertThat(guest.read(0x30)).as("no more I/O bits").isZero();
        assertThat(guest.read(0x3e, 2)).isEqualTo(0x0bff);
    }

    @Test
    void configurationCyclesAreForwardedByBusNumber() {
        assertThat(guest.at(3, 2, 0).read(0)).as("not numbered yet").isEqualTo(-1);
        guest.at(0, 5, 0);
        number(0, 3, 6);

        assertThat(guest.at(3, 2, 0).read(0)).isEqualTo(0x5678_1234);
        assertThat(guest.at(2, 2, 0).read(0)).isEqualTo(-1);
        assertThat(guest.at(7, 2, 0).read(0)).isEqualTo(-1);
        assertThat(host.functions()).extracting(dto -> dto.pid + " " + dto.bus + " " + dto.depth + " " + dto.bridge)
                .containsExactly("bridge 0 0 ", "card 3 1 bridge");
    }

    @Test
    void aMasterAbortBehindIsInTheSecondaryStatus() {
        number(0, 3, 3);
        guest.at(3, 9, 0).read(0);

        guest.at(0, 5, 0);
        assertThat(guest.read(0x1e, 2)).isEqualTo(0x2000);
        guest.write(0x1e, 2, 0x2000);
        assertThat(guest.read(0x1e, 2)).isZero();
    }

    @Test
    void rangesBehindAnswerOnlyInsideTheWindows() {
        number(0, 3, 3);
        guest.at(3, 2, 0).write(BAR0, 0xfe10_0000L);
        guest.write(0x14, 0xc010);
        guest.write(0x18, 0x4000_0000L);
        guest.write(0x1c, 0x1);
        guest.write(COMMAND, 2, 7);
        assertThat(card.placed).as("every window is closed").isEmpty();

        guest.at(0, 5, 0).write(0x1c, 2, 0xc0c0);
        guest.write(0x20, 0xfe10_fe10L);
        guest.write(0x24, 0x4000_4000L);
        guest.write(0x28, 0x1);
        guest.write(0x2c, 0x1);
        assertThat(card.placed).as("the bridge decodes nothing yet").isEmpty();
        guest.write(COMMAND, 2, 1);
        assertThat(card.placed).containsOnlyKeys(1);
        guest.write(COMMAND, 2, 3);
        assertThat(card.placed).containsOnlyKeys(0, 1, 2).containsEntry(2, 0x1_4000_0000L);

        guest.write(0x20, 0xfe00_fe00L);
        assertThat(card.placed).as("the window moved away").containsOnlyKeys(1, 2);
        guest.write(0x1c, 2, 0xb0d0);
        assertThat(card.placed).as("a window that ends before it starts").containsOnlyKeys(2);
    }

    @Test
    void whatKeepsARangeFromAnsweringIsTold() {
        number(0, 3, 3);
        guest.at(3, 2, 0).write(BAR0, 0xfe10_0000L);
        guest.write(0x14, 0xc010);
        guest.at(0, 5, 0).write(0x20, 0xfe10_fe00L);

        PciDecodeDTO closed = host.decodes("memory", 0xfe10_0fffL).get(0);
        assertThat(closed.pid + " " + closed.range + " " + Long.toHexString(closed.first) + "-" + Long.toHexString(closed.last))
                .isEqualTo("card bar0 fe100000-fe100fff");
        assertThat(closed.enabled).isFalse();
        assertThat(closed.bridges).singleElement().matches(window -> window.bridge.equals("bridge") && !window.passes);
        assertThat(closed.bridges[0].windows)
                .isEqualTo("memory fe000000-fe1fffff, prefetchable 0-fffff, disabled in the command register");

        guest.write(COMMAND, 2, 2);
        guest.at(3, 2, 0).write(COMMAND, 2, 2);
        PciDecodeDTO open = host.decodes("memory", 0xfe10_0000L).get(0);
        assertThat(open.enabled).isTrue();
        assertThat(open.bridges[0].passes).isTrue();
        assertThat(host.decodes("port", 0xc01f)).as("I/O is not enabled").singleElement().matches(decode -> !decode.enabled);
        assertThat(host.decodes("port", 0xc020)).as("past its end").isEmpty();
        assertThat(host.decodes("memory", 0)).as("a register that nobody wrote holds no address").isEmpty();
    }

    @Test
    void dmaFromBehindNeedsTheBridgeToBeAMaster() {
        number(0, 3, 3);
        guest.at(3, 2, 0).write(COMMAND, 2, 4);
        assertThat(card.busMaster).isFalse();
        guest.at(0, 5, 0).write(COMMAND, 2, 4);
        assertThat(card.busMaster).isTrue();
    }

    @Test
    void interruptPinsAreSwizzled() {
        List<String> heard = new ArrayList<>();
        wires.plug("isa", (InterruptRouter) (line, asserted) -> heard.add(line + " " + asserted));
        heard.clear();
        card.interrupt = true;
        host.interrupt(card, true);

        assertThat(heard).as("INTB# of device 2 is INTD# of the bridge, which is line (5 - 1 + 3) mod 4")
                .containsExactly("3 true");
    }

    @Test
    void whatIsBehindABridgeWaitsForIt() {
        number(0, 3, 3);
        guest.at(3, 2, 0).write(BAR0, 0xfe10_0000L);
        host.detach(bridge);
        assertThat(host.functions()).isEmpty();

        host.attach(bridge);
        assertThat(guest.at(3, 2, 0).read(BAR0)).as("both as they were").isEqualTo(0xfe10_0000);
        host.detach(bridge);
        host.detach(card);
        host.attach(bridge);
        assertThat(guest.at(3, 2, 0).read(BAR0)).isEqualTo(-1);
    }

    @Test
    void aSecondaryBusResetForgetsTheRegistersBehind() {
        number(0, 3, 3);
        guest.at(3, 2, 0).write(BAR0, 0xfe10_0000L);
        guest.at(0, 5, 0).write(0x3e, 2, 0x40);
        guest.write(0x3e, 2, 0);

        assertThat(guest.at(3, 2, 0).read(BAR0)).isZero();
        assertThat(guest.at(0, 5, 0).read(0x19, 1)).as("the bridge itself is not reset").isEqualTo(3);
    }

    @Test
    void bridgesStandBehindBridges() {
        FakeSeat inner = FakeSeat.bridge("inner", 1).behind("bridge");
        FakeSeat deep = new FakeSeat("deep", 0, new Bar(0, Bar.Kind.MEMORY_32, false, 0x1000)).behind("inner");
        host.attach(inner);
        host.attach(deep);
        number(0, 3, 4);
        guest.at(3, 1, 0);
        number(3, 4, 4);
        guest.at(4, 0, 0).write(BAR0, 0xfe10_0000L);
        guest.write(COMMAND, 2, 2);
        guest.at(3, 1, 0).write(0x20, 0xfe10_fe10L);
        guest.write(COMMAND, 2, 2);
        assertThat(deep.placed).isEmpty();
        guest.at(0, 5, 0).write(0x20, 0xfe10_fe10L);
        guest.write(COMMAND, 2, 2);

        assertThat(deep.placed).containsEntry(0, 0xfe10_0000L);
    }
}
