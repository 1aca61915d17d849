package org.backplane.device.acpi.internal.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backplane.bus.MemoryType;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.SlotDTO;

/** How the machine is put together, as far as tables speak of it: what answers at a port, which lines it drives. */
public final class MachineView {
    /** The name of the range with the registers of a PCI hot-plug controller. */
    public static final String HOT_PLUG = "hotplug";

    private static final long FOUR_GIB = 1L << 32;
    private static final Pattern EVENT = Pattern.compile("gpe(\\d+)=(.*)");

    private final List<SlotDTO> slots;

    /** Looks at the slots of a machine. */
    public MachineView(List<SlotDTO> slots) {
        this.slots = slots;
    }

    /** Whether something answers at a port. */
    boolean hasPort(int port) {
        return at(port).isPresent();
    }

    /** Whether a range begins at a port, as that of a register on its own does. */
    boolean hasRangeFrom(int port) {
        return live("port").anyMatch(range -> range.first == port);
    }

    /** Whether the device at a port drives an interrupt request line. */
    boolean drives(int port, int irq) {
        return at(port).stream().flatMap(slot -> Arrays.stream(slot.drives))
                .anyMatch(pin -> line(pin).equals("irq" + irq));
    }

    /** The first port of a device's range; 0 if it has none. */
    public int portOf(String pid, String range) {
        return slots.stream().filter(slot -> slot.pid.equals(pid)).flatMap(slot -> Arrays.stream(slot.ranges))
                .filter(candidate -> candidate.space.equals("port") && candidate.name.equals(range))
                .mapToInt(candidate -> (int) candidate.first).findFirst().orElse(0);
    }

    /** The number of the interrupt request line that a device's pin drives; 0 if it drives none. */
    public int irqOf(String pid, String pin) {
        return slots.stream().filter(slot -> slot.pid.equals(pid)).flatMap(slot -> Arrays.stream(slot.drives))
                .filter(wire -> wire.startsWith(pin + "=irq"))
                .mapToInt(wire -> Integer.parseInt(wire.substring(pin.length() + 4))).findFirst().orElse(0);
    }

    /** The general-purpose event that a device's pin makes; -1 if it leads to none. */
    public int eventOf(String pid, String pin) {
        return slots.stream().filter(slot -> slot.pid.equals(pid)).flatMap(slot -> Arrays.stream(slot.drives))
                .filter(wire -> wire.startsWith(pin + "=")).map(MachineView::line)
                .mapToInt(this::eventOn).findFirst().orElse(-1);
    }

    private int eventOn(String line) {
        return slots.stream().flatMap(slot -> Arrays.stream(slot.senses)).map(EVENT::matcher)
                .filter(pin -> pin.matches() && pin.group(2).equals(line))
                .mapToInt(pin -> Integer.parseInt(pin.group(1))).findFirst().orElse(-1);
    }

    /** The PCI hot-plug controller whose events a device hears. */
    public Optional<PowerBlocks.HotPlug> hotPlug(String listener) {
        List<String> heard = slots.stream().filter(slot -> slot.pid.equals(listener))
                .flatMap(slot -> Arrays.stream(slot.senses)).map(MachineView::line).toList();
        return slots.stream().filter(slot -> Arrays.stream(slot.drives).map(MachineView::line).anyMatch(heard::contains))
                .filter(slot -> portOf(slot.pid, HOT_PLUG) != 0).findFirst()
                .map(slot -> new PowerBlocks.HotPlug(portOf(slot.pid, HOT_PLUG), eventOf(slot.pid, "gpe")));
    }

    /** Whether a device other than RAM begins at a physical address. */
    boolean hasMemoryFrom(long physical) {
        return live("memory").anyMatch(range -> range.first == physical);
    }

    /** The end of RAM below 4 GiB. */
    long endOfRam() {
        return live("memory").filter(range -> range.type.equals(MemoryType.WB.name()) && range.access.equals("rw"))
                .filter(range -> range.first < FOUR_GIB).mapToLong(range -> Math.min(range.last + 1, FOUR_GIB)).max()
                .orElse(0);
    }

    private Optional<SlotDTO> at(int port) {
        return slots.stream().filter(slot -> Arrays.stream(slot.ranges)
                .anyMatch(range -> range.live && range.space.equals("port") && range.first <= port && port <= range.last))
                .findFirst();
    }

    private Stream<RangeDTO> live(String space) {
        return slots.stream().flatMap(slot -> Arrays.stream(slot.ranges))
                .filter(range -> range.live && range.space.equals(space));
    }

    private static String line(String pin) {
        return pin.substring(pin.indexOf('=') + 1);
    }
}
