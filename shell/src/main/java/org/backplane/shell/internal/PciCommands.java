package org.backplane.shell.internal;

import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.pci.PciFunctionDTO;
import org.backplane.bus.pci.PciInventory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is plugged into the PCI buses. */
@Component(service = CommandSet.class)
@GogoCommand(scope = "pc", function = "pci")
public final class PciCommands implements CommandSet {
    private static final int COMMAND_IO = 1 << 0;
    private static final int COMMAND_MEMORY = 1 << 1;
    private static final int COMMAND_BUS_MASTER = 1 << 2;

    private final Machine machine;

    /**
     * Made by Declarative Services.
     *
     * @param machine the machine that the commands operate
     */
    @Activate
    public PciCommands(@Reference Machine machine) {
        this.machine = machine;
    }

    /** Lists the functions of all buses. */
    @Descriptor("lists the PCI functions: place, ids, class, what the guest lets them do, where their registers answer, whose they are")
    public String pci() {
        List<PciInventory> bridges = machine.roles(PciInventory.class);
        if (bridges.isEmpty()) {
            return "there is no PCI host bridge";
        }
        List<PciFunctionDTO> functions = machine.call(() -> bridges.get(0).functions());
        Table table = new Table("PLACE", "ID", "CLASS", "LETS", "IRQ", "RANGES", "DEVICE", "BUNDLE");
        for (PciFunctionDTO function : functions) {
            SlotDTO slot = slot(function.pid);
            table.row(place(function), String.format("%04x:%04x", function.vendorId, function.deviceId),
                    String.format("%06x", function.classCode), lets(function.command), interrupt(function), ranges(slot),
                    function.pid, slot.bundle + " " + slot.version);
        }
        return table.toString();
    }

    private SlotDTO slot(String pid) {
        return machine.slots().stream().filter(slot -> slot.pid.equals(pid)).findFirst().orElseGet(() -> {
            SlotDTO gone = new SlotDTO();
            gone.bundle = "";
            gone.version = "";
            gone.ranges = new RangeDTO[0];
            return gone;
        });
    }

    private static String place(PciFunctionDTO function) {
        String bus = function.bus < 0 ? "--" : String.format("%02x", function.bus);
        return "  ".repeat(function.depth) + String.format("%s:%02x.%x", bus, function.device, function.function);
    }

    /** I/O, memory, bus master. */
    private static String lets(int command) {
        return ((command & COMMAND_IO) != 0 ? "I" : "-") + ((command & COMMAND_MEMORY) != 0 ? "M" : "-")
                + ((command & COMMAND_BUS_MASTER) != 0 ? "B" : "-");
    }

    private static String interrupt(PciFunctionDTO function) {
        return function.interruptPin == 0 ? "" : "INT" + (char) ('A' + function.interruptPin - 1) + " " + function.interruptLine;
    }

    private static String ranges(SlotDTO slot) {
        StringBuilder text = new StringBuilder();
        for (RangeDTO range : slot.ranges) {
            if (range.name.startsWith("bar") || range.name.equals("rom")) {
                text.append(text.length() == 0 ? "" : " ").append(range.name).append('=').append(range.live
                        ? Hex.address(range.space, range.first) : "closed");
            }
        }
        return text.toString();
    }
}
