package org.backplane.device.e1000.internal;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Slab;
import org.backplane.bus.Wires;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.role.NetworkAdapter;
import org.backplane.bus.role.NetworkAdapterDTO;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * The Intel 82540EM Gigabit Ethernet controller as a PCI card (8254x): BAR0 has the registers, BAR2 the window to them in port
 * space, the expansion ROM an image that may boot from the network.
 *
 * <p>Not modelled: the time that a frame is on the cable (sending is done at once), MSI, power management and wake-up, the flash
 * memory behind BAR1, the packet buffer as memory and the diagnostic registers (§13.8), collisions and errors of the cable, flow
 * control frames of our own, SMBus and manageability, and the thresholds of TXDCTL and RXDCTL for fetching and writing back:
 * descriptors are fetched when they are needed and written back at once.
 */
final class E1000Card implements StateKeeper, RegisterBlock, NetworkAdapter {
    private final String pid;
    private final NetworkJack jack;
    private final E1000 chip;
    private final IoWindow window;
    private final RangeHandler rom;
    private final Runnable pull;
    private final Runnable leave;

    /**
     * Makes the card.
     *
     * @param wires   the slot's
     * @param jack    where its cable is plugged in
     * @param station the address in its EEPROM, 6 bytes
     * @param image   what the expansion ROM contains
     * @param pull    pulls the cable
     * @param leave   leaves the cable to the next card
     */
    E1000Card(Wires wires, NetworkJack jack, byte[] station, byte[] image, Runnable pull, Runnable leave) {
        pid = wires.pid();
        this.jack = jack;
        this.pull = pull;
        this.leave = leave;
        chip = new E1000(wires, jack, station);
        window = new IoWindow(chip);
        Slab part = wires.slab("rom", image.length);
        part.put(0, image, 0, image.length);
        rom = part.window(0, image.length, false);
    }

    /** Goes on where another card stopped. */
    void restore(E1000State state, DeviceState whole) {
        chip.restore(state.chip(), E1000State.registers(whole));
        jack.restore(state.jack());
        window.address(state.ioAddress());
    }

    @Override
    public DeviceState state() {
        return new E1000State(chip.state(), jack.state(), window.address()).with(chip.registers());
    }

    @Override
    public RangeHandler range(String name) {
        return switch (name) {
            case "bar0" -> chip;
            case "bar2" -> window;
            case "rom" -> rom;
            default -> throw new NoSuchElementException("no handler for the range '" + name + "'");
        };
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return switch (range) {
            case "bar0" -> Optional.of(E1000.declared());
            case "bar2" -> Optional.of(IoWindow.declared());
            default -> Optional.empty();
        };
    }

    @Override
    public NetworkAdapterDTO adapter() {
        NetworkAdapterDTO adapter = new NetworkAdapterDTO();
        adapter.pid = pid;
        adapter.model = "82540EM";
        adapter.address = StationAddress.text(chip.station());
        adapter.link = chip.linkUp();
        adapter.framesSent = chip.transmitter().frames();
        adapter.bytesSent = chip.transmitter().bytes();
        adapter.framesReceived = chip.receiver().frames();
        adapter.bytesReceived = chip.receiver().bytes();
        adapter.framesDropped = chip.receiver().dropped();
        return adapter;
    }

    @Override
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            chip.hardReset();
            window.address(0);
        }
    }

    @Override
    public void unplug() {
        pull.run();
    }

    @Override
    public void handOver() {
        leave.run();
    }
}
