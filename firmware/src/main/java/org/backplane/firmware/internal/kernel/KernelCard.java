package org.backplane.firmware.internal.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.RoleListener;
import org.backplane.bus.Slab;
import org.backplane.bus.Wires;
import org.backplane.bus.role.FirmwareFiles;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;
import org.backplane.firmware.FirmwareException;

/**
 * The loader of kernels: a boot ROM, and one register by which the ROM's code asks for the kernel.
 *
 * <p>A write of 1BADB002h to the register reads the files, copies kernel, modules and parameters into RAM and
 * patches the ROM's parameters. So after any reset, INIT included, the kernel that runs is as the file has it at that
 * moment, and no order of resets among cards matters. A read gives the status, as the ROM has it. If the board has APICs,
 * the kernel finds them in virtual wire mode, and an {@link MpTable} in the ROM; if it has a power management function, ACPI tables
 * ({@link AcpiRom}) and the function's registers where these say. What the ROM's code has set up on the screen before, Linux
 * is told ({@link TextScreen}).
 *
 * <p>Not modelled: a BIOS behind the kernel; what {@link MultibootInformation}, {@link MultibootKernel},
 * {@link LinuxHeader} and {@link LinuxZeroPage} list.
 */
final class KernelCard implements StateKeeper, RangeHandler {
    static final StateSchema SCHEMA = new StateSchema(KernelComponent.PID, 1);
    static final String LOADER = "loader";
    static final String HIGH = "high";
    static final String LOW = "low";

    private final Wires wires;
    private final Supplier<BootPlan> plans;
    private final Slab slab;
    private final BootRom rom;
    private final BoardApics apics;
    private final List<FirmwareFiles> describers = new ArrayList<>();

    /**
     * Builds the card.
     *
     * @param plans reads the files and says what goes where; throws {@link FirmwareException}
     */
    KernelCard(Supplier<BootPlan> plans, Wires wires) {
        this(plans, wires, BootRom::assembled);
    }

    private KernelCard(Supplier<BootPlan> plans, Wires wires, Function<Slab, BootRom> roms) {
        this.wires = wires;
        this.plans = plans;
        slab = wires.slab("rom", BootRom.BYTES);
        rom = roms.apply(slab);
        apics = BoardApics.of(wires);
        wires.watch(FirmwareFiles.class, RoleListener.keeping(describers));
    }

    /** Builds a card that goes on with the ROM that another one has left; the files are not looked at. */
    static KernelCard after(Supplier<BootPlan> plans, Wires wires) {
        return new KernelCard(plans, wires, BootRom::present);
    }

    /** What it remembers is in the ROM, and so the slot's. */
    @Override
    public DeviceState state() {
        return new DeviceState(SCHEMA, new StateBuilder().build());
    }

    @Override
    public RangeHandler range(String name) {
        return switch (name) {
            case LOADER -> this;
            case HIGH, LOW -> slab.window(0, BootRom.BYTES, false);
            default -> throw new NoSuchElementException("the kernel loader has no range '" + name + "'");
        };
    }

    @Override
    public long read(long offset, int width) {
        return rom.status();
    }

    @Override
    public long peek(long offset, int width) {
        return rom.status();
    }

    @Override
    public void write(long offset, int width, long value) {
        if (value == MultibootHeader.MAGIC) {
            load();
        } else {
            wires.events().guest(String.format("wrote %08X to the kernel loader, which takes %08X only",
                    value, MultibootHeader.MAGIC));
        }
    }

    /** What the machine's cards have to say to firmware. */
    private Map<String, byte[]> files() {
        Map<String, byte[]> files = new HashMap<>();
        for (FirmwareFiles card : List.copyOf(describers)) {
            files.putAll(Objects.requireNonNullElse(card.firmwareFiles(), Map.of()));
        }
        return files;
    }

    private void load() {
        rom.clear();
        try {
            BootPlan plan = plans.get();
            Optional<TextScreen> screen = TextScreen.of(wires.dma());
            plan.write(wires.dma());
            screen.ifPresent(set -> plan.show(set, wires.dma()));
            rom.board(apics);
            rom.describe(AcpiRom.of(files()));
            rom.loaded(plan);
        } catch (FirmwareException e) {
            wires.events().host(e.getMessage()); // the status stays 0, and the ROM's code halts
        }
    }
}
