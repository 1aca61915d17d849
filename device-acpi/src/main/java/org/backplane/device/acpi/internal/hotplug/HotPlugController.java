package org.backplane.device.acpi.internal.hotplug;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.backplane.bus.Line;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.RoleListener;
import org.backplane.bus.Wires;
import org.backplane.bus.pci.PciHotPlug;
import org.backplane.bus.pci.PciSlots;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;
import org.backplane.device.acpi.internal.pm.EventBlock;
import org.backplane.device.acpi.internal.table.MachineView;

/**
 * The controller by which a guest with ACPI hears of PCI functions that come and go, at the ports of QEMU's PC (QEMU PCI
 * hot-plug). An event is a pulse on the pin {@code gpe}; the guest's handler, which the DSDT has, reads from the registers what
 * happened and tells the guest's drivers (ACPI §5.6.4, §6.3).
 *
 * <p>Two registers are our own: {@code GONE}, so that the guest looks after what was torn out, and {@code STATUS}, where the
 * slot's _OST method writes what the guest made of it.
 *
 * <p>Not modelled: slots behind bridges, the order of functions by {@code acpi-index}.
 */
public final class HotPlugController implements StateKeeper, RegisterBlock, RangeHandler, PciHotPlug {
    private static final int SOLDERED = 0x7;

    private final Wires wires;
    private final PciSlots slots;
    private final Line gpe;
    private final List<EventBlock> eventBlocks = new ArrayList<>();
    private int up;
    private int down;
    private int gone;
    private int bus;

    /**
     * Makes the controller in its power-on state.
     *
     * @param wires the pin {@code gpe}, and the PCI slots
     */
    public HotPlugController(Wires wires) {
        this(wires, HotPlugState.RESET);
    }

    /** Makes a controller that goes on where another one stopped. */
    public HotPlugController(Wires wires, HotPlugState before) {
        this.wires = wires;
        slots = wires.pciSlots();
        gpe = wires.line("gpe");
        restore(before);
        wires.watch(EventBlock.class, RoleListener.keeping(eventBlocks));
    }

    private void restore(HotPlugState state) {
        up = state.up();
        down = state.down();
        gone = state.gone();
        bus = state.bus();
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(HotPlugState.SCHEMA, new HotPlugState(up, down, gone, bus));
    }

    @Override
    public RangeHandler range(String name) {
        if (!name.equals(MachineView.HOT_PLUG)) {
            throw new NoSuchElementException("no handler for the range '" + name + "'");
        }
        return this;
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(HotPlugRegister.declared());
    }

    @Override
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            restore(HotPlugState.RESET);
        }
    }

    @Override
    public boolean isSlot(int device) {
        return (SOLDERED & 1 << device) == 0;
    }

    @Override
    public boolean listens() {
        int event = new MachineView(wires.slots()).eventOf(wires.pid(), "gpe");
        return event >= 0 && eventBlocks.stream().anyMatch(block -> block.hears(event));
    }

    @Override
    public void inserted(int device) {
        up |= 1 << device;
        gone &= ~(1 << device);
        happen();
    }

    @Override
    public void request(int device) {
        down |= 1 << device;
        happen();
    }

    @Override
    public void withdrawn(int device) {
        down &= ~(1 << device);
        up &= ~(1 << device);
    }

    @Override
    public void tornOut(int device) {
        withdrawn(device);
        gone |= 1 << device;
        happen();
    }

    /** An event is an edge: the guest looks at the registers afterwards, whatever the pin says. */
    private void happen() {
        gpe.set(true);
        gpe.set(false);
    }

    @Override
    public long read(long offset, int width) {
        HotPlugRegister register = HotPlugRegister.at((int) offset);
        long value = peek(offset, width);
        if (bus == 0 && register == HotPlugRegister.UP) {
            up = 0;
        } else if (bus == 0 && register == HotPlugRegister.GONE) {
            gone = 0;
        }
        return value;
    }

    @Override
    public long peek(long offset, int width) {
        HotPlugRegister register = HotPlugRegister.at((int) offset);
        return register == null ? 0 : Integer.toUnsignedLong(value(register));
    }

    private int value(HotPlugRegister register) {
        return switch (register) {
            case UP -> onRootBus(up);
            case DOWN -> onRootBus(down);
            case REMOVABLE -> onRootBus(slots.occupied() & ~SOLDERED);
            case GONE -> onRootBus(gone);
            case BUS -> bus;
            case EJECT, STATUS -> 0;
        };
    }

    private int onRootBus(int bits) {
        return bus == 0 ? bits : 0;
    }

    @Override
    public void write(long offset, int width, long value) {
        HotPlugRegister register = HotPlugRegister.at((int) offset);
        boolean writable = register != null && switch (register) {
            case EJECT -> {
                eject(onRootBus((int) value) & ~SOLDERED);
                yield true;
            }
            case BUS -> {
                bus = (int) value & HotPlugRegister.BUS_BITS;
                yield true;
            }
            case STATUS -> {
                status((int) value);
                yield true;
            }
            case UP, DOWN, REMOVABLE, GONE -> false;
        };
        if (!writable) {
            wires.events().guest(String.format("%s written with %08x, which has no effect (QEMU PCI hot-plug)",
                    register == null ? "a reserved register" : register, value));
        }
    }

    private void eject(int which) {
        for (int left = which; left != 0; left &= left - 1) {
            slots.eject(Integer.numberOfTrailingZeros(left));
        }
    }

    private void status(int value) {
        OperatingSystemStatus status = OperatingSystemStatus.of(value);
        if (status.isTaken()) {
            slots.taken(status.device());
        } else if (status.isRefusal() && (down & 1 << status.device()) != 0) {
            down &= ~(1 << status.device());
            slots.refused(status.device(), status.words());
        }
    }
}
