package org.backplane.device.pci.internal;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.RoleListener;
import org.backplane.bus.Wires;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.pci.PciDecodeDTO;
import org.backplane.bus.pci.PciFunctionDTO;
import org.backplane.bus.pci.PciHost;
import org.backplane.bus.pci.PciInventory;
import org.backplane.bus.pci.PciSeat;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.role.ShadowMemory;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;

/**
 * The PMC, one half of the 82441FX (Intel 440FX PCIset, "82441FX PCI and Memory Controller (PMC)"): the way from the
 * processor to configuration space and to the memory behind the ROMs. It is a function of its own bus.
 *
 * <p>Not modelled: DRAM timing and detection, ECC, the processor bus, posting and arbitration, system management mode.
 */
final class HostBridge implements StateKeeper, RegisterBlock, PciHost, PciConfiguration, PciInventory {
    static final StateSchema SCHEMA = new StateSchema(HostBridgeComponent.PID, 1);

    /** The range at CF8h. */
    static final String ADDRESS = "address";
    /** The range at CFCh. */
    static final String DATA = "data";

    private final Functions functions;
    private final InterruptLines interrupts;
    private final RegisterFile registers = HostRegister.file();
    private final MemoryAttributes attributes = new MemoryAttributes(registers);
    private final ConfigurationMechanism mechanism;

    HostBridge(Wires wires) {
        functions = new Functions(wires.events()::host);
        interrupts = new InterruptLines(functions);
        mechanism = new ConfigurationMechanism(functions, wires::requestReset, interrupts::settle);
        wires.watch(ShadowMemory.class, new RoleListener<>() {
            @Override
            public void added(String pid, ShadowMemory memory) {
                attributes.add(memory);
            }

            @Override
            public void removed(String pid, ShadowMemory memory) {
                attributes.remove(memory);
            }
        });
        wires.watch(InterruptRouter.class, new RoleListener<>() {
            @Override
            public void added(String pid, InterruptRouter router) {
                interrupts.add(router);
            }

            @Override
            public void removed(String pid, InterruptRouter router) {
                interrupts.remove(router);
            }
        });
    }

    /** Makes the bridge that goes on where another one stopped; the functions of its buses are attached anew. */
    HostBridge(Wires wires, State before) {
        this(wires);
        mechanism.restore(before.mechanism);
        registers.restore(before.registers);
        attributes.route();
        functions.restore(List.of(before.functions));
    }

    /**
     * All that the bridge remembers, and with it the headers of the functions on its buses. The levels of the interrupt lines
     * follow from those.
     *
     * @param mechanism the ports
     * @param registers the bridge's own registers from 40h on
     * @param functions headers and places, those of functions that have gone among them
     */
    record State(ConfigurationMechanism.State mechanism, byte[] registers, Function.State[] functions) {
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(SCHEMA, new State(mechanism.state(), registers.contents(),
                functions.state().toArray(Function.State[]::new)));
    }

    @Override
    public RangeHandler range(String name) {
        switch (name) {
            case ADDRESS: return mechanism.address();
            case DATA: return mechanism.data();
            default: throw new NoSuchElementException("the host bridge has no range '" + name + "'");
        }
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(ConfigurationMechanism.declared(range.equals(DATA)));
    }

    @Override
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            mechanism.reset();
            registers.reset();
            attributes.route();
            functions.reset();
            interrupts.settle();
        }
    }

    @Override
    public void attach(PciSeat seat) {
        functions.attach(seat);
        interrupts.settle();
    }

    @Override
    public void detach(PciSeat seat) {
        functions.detach(seat);
        interrupts.settle();
    }

    @Override
    public void forget(String pid) {
        functions.forget(pid);
    }

    @Override
    public void interrupt(PciSeat seat, boolean asserted) {
        interrupts.settle();
    }

    @Override
    public void message(PciSeat seat, int number) {
        Function function = functions.of(seat);
        if (function != null) {
            function.message(number);
        }
    }

    @Override
    public boolean messagesEnabled(PciSeat seat) {
        Function function = functions.of(seat);
        return function != null && function.messagesEnabled();
    }

    @Override
    public void status(PciSeat seat, int bits) {
        Function function = functions.of(seat);
        if (function != null) {
            function.status(bits);
        }
    }

    @Override
    public int readConfiguration(int offset) {
        return registers.get(offset, 1);
    }

    /** Once SMRAM is locked it can neither be opened nor unlocked before the next reset. */
    @Override
    public void writeConfiguration(int offset, int value) {
        int smram = HostRegister.SMRAM.get(registers);
        boolean locked = (smram & HostRegister.SMRAM_D_LCK) != 0;
        if (offset == HostRegister.SMRAM.offset() && locked) {
            return;
        }
        registers.write(offset, value);
        if (offset == HostRegister.SMRAM.offset() && (value & HostRegister.SMRAM_D_LCK) != 0) {
            registers.set(offset, 1, HostRegister.SMRAM.get(registers) & ~HostRegister.SMRAM_D_OPEN);
        }
        attributes.route();
    }

    @Override
    public List<PciFunctionDTO> functions() {
        return functions.list();
    }

    @Override
    public List<PciDecodeDTO> decodes(String space, long address) {
        return functions.decodes(space, address);
    }
}
