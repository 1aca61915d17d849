package org.backplane.device.ide.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.device.ide.internal.IdeBench.COMMAND;
import static org.backplane.device.ide.internal.IdeBench.CONTROL;
import static org.backplane.device.ide.internal.IdeBench.COUNT;
import static org.backplane.device.ide.internal.IdeBench.DATA;
import static org.backplane.device.ide.internal.IdeBench.DEVICE;
import static org.backplane.device.ide.internal.IdeBench.ERROR;
import static org.backplane.device.ide.internal.IdeBench.HIGH;
import static org.backplane.device.ide.internal.IdeBench.LOW;
import static org.backplane.device.ide.internal.IdeBench.MID;
import static org.backplane.device.ide.internal.IdeBench.STATUS;
import static org.backplane.device.ide.internal.IdeBench.drives;

import java.util.List;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.backplane.bus.Reset;
import org.backplane.bus.host.HostStreamException;
import org.junit.jupiter.api.Test;

/** Two devices, or fewer, on a cable: ATA-6 §7, §9.2, §9.12, §9.16; and the controller's decoding. */
class AtaChannelTest {
    @Test
    void aChannelWithoutDevicesFloats() {
        IdeBench ide = new IdeBench(drives(), true);
        ide.out(DEVICE, 0xa0);
        ide.out(COUNT, 0x55);

        assertThat(ide.in(STATUS)).as("DD7 is pulled down").isEqualTo(0x7f);
        assertThat(ide.in(COUNT)).isEqualTo(0x7f);
        assertThat(ide.in(DATA)).isEqualTo(0xff7f);
    }

    @Test
    void device0AnswersForADevice1ThatIsNotThere() {
        IdeBench ide = IdeBench.disk();
        ide.out(DEVICE, 0xb0);
        ide.out(COUNT, 0x55);
        ide.out(LOW, 0xaa);

        assertThat(ide.in(STATUS)).isZero();
        assertThat(ide.in(CONTROL)).isZero();
        assertThat(ide.in(DEVICE)).isEqualTo(0xb0);
        assertThat(ide.in(COUNT)).isEqualTo(0x55);
        assertThat(ide.in(LOW)).isEqualTo(0xaa);
        ide.out(COMMAND, 0xec);
        assertThat(ide.in(STATUS)).isZero();
        assertThat(ide.irq.edges()).isZero();
    }

    @Test
    void aDevice1AloneAnswersOnlyWhenSelected() {
        IdeBench ide = new IdeBench(drives("primarySlave", "hd.img"), true);
        assertThat(ide.in(STATUS)).isEqualTo(0x7f);
        ide.out(DEVICE, 0xb0);

        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        assertThat(ide.identify(0xec)[93]).isEqualTo(0x6b00);
    }

    @Test
    void theInterruptOfTheOtherDeviceIsNotHeard() {
        IdeBench ide = new IdeBench(drives("primaryMaster", "hd.img", "primarySlave", "cdrom:cd.iso"), true);
        ide.command(0x20, 0, 1);
        ide.settle();
        assertThat(ide.irq.asserted()).isTrue();
        ide.out(DEVICE, 0xb0);
        assertThat(ide.irq.asserted()).isFalse();
        assertThat(ide.in(STATUS)).as("a packet device after reset").isZero();

        ide.out(DEVICE, 0xa0);

        assertThat(ide.irq.asserted()).isTrue();
    }

    @Test
    void nienHoldsTheInterruptBack() {
        IdeBench ide = IdeBench.disk();
        ide.out(CONTROL, 0x02);
        ide.out(COMMAND, 0xec);
        assertThat(ide.irq.asserted()).isFalse();

        ide.out(CONTROL, 0x00);

        assertThat(ide.irq.asserted()).isTrue();
    }

    @Test
    void softwareResetLeavesTheSignatures() {
        IdeBench ide = new IdeBench(drives("primaryMaster", "hd.img", "primarySlave", "cdrom:"), true);
        ide.command(0x20, 0, 2);
        ide.out(DEVICE, 0xb0);
        ide.out(CONTROL, 0x04);
        assertThat(ide.in(STATUS)).isEqualTo(0x80);
        ide.out(COMMAND, 0xec);
        ide.out(CONTROL, 0x00);
        ide.settle();

        assertThat(registers(ide)).as("device 0 is selected").containsExactly(0x01, 1, 1, 0x00, 0x00, 0x00, 0x50);
        ide.out(DEVICE, 0xb0);
        assertThat(registers(ide)).containsExactly(0x01, 1, 1, 0x14, 0xeb, 0xb0, 0x00);
        assertThat(ide.irq.edges()).as("nothing of the read is left").isZero();
    }

    @Test
    void executeDeviceDiagnosticTestsBothAndDevice0Interrupts() {
        IdeBench ide = new IdeBench(drives("primaryMaster", "hd.img", "primarySlave", "cdrom:"), true);
        ide.out(DEVICE, 0xb0);
        ide.out(COMMAND, 0x90);

        assertThat(ide.irq.asserted()).isTrue();
        assertThat(registers(ide)).containsExactly(0x01, 1, 1, 0x00, 0x00, 0x00, 0x50);
        assertThat(ide.irq.asserted()).isFalse();
    }

    @Test
    void aChannelAnswersOnlyWhileItIsDecoded() {
        IdeBench ide = IdeBench.disk();
        ide.decode(0x41, 0x00);
        ide.out(COUNT, 0x12);
        assertThat(ide.in(STATUS) & 0xff).isEqualTo(0xff);
        assertThat(ide.in(CONTROL) & 0xff).isEqualTo(0xff);
        ide.out(CONTROL, 0x04);

        ide.decode(0x41, 0x80);

        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        assertThat(ide.in(COUNT)).isEqualTo(1);
    }

    @Test
    void anIsaAdapterAnswersAtOnceAndHasNoBusMaster() {
        IdeBench ide = new IdeBench(drives("primaryMaster", "hd.img"), false);
        ide.decode(0x41, 0x00);

        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        assertThat(ide.identify(0xec)[60]).isEqualTo(2880);
        ide.card.reset(Reset.HARD);
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
    }

    @Test
    void theSecondChannelHasItsOwnPortsAndInterrupt() {
        IdeBench ide = new IdeBench(drives("secondaryMaster", "hd.img"), true);
        ide.card.range("secondary").write(COMMAND, 1, 0xec);

        assertThat(ide.wires.pin("secondary").asserted()).isTrue();
        assertThat(ide.irq.asserted()).isFalse();
        assertThat(ide.card.range("secondary-control").read(0, 1)).isEqualTo(0x58);
        assertThat(ide.card.range("secondary").read(DATA, 4)).as("two words").isEqualTo(0x00020040);
    }

    @Test
    void widerAccessesReachTheRegistersOneByOne() {
        IdeBench ide = IdeBench.disk();
        ide.command.write(COUNT, 2, 0xaa55);
        ide.command.write(MID, 4, 0xec_a0_00_00L);

        assertThat(ide.command.read(COUNT, 2)).isEqualTo(0xaa55);
        assertThat(ide.command.read(MID, 4)).isEqualTo(0x58a0_0000L);
        assertThat(ide.command.peek(MID, 4)).isEqualTo(0x58a0_0000L);
    }

    @Test
    void resetForgetsDecodingAndTransfersAndInitDoesNot() {
        IdeBench ide = IdeBench.disk();
        ide.command(0x20, 0, 1);
        ide.card.reset(Reset.INIT);
        assertThat(ide.in(STATUS)).isEqualTo(0xd0);
        ide.card.reset(Reset.HARD);
        assertThat(ide.in(STATUS) & 0xff).isEqualTo(0xff);
        ide.decode(0x41, 0x80);
        ide.settle();

        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        assertThat(ide.irq.edges()).isZero();
    }

    @Test
    void unpluggingClosesTheImagesAsAFailedPlugDoes() {
        IdeBench ide = IdeBench.disk();
        ide.wires.revoke();
        ide.card.unplug();
        assertThat(ide.disk.closed()).isTrue();

        assertThatThrownBy(() -> new IdeBench(drives("primaryMaster", "hd.img", "secondaryMaster", "none.img"), true))
                .isInstanceOf(HostStreamException.class).hasMessageContaining("none.img");
        assertThatThrownBy(() -> ide.card.range("bar5")).isInstanceOf(NoSuchElementException.class);
    }

    @Property(tries = 300)
    void anyTrafficKeepsTheChannelConsistent(@ForAll @Size(max = 400) List<@IntRange(max = 0xffff) Integer> steps,
            @ForAll boolean reversed) {
        IdeBench ide = new IdeBench(reversed ? drives("primarySlave", "hd.img", "primaryMaster", "cdrom:cd.iso")
                : drives("primaryMaster", "hd.img", "primarySlave", "cdrom:cd.iso"), true);
        ide.wires.pci().enableBusMaster(true);
        for (int step : steps) {
            int value = step & 0xff;
            switch (step >> 8 & 0x0f) {
                case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> {
                    int register = step >> 8 & 0x0f;
                    int peeked = ide.peek(register);
                    assertThat(ide.in(register)).isEqualTo(peeked).isBetween(0, 0xffff);
                }
                case 9 -> ide.out(COMMAND, value);
                case 10 -> ide.out(value & 7, value);
                case 11 -> ide.out(CONTROL, value & 0x86);
                case 12 -> ide.settle();
                case 13 -> ide.startBusMaster((value & 1) != 0, 0x2000, value & 0xfe, 0x30000, 0x200);
                case 14 -> ide.out(COMMAND, new int[] {0xc8, 0xca, 0xa0, 0x20, 0x30, 0x25, 0xc4, 0xec}[value & 7]);
                default -> {
                    for (int i = 0; i < value; i++) {
                        ide.out(DATA, value);
                    }
                }
            }
            assertThat(ide.irq.asserted()).as("an interrupt without a device that has one after %x", step)
                    .isIn(false, (ide.inBusMaster(2) & 0x04) != 0 || ide.peek(STATUS) != 0x7f);
        }
        ide.out(CONTROL, 0x04);
        ide.out(CONTROL, 0x00);
        ide.out(DEVICE, reversed ? 0xb0 : 0xa0);
        assertThat(ide.identify(0xec)[60]).as("a reset always brings the disk back").isEqualTo(2880);
    }

    private static int[] registers(IdeBench ide) {
        return new int[] {ide.in(ERROR), ide.in(COUNT), ide.in(LOW), ide.in(MID), ide.in(HIGH), ide.in(DEVICE), ide.in(STATUS)};
    }
}
