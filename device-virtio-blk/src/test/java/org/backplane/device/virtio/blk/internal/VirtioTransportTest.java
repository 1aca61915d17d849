package org.backplane.device.virtio.blk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.backplane.bus.Reset;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostDisks;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

/** Both interfaces, features, status and capabilities: virtio 1.2 §2.1, §2.2, §3.1, §4.1. */
class VirtioTransportTest {
    private final VirtioBench blk = new VirtioBench();

    @Test
    void theCapabilitiesLeadToTheStructures() {
        assertThat(blk.configuration(0x84)).isEqualTo(0x09);
        int[][] expected = {{0x84, 5, 0}, {0x70, 2, 0x3000}, {0x60, 4, 0x2000}, {0x50, 3, 0x1000}, {0x40, 1, 0x0000}};
        int at = VirtioCapabilities.FIRST;
        for (int[] capability : expected) {
            assertThat(at).isEqualTo(capability[0]);
            assertThat(blk.configuration(at)).as("vendor-specific").isEqualTo(0x09);
            assertThat(blk.configuration(at + 3)).isEqualTo(capability[1]);
            assertThat(blk.configuration32(at + 8)).isEqualTo(capability[2]);
            at = blk.configuration(at + 1);
        }
        assertThat(at).as("the end of the list").isZero();
        assertThat(blk.configuration(0x44)).as("BAR4").isEqualTo(4);
        assertThat(blk.configuration(0xff)).isZero();
    }

    @Test
    void theWindowInConfigurationSpaceReachesTheStructures() {
        blk.configure(0x88, 1, 4);
        blk.configure(0x8c, 4, 0x18);
        blk.configure(0x90, 4, 2);
        assertThat(blk.configuration(0x94) | blk.configuration(0x95) << 8).as("the queue's size").isEqualTo(256);
        blk.configure(0x94, 2, 64);
        assertThat(blk.in(0x18, 2)).isEqualTo(64);

        blk.configure(0x90, 4, 3);
        blk.configure(0x94, 4, 128);
        assertThat(blk.in(0x18, 2)).as("no access has three bytes").isEqualTo(64);
        blk.configure(0x90, 4, 4);
        blk.configure(0x8c, 4, 0x3ffe);
        blk.configure(0x94, 4, 0);
        assertThat(blk.configuration32(0x94)).as("nor lies past the end").isZero();
        blk.configure(0x40, 4, 0);
        assertThat(blk.configuration(0x40)).as("the others are read-only").isEqualTo(0x09);
    }

    @Test
    void theFeaturesAreOfferedInTwoBanks() {
        blk.out(0x00, 4, 0);
        assertThat(blk.in(0x04, 4)).isEqualTo(0x30000254);
        blk.out(0x00, 4, 1);
        assertThat(blk.in(0x04, 4)).as("VERSION_1").isEqualTo(1);
        blk.out(0x00, 4, 2);
        assertThat(blk.in(0x04, 4)).isZero();

        assertThat(new VirtioBench(false).in(0x04, 4) & 0x20).as("read-only").isEqualTo(0x20);
    }

    @Test
    void featuresThatWereNotOfferedAreRefused() {
        blk.status(3);
        blk.out(0x0c, 4, 0x1000);
        blk.status(0x0b);
        assertThat(blk.status()).as("without VERSION_1").isEqualTo(0x03);
        blk.out(0x08, 4, 1);
        blk.out(0x0c, 4, 1);
        blk.status(0x0b);
        assertThat(blk.status()).as("with one that there is not").isEqualTo(0x03);
        blk.out(0x08, 4, 0);
        blk.out(0x0c, 4, 0x40);
        blk.status(0x0b);

        assertThat(blk.status()).isEqualTo(0x0b);
        blk.out(0x0c, 4, 0x200);
        assertThat(blk.in(0x0c, 4)).as("they are fixed now").isEqualTo(0x40);
        assertThat(blk.wires.events().guest()).hasSize(3);
    }

    @Test
    void aStatusOfZeroResetsEverything() {
        blk.start(0);
        blk.run(0, 0, 512, true);
        assertThat(blk.intx.asserted()).isTrue();
        blk.status(0);

        assertThat(blk.status()).isZero();
        assertThat(blk.intx.asserted()).isFalse();
        assertThat(blk.in(0x1c, 2)).isZero();
        assertThat(blk.in(0x20, 8)).isZero();
        assertThat(blk.in(0x0c, 4)).isZero();
    }

    @Test
    void resetOfTheMachineResetsTheDeviceAndInitDoesNot() {
        blk.start(0);
        blk.configure(0x88, 1, 4);
        blk.card.reset(Reset.INIT);
        assertThat(blk.status()).isEqualTo(0x0f);

        blk.card.reset(Reset.HARD);

        assertThat(blk.status()).isZero();
        assertThat(blk.configuration(0x88)).isZero();
    }

    @Test
    void theQueueIsFixedOnceItIsEnabled() {
        blk.out(0x18, 2, 100);
        assertThat(blk.in(0x18, 2)).as("no power of two").isEqualTo(256);
        blk.out(0x18, 2, 512);
        assertThat(blk.in(0x18, 2)).isEqualTo(256);
        blk.queue(16);
        blk.out(0x20, 4, 0x5000);
        blk.out(0x18, 2, 32);

        assertThat(blk.in(0x18, 2)).isEqualTo(16);
        assertThat(blk.in(0x20, 8)).isEqualTo(VirtioBench.DESCRIPTORS);
        assertThat(blk.in(0x1c, 2)).isEqualTo(1);
        assertThat(blk.wires.events().guest()).hasSize(4);
    }

    @Test
    void thereIsOneQueue() {
        assertThat(blk.in(0x12, 2)).isEqualTo(1);
        blk.out(0x16, 2, 1);

        assertThat(blk.in(0x18, 2)).isZero();
        assertThat(blk.in(0x1c, 2)).isZero();
        assertThat(blk.in(0x10, 2)).as("no MSI-X").isEqualTo(0xffff);
        blk.out(0x1a, 2, 0);
        assertThat(blk.in(0x1a, 2)).isEqualTo(0xffff);
    }

    @Test
    void sixtyFourBitFieldsAreWrittenInHalvesOrWhole() {
        blk.out(0x20, 4, 0x11112222L);
        blk.out(0x24, 4, 0x33334444L);
        assertThat(blk.in(0x20, 8)).isEqualTo(0x3333444411112222L);
        blk.out(0x28, 8, 0x5555666677778888L);

        assertThat(blk.in(0x2c, 4)).isEqualTo(0x55556666L);
        assertThat(blk.in(0x2a, 2)).isEqualTo(0x7777L);
    }

    @Test
    void theConfigurationTellsOfTheDisk() {
        assertThat(blk.in(0x2000, 8)).isEqualTo(2880);
        assertThat(blk.in(0x200c, 4)).isEqualTo(254);
        assertThat(blk.in(0x2010, 4)).as("geometry").isEqualTo(0x3f100002);
        assertThat(blk.in(0x2014, 4)).isEqualTo(512);
        assertThat(blk.in(0x2ffc, 4)).isZero();
        assertThat(blk.legacy.read(0x14, 4)).isEqualTo(2880);
        assertThat(blk.legacy.read(0x28, 4)).isEqualTo(512);
        assertThat(blk.legacy.read(0x7c, 4)).isZero();
    }

    @Test
    void aLegacyDriverReadsThroughItsHeader() {
        blk.legacy.write(0x12, 1, 0);
        blk.legacy.write(0x12, 1, 3);
        assertThat(blk.legacy.read(0, 4)).isEqualTo(0x38000254);
        blk.legacy.write(4, 4, 0x00000044);
        assertThat(blk.legacy.read(4, 4)).isEqualTo(0x44);
        blk.legacy.write(0x0e, 2, 0);
        assertThat(blk.legacy.read(0x0c, 2)).isEqualTo(256);
        blk.legacy.write(8, 4, 0x10);
        assertThat(blk.legacy.read(8, 4)).isEqualTo(0x10);
        blk.legacy.write(0x12, 1, 7);
        blk.request(0, 5, 512, true);
        blk.put(0x11000 + 2, 2, 1);
        blk.legacy.write(0x10, 2, 0);

        assertThat(blk.memory[VirtioBench.STATUS]).isZero();
        assertThat(blk.memory(VirtioBench.DATA, 512)).isEqualTo(blk.sectors(5, 1));
        assertThat(blk.get(0x12000 + 2, 2)).as("the used ring on the next page").isEqualTo(1);
        assertThat(blk.intx.asserted()).isTrue();
        assertThat(blk.legacy.peek(0x13, 1)).isEqualTo(1);
        assertThat(blk.intx.asserted()).isTrue();
        assertThat(blk.legacy.read(0x13, 1)).isEqualTo(1);
        assertThat(blk.intx.asserted()).isFalse();
        blk.legacy.write(0x0e, 2, 1);
        assertThat(blk.legacy.read(0x0c, 2)).as("there is no queue 1").isZero();
        blk.legacy.write(0x0e, 2, 0);
        blk.legacy.write(8, 4, 0);
        assertThat(blk.legacy.read(8, 4)).isZero();
    }

    @Test
    void badOptionsAreNamed() {
        FakeHostDisks disks = new FakeHostDisks();
        assertThatThrownBy(() -> new VirtioBlkComponent(disks, ComponentConfig.of(VirtioBlkComponent.Config.class))
                .plug(new FakeWires())).hasMessageStartingWith("image:");
        assertThatThrownBy(() -> new VirtioBlkComponent(disks, ComponentConfig.of(VirtioBlkComponent.Config.class,
                Map.of("image", "x", "serial", "123456789012345678901"))).plug(new FakeWires()))
                .hasMessageStartingWith("serial:");
        assertThatThrownBy(() -> blk.card.range("bar1")).isInstanceOf(NoSuchElementException.class);
        blk.wires.revoke();
        blk.card.unplug();
        assertThat(blk.disk.closed()).isTrue();
    }

    @Property(tries = 500)
    void anyRegisterTrafficLeavesADeviceThatCanBeStarted(
            @ForAll @Size(max = 200) List<@IntRange(max = 0xffffff) Integer> steps) {
        VirtioBench bench = new VirtioBench();
        for (int step : steps) {
            int value = step & 0xff;
            int width = 1 << (step >> 8 & 3) % 3;
            int offset = (step >> 10 & 0x3f) & -width;
            switch (step >> 16 & 7) {
                case 0, 1, 2 -> bench.out(offset % 0x38, width, value);
                case 3 -> bench.legacy.write(offset, width, value);
                case 4 -> assertThat(bench.legacy.peek(offset, width)).isEqualTo(bench.legacy.read(offset, width));
                case 5 -> bench.configure(0x84 + (offset & 0x1f), 1, value);
                case 6 -> bench.out(VirtioBench.NOTIFY, 2, value & 1);
                default -> assertThat(bench.modern.peek(offset, width)).isEqualTo(bench.in(offset, width));
            }
        }
        bench.status(0);
        Arrays.fill(bench.memory, (byte) 0);
        bench.start(0);
        assertThat(bench.run(0, 1, 512, true)).isZero();
    }
}
