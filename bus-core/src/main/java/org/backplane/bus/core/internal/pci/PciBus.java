package org.backplane.bus.core.internal.pci;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.backplane.bus.core.internal.declare.Declaration;
import org.backplane.bus.core.internal.event.OneLine;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.line.Nets;
import org.backplane.bus.core.internal.line.Pins;
import org.backplane.bus.pci.PciDecodeDTO;
import org.backplane.bus.pci.PciHost;
import org.backplane.bus.pci.PciInventory;

/**
 * Brings the PCI functions of a machine and its host bridge together, in whichever order they come. Of several bridges
 * the one that was plugged first serves; when it goes, the next one gets its functions. Machine thread only.
 */
public final class PciBus {
    /** In the order in which they were plugged. */
    private final List<Host> hosts = new ArrayList<>();
    /** The functions in the order of their arrival; those that the bridge has are attached. */
    private final List<PciPort> functions = new ArrayList<>();
    /** The bridge's ears at the interrupt pins. */
    private final Map<FunctionSeat, Pins> pins = new LinkedHashMap<>();
    private final Nets nets;
    private final HotPlug hotPlug;

    private record Host(Owner owner, PciHost card) {
    }

    /** Makes a bus without a bridge. */
    public PciBus(Nets nets, HotPlug hotPlug) {
        this.nets = nets;
        this.hotPlug = hotPlug;
    }

    /** What the guest is told of functions that come and go. */
    public HotPlug hotPlug() {
        return hotPlug;
    }

    /** The line that stands for the interrupt pin of a function; no device can name it by accident. */
    public static String interruptLine(String pid) {
        return "INTx# of " + pid;
    }

    /** A card that is a host bridge is plugged in. */
    public void addHost(Owner owner, PciHost card) {
        hosts.add(new Host(owner, card));
        if (hosts.size() == 1) {
            serve();
        }
    }

    /** A card goes; if it is the bridge, its functions are detached, of which it hears no more. */
    public void removeHost(Owner owner) {
        boolean served = !hosts.isEmpty() && hosts.get(0).owner == owner;
        if (served) {
            // Without a bridge there is nobody who could look for them.
            hotPlug.clear();
            functions.stream().filter(PciPort::isAttached).toList().forEach(this::detach);
        }
        hosts.removeIf(host -> host.owner == owner);
        if (served) {
            serve();
        }
    }

    /** Attaches those that wait; one that the bridge refuses fails. */
    private void serve() {
        for (PciPort function : List.copyOf(functions)) {
            if (!hosts.isEmpty() && !function.isAttached() && function.owner().alive()) {
                try {
                    attach(function);
                    device(function).ifPresent(device -> hotPlug.present(function.owner().pid(), device));
                } catch (RefusalException refused) {
                    functions.remove(function);
                    function.refused(refused.getMessage());
                }
            }
        }
    }

    void succeed(PciPort function, PciPort before) {
        functions.set(functions.indexOf(before), function);
    }

    void plug(PciPort function) throws RefusalException {
        if (functions.contains(function) && function.isAttached()) {
            return;
        }
        functions.remove(function);
        if (!hosts.isEmpty()) {
            attach(function);
            device(function).ifPresent(device -> hotPlug.attached(function.owner().pid(), device));
        }
        functions.add(function);
    }

    void unplug(PciPort function) {
        functions.remove(function);
        if (function.isAttached()) {
            detach(function);
        }
    }

    private void attach(PciPort function) throws RefusalException {
        Host host = hosts.get(0);
        FunctionSeat seat = function.seat();
        String[] refusal = new String[1];
        host.owner.contain("attaching of '" + seat.pid() + "'", () -> {
            try {
                host.card.attach(seat);
            } catch (IllegalArgumentException refused) {
                refusal[0] = OneLine.of(refused.getMessage());
            }
        });
        if (refusal[0] != null) {
            function.leaveSeat().kill();
            throw new RefusalException(refusal[0]);
        }
        listen(host, seat);
    }

    /** The device number of a function on the root bus, if the bridge tells. */
    private OptionalInt device(PciPort function) {
        Host host = hosts.get(0);
        int[] device = {-1};
        if (host.card instanceof PciInventory) {
            host.owner.contain("asking for functions", () -> ((PciInventory) host.card).functions().stream()
                    .filter(listed -> listed.depth == 0 && listed.pid.equals(function.owner().pid()))
                    .forEach(listed -> device[0] = listed.device));
        }
        return device[0] < 0 ? OptionalInt.empty() : OptionalInt.of(device[0]);
    }

    private void listen(Host host, FunctionSeat seat) {
        Pins ears = new Pins(nets, host.owner);
        pins.put(seat, ears);
        ears.solder(Map.of(), Map.of(Declaration.INTX, interruptLine(seat.pid())));
        ears.input(Declaration.INTX, asserted -> {
            seat.interrupt(asserted);
            host.card.interrupt(seat, asserted);
        });
    }

    private void detach(PciPort function) {
        Host host = hosts.get(0);
        FunctionSeat seat = function.leaveSeat();
        Pins ears = pins.remove(seat);
        ears.solder(Map.of(), Map.of());
        ears.revoke();
        host.owner.contain("detaching of '" + seat.pid() + "'", () -> host.card.detach(seat));
        if (hotPlug.detached(seat.pid())) {
            host.owner.contain("forgetting of '" + seat.pid() + "'", () -> host.card.forget(seat.pid()));
        }
        seat.kill();
    }

    /** The base address registers that hold an address, as far as the bridge tells. */
    public List<PciDecodeDTO> decodes(String space, long address) {
        if (hosts.isEmpty() || !(hosts.get(0).card instanceof PciInventory)) {
            return List.of();
        }
        Host host = hosts.get(0);
        List<PciDecodeDTO> found = new ArrayList<>();
        host.owner.contain("asking for base address registers",
                () -> found.addAll(((PciInventory) host.card).decodes(space, address)));
        return found;
    }

    void message(FunctionSeat seat, int number) {
        Host host = hosts.get(0);
        host.owner.contain("message of '" + seat.pid() + "'", () -> host.card.message(seat, number));
    }

    boolean messagesEnabled(FunctionSeat seat) {
        Host host = hosts.get(0);
        boolean[] enabled = new boolean[1];
        host.owner.contain("asking for the messages of '" + seat.pid() + "'",
                () -> enabled[0] = host.card.messagesEnabled(seat));
        return enabled[0];
    }

    void status(FunctionSeat seat, int bits) {
        Host host = hosts.get(0);
        host.owner.contain("status of '" + seat.pid() + "'", () -> host.card.status(seat, bits));
    }
}
