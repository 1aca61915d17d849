package org.backplane.device.acpi.internal.pm;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.backplane.bus.Line;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Window;
import org.backplane.bus.Wires;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.role.FirmwareFiles;
import org.backplane.bus.role.PowerButton;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;
import org.backplane.device.acpi.internal.table.AcpiTables;
import org.backplane.device.acpi.internal.table.MachineView;
import org.backplane.device.acpi.internal.table.PowerBlocks;

/**
 * The power management function of the PIIX4 (82371AB §7) as QEMU's PC has it: the block of PM1 registers and timer, the
 * general-purpose events at ports of their own, the APM ports, and one interrupt, SCI. It makes the ACPI tables that
 * describe the machine as it is put together.
 *
 * <p>There is no SMI. The commands that would let an SMI handler switch between ACPI and legacy mode (F1h and F0h at port
 * B2h, ACPI §4.8.2.5) are obeyed by the card itself, as on QEMU.
 *
 * <p>Not modelled: sleeping (S1 to S4, so suspend to RAM too: only soft off is), the four seconds of the power button, wake
 * events, the RTC's event, throttling and C-states, device monitors and their traps (their registers hold what is written),
 * general-purpose inputs and outputs, and the SMBus host: its base address is taken, yet nothing answers there.
 */
public final class PowerManagement implements StateKeeper, RegisterBlock, PciConfiguration, FirmwareFiles, PowerButton,
        EventBlock {
    private static final int ACPI_ENABLE = 0xf1;
    private static final int ACPI_DISABLE = 0xf0;

    private final Wires wires;
    private final PmOptions options;
    private final Window window;
    private final Line sci;
    private final PmBlock block;
    private final GeneralPurposeEvents events;
    private final ApmPorts apm;
    private final PmConfiguration configuration;

    /**
     * Makes the function in its power-on state.
     *
     * @param wires   pins {@code sci} and {@code gpe0} to {@code gpe15}, the range {@code pm} without an address
     * @param options what is configured
     */
    public PowerManagement(Wires wires, PmOptions options) {
        this(wires, options, Optional.empty());
    }

    /**
     * Makes a function that goes on where another one stopped.
     *
     * @param wires   as above
     * @param options what is configured
     * @param before  the state of that one
     */
    public PowerManagement(Wires wires, PmOptions options, PmState before) {
        this(wires, options, Optional.of(before));
    }

    private PowerManagement(Wires wires, PmOptions options, Optional<PmState> before) {
        this.wires = wires;
        this.options = options;
        window = wires.window("pm");
        sci = wires.line("sci");
        block = new PmBlock(wires, this::changed);
        apm = new ApmPorts(this::apmCommand);
        configuration = new PmConfiguration(options.smm(), window, wires.events());
        events = new GeneralPurposeEvents(this::changed);
        before.ifPresentOrElse(this::restore, () -> reset(Reset.POWER_ON));
        events.connect(wires);
    }

    private void restore(PmState before) {
        block.restore(before.block());
        events.restore(before.events());
        apm.restore(before.apm());
        configuration.restore(before.configuration());
        if (!options.pci()) {
            window.move(options.base());
        }
        changed();
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(PmState.SCHEMA,
                new PmState(block.state(), events.state(), apm.values(), configuration.values()));
    }

    @Override
    public RangeHandler range(String name) {
        return switch (name) {
            case "pm" -> block;
            case "gpe0" -> events;
            case "apm" -> apm;
            default -> throw new NoSuchElementException("no handler for the range '" + name + "'");
        };
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(switch (range) {
            case "pm" -> PmRegister.declared();
            case "gpe0" -> GeneralPurposeEvents.declared();
            default -> ApmPorts.declared();
        });
    }

    @Override
    public void reset(Reset kind) {
        if (kind == Reset.INIT) {
            return;
        }
        block.reset();
        events.reset();
        apm.reset();
        configuration.reset();
        if (!options.pci()) {
            window.move(options.base());
        }
        changed();
    }

    @Override
    public int readConfiguration(int offset) {
        return configuration.readConfiguration(offset);
    }

    @Override
    public void writeConfiguration(int offset, int value) {
        configuration.writeConfiguration(offset, value);
    }

    @Override
    public void press() {
        block.pressPowerButton();
    }

    @Override
    public boolean hears(int event) {
        return block.sciEnabled() && events.isEnabled(event);
    }

    @Override
    public Map<String, byte[]> firmwareFiles() {
        if (!options.tables()) {
            return Map.of();
        }
        MachineView machine = new MachineView(wires.slots());
        int base = window.isOpen() ? (int) window.address() : options.base();
        return AcpiTables.files(machine, new PowerBlocks(base, machine.portOf(wires.pid(), "gpe0"),
                machine.portOf(wires.pid(), "apm"), machine.irqOf(wires.pid(), "sci"), machine.hotPlug(wires.pid())));
    }

    private void apmCommand(int value) {
        if (value == ACPI_ENABLE || value == ACPI_DISABLE) {
            block.enableAcpi(value == ACPI_ENABLE);
        }
    }

    /** SCI is a level: asserted while an enabled event waits and the guest has switched to ACPI mode. */
    private void changed() {
        sci.set(block.sciEnabled() && (block.pending() || events.pending()));
    }
}
