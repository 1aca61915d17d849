package org.backplane.device.pci.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.backplane.bus.Line;
import org.backplane.bus.Reset;
import org.backplane.bus.Wires;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;

/**
 * The PCI-to-ISA bridge of the PIIX3 (82371SB §3.1, §4.6): routes the PCI interrupt lines to those of the interrupt
 * controllers, as levels. The ELCR and the other ISA parts of the chip are cards of their own.
 *
 * <p>Not modelled: X-bus chip selects, DMA and recovery timing, system management, the USB and APIC parts; their registers
 * hold what is written.
 */
final class IsaBridge implements StateKeeper, PciConfiguration, InterruptRouter {
    static final StateSchema SCHEMA = new StateSchema(IsaBridgeComponent.PID, 1);

    /** The interrupts that a PIRQ can be routed to (82371SB "PIRQRC"): not those of timer, keyboard, cascade, clock, FPU. */
    private static final int[] ROUTABLE = {3, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15};
    private static final int LINES = 4;

    private final RegisterFile registers = IsaRegister.file();
    private final Map<Integer, Line> outputs = new LinkedHashMap<>();
    private final boolean[] pirq = new boolean[LINES];

    IsaBridge(Wires wires) {
        for (int irq : ROUTABLE) {
            outputs.put(irq, wires.line("irq" + irq));
        }
    }

    /** Makes the bridge that goes on where another one stopped; a host bridge that is there says the levels again. */
    IsaBridge(Wires wires, State before) {
        this(wires);
        registers.restore(before.registers);
        for (int line = 0; line < LINES; line++) {
            pirq[line] = (before.pirq >> line & 1) != 0;
        }
        settle();
    }

    /**
     * All that the bridge remembers.
     *
     * @param registers its own registers from 40h on
     * @param pirq      the levels of PIRQA# to PIRQD#, one bit each
     */
    record State(byte[] registers, int pirq) {
    }

    @Override
    public DeviceState state() {
        int levels = 0;
        for (int line = 0; line < LINES; line++) {
            levels |= pirq[line] ? 1 << line : 0;
        }
        return DeviceState.of(SCHEMA, new State(registers.contents(), levels));
    }

    @Override
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            registers.reset();
            settle();
        }
    }

    @Override
    public int readConfiguration(int offset) {
        return registers.get(offset, 1);
    }

    @Override
    public void writeConfiguration(int offset, int value) {
        registers.write(offset, value);
        settle();
    }

    @Override
    public void pirq(int line, boolean asserted) {
        pirq[line] = asserted;
        settle();
    }

    /** Derives the outputs: an interrupt is asserted while a PIRQ that is routed to it is. */
    private void settle() {
        int asserted = 0;
        for (int line = 0; line < LINES; line++) {
            int route = registers.get(IsaRegister.PIRQRCA.offset() + line, 1);
            if (pirq[line] && (route & IsaRegister.PIRQRC_DISABLE) == 0) {
                asserted |= 1 << (route & IsaRegister.PIRQRC_IRQ);
            }
        }
        for (Map.Entry<Integer, Line> output : outputs.entrySet()) {
            output.getValue().set((asserted >> output.getKey() & 1) != 0);
        }
    }
}
