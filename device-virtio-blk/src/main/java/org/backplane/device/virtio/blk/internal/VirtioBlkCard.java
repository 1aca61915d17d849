package org.backplane.device.virtio.blk.internal;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Wires;
import org.backplane.bus.host.HostDisk;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * A virtio block device on PCI ("Virtual I/O Device (VIRTIO) Version 1.2", §4.1 and §5.2), transitional: BAR0 is the legacy
 * interface, BAR4 has the modern structures.
 *
 * <p>Not modelled: MSI-X (not offered; INTx with the interrupt status register), packed rings, several queues, discard and write
 * zeroes, topology, cache mode, queue reset, and a length of the disk that changes. Requests are carried out one after the other.
 */
final class VirtioBlkCard implements StateKeeper, RegisterBlock, PciConfiguration {
    private final VirtioBlock device;
    private final CommonConfiguration common;
    private final LegacyHeader legacy;
    private final ModernStructures modern;
    private VirtioCapabilities capabilities;

    VirtioBlkCard(Wires wires, HostDisk disk, String serial) {
        device = new VirtioBlock(wires, disk, serial);
        common = new CommonConfiguration(device, wires.events());
        legacy = new LegacyHeader(device, wires.events());
        modern = new ModernStructures(device, common);
        capabilities = new VirtioCapabilities(legacy, modern);
    }

    /** Makes a device that goes on where another one stopped. */
    VirtioBlkCard(Wires wires, HostDisk disk, String serial, VirtioBlkState before) {
        this(wires, disk, serial);
        device.restore(before.device());
        common.restore(before.common());
        legacy.restore(before.legacyQueueSelect());
        capabilities.restore(before.window());
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(VirtioBlkState.SCHEMA,
                new VirtioBlkState(device.state(), common.state(), legacy.queueSelect(), capabilities.window()));
    }

    @Override
    public RangeHandler range(String name) {
        return switch (name) {
            case "bar0" -> legacy;
            case "bar4" -> modern;
            default -> throw new NoSuchElementException("no handler for the range '" + name + "'");
        };
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(range.equals("bar0") ? LegacyHeader.declared() : ModernStructures.declared());
    }

    @Override
    public int readConfiguration(int offset) {
        return capabilities.read(offset);
    }

    @Override
    public void writeConfiguration(int offset, int value) {
        capabilities.write(offset, value);
    }

    @Override
    public int capabilities() {
        return VirtioCapabilities.FIRST;
    }

    @Override
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            device.reset();
            common.reset();
            legacy.reset();
            capabilities = new VirtioCapabilities(legacy, modern);
        }
    }

    @Override
    public void unplug() {
        device.close();
    }

    @Override
    public void handOver() {
        device.handOver();
    }
}
