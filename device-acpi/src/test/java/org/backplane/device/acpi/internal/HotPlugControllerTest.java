package org.backplane.device.acpi.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.Reset;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.acpi.internal.hotplug.HotPlugController;
import org.backplane.device.acpi.internal.pm.EventBlock;
import org.junit.jupiter.api.Test;

/** The hot-plug controller, as the methods of the DSDT use it. */
class HotPlugControllerTest {
    private static final int UP = 0x00;
    private static final int DOWN = 0x04;
    private static final int EJECT = 0x08;
    private static final int REMOVABLE = 0x0c;
    private static final int BUS = 0x10;
    private static final int GONE = 0x18;
    private static final int STATUS = 0x1c;

    private final FakeWires wires = new FakeWires("hotplug");
    private HotPlugController controller = (HotPlugController) new HotPlugComponent().plug(wires);

    private long read(int offset) {
        return controller.read(offset, 4);
    }

    private void write(int offset, long value) {
        controller.write(offset, 4, value);
    }

    private int pulses() {
        return (int) wires.pin("gpe").changes().stream().filter(change -> change.asserted()).count();
    }

    @Test
    void anInsertionIsAnEventAndIsReadOnce() {
        controller.inserted(4);
        assertThat(pulses()).isEqualTo(1);
        assertThat(wires.pin("gpe").asserted()).as("an edge, not a level").isFalse();
        assertThat(controller.peek(UP, 4)).isEqualTo(0x10);
        assertThat(read(UP)).isEqualTo(0x10);
        assertThat(read(UP)).as("the guest is told once").isZero();
    }

    @Test
    void aRequestStandsUntilTheGuestHasLetGo() {
        controller.request(4);
        assertThat(pulses()).isEqualTo(1);
        assertThat(read(DOWN)).isEqualTo(0x10);
        assertThat(read(DOWN)).isEqualTo(0x10);

        write(EJECT, 0x10);
        assertThat(wires.pciSlots().said()).containsExactly("eject 4");
        controller.withdrawn(4);
        assertThat(read(DOWN)).isZero();
        assertThat(pulses()).as("nothing more to tell").isEqualTo(1);
    }

    @Test
    void whatIsSolderedCannotBeSwitchedOff() {
        wires.pciSlots().occupy(0x0f);
        assertThat(read(REMOVABLE)).isEqualTo(0x08);
        write(EJECT, 0xf);
        assertThat(wires.pciSlots().said()).containsExactly("eject 3");
        assertThat(read(EJECT)).as("no features").isZero();
        assertThat(controller.isSlot(2)).isFalse();
        assertThat(controller.isSlot(3)).isTrue();
    }

    @Test
    void otherBusesHaveNoSlots() {
        controller.inserted(4);
        controller.request(5);
        controller.tornOut(6);
        write(BUS, 1);
        assertThat(read(BUS)).isEqualTo(1);
        assertThat(read(UP) | read(DOWN) | read(GONE)).isZero();
        write(EJECT, 0x10);
        assertThat(wires.pciSlots().said()).isEmpty();
        write(BUS, 0);
        assertThat(read(UP)).as("nothing is lost").isEqualTo(0x10);
        assertThat(read(GONE)).isEqualTo(0x40);
    }

    @Test
    void theGuestRefuses() {
        controller.request(4);
        write(STATUS, 0x0084_0304);
        assertThat(wires.pciSlots().said()).as("ejection in progress is no refusal").isEmpty();
        write(STATUS, 0x0082_0304);
        assertThat(wires.pciSlots().said()).containsExactly("refused 4: it is busy");
        assertThat(read(DOWN)).as("it is asked no more").isZero();
        write(STATUS, 0x0081_0304);
        write(STATUS, 0x0000_0304);
        assertThat(wires.pciSlots().said()).as("nobody asked").hasSize(1);
    }

    @Test
    void theGuestTakesItIn() {
        controller.inserted(4);
        write(STATUS, 0x0001_0104);
        assertThat(wires.pciSlots().said()).as("it could not").isEmpty();
        write(STATUS, 0x0000_0104);
        assertThat(wires.pciSlots().said()).containsExactly("taken 4");
    }

    @Test
    void whatIsTornOutLeavesNoRequestBehind() {
        controller.inserted(4);
        controller.request(4);
        controller.tornOut(4);
        assertThat(pulses()).isEqualTo(3);
        assertThat(read(UP) | read(DOWN)).isZero();
        assertThat(read(GONE)).isEqualTo(0x10);
        assertThat(read(GONE)).isZero();
    }

    @Test
    void resetForgetsAll() {
        controller.inserted(4);
        controller.request(5);
        controller.tornOut(6);
        write(BUS, 1);
        controller.reset(Reset.INIT);
        assertThat(read(BUS)).as("INIT# is the processor's").isEqualTo(1);
        controller.reset(Reset.HARD);
        assertThat(read(BUS) | read(UP) | read(DOWN) | read(GONE)).isZero();
    }

    @Test
    void aSuccessorGoesOn() {
        controller.inserted(4);
        controller.request(5);
        DeviceState state = StateFormat.read(StateFormat.write(controller.state()));
        controller = (HotPlugController) new HotPlugComponent().plug(new FakeWires("hotplug"), state);
        assertThat(read(UP)).isEqualTo(0x10);
        assertThat(read(DOWN)).isEqualTo(0x20);
    }

    @Test
    void theGuestListensWhenTheEventOfTheLineIsEnabled() {
        assertThat(controller.listens()).as("nobody hears the line").isFalse();
        wires.slot(Bench.slot("hotplug", new String[] {"gpe=acpi.hotplug"}));
        SlotDTO power = Bench.slot("acpi", new String[0]);
        power.senses = new String[] {"gpe2=other", "gpe1=acpi.hotplug"};
        wires.slot(power);
        int[] enabled = {2};
        wires.plug("acpi", (EventBlock) event -> event == enabled[0]);
        assertThat(controller.listens()).as("another event is enabled").isFalse();
        enabled[0] = 1;
        assertThat(controller.listens()).isTrue();
    }

    @Test
    void theGuestHearsAnEventInAcpiModeOnly() {
        Bench bench = new Bench();
        EventBlock block = (EventBlock) bench.card;
        bench.gpe0.write(2, 1, 1 << 1);
        assertThat(block.hears(1)).as("not in ACPI mode").isFalse();
        bench.apm.write(0, 1, 0xf1);
        assertThat(block.hears(1)).isTrue();
        assertThat(block.hears(2)).as("not enabled").isFalse();
    }
}
