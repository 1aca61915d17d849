package org.backplane.device.lapic.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.backplane.bus.InterruptAcknowledge;
import org.backplane.bus.Line;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.RoleListener;
import org.backplane.bus.Window;
import org.backplane.bus.Wires;
import org.backplane.bus.apic.InterruptMessage;
import org.backplane.bus.apic.IoApic;
import org.backplane.bus.apic.LocalApic;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * The local APIC of the one processor of a machine, an xAPIC (SDM 3A chapter 10): interrupts by message, their priorities,
 * interrupts of its own, a timer. While IA32_APIC_BASE disables it, its pins lead through to the processor.
 *
 * <p>Pins: inputs {@code lint0}, where the output of the 8259A belongs, and {@code lint1}, for NMI; outputs {@code intr} and
 * {@code nmi}, to the processor.
 *
 * <p>The register page is at the address in IA32_APIC_BASE, messages of PCI functions are written to FEE00000h to FEEFFFFFh,
 * whatever that address is. A message to APIC ID 0 goes to bytes of the page that are no register, so a write there is one,
 * even if the processor makes it; and bus masters reach the registers, which are the processor's alone on silicon.
 *
 * <p>Not modelled: other processors, so that start-up messages meet nobody who waits for them; SMI; x2APIC mode; TSC-deadline
 * mode; sources of the thermal and performance vectors; delivery status, because messages arrive at once;
 * arbitration and remote read registers, which an xAPIC does not have.
 */
final class LapicChip implements StateKeeper, RegisterBlock, LocalApic {
    static final String REGISTERS = "registers";
    static final String MESSAGES = "messages";
    static final long DEFAULT_ADDRESS = 0xfee0_0000L;

    private static final long ADDRESS = ~0xfffL;
    private static final int[] PINS = {0, 1};
    /** The data bus without a controller that drives it. */
    private static final int FLOATING = 0xff;

    private final Wires wires;
    private final LapicOptions options;
    private final Window page;
    private final Line interrupt;
    private final Line nmi;
    private final List<IoApic> ioApics = new ArrayList<>();
    private final List<InterruptAcknowledge> controllers = new ArrayList<>();
    private final LapicUnit unit;
    private long base;

    /** Makes an APIC after power-on. */
    LapicChip(Wires wires, LapicOptions options) {
        this(wires, options, null);
    }

    /**
     * Makes an APIC that goes on where another one stopped.
     *
     * @param before the state of that one; {@code null} for the state after power-on
     */
    LapicChip(Wires wires, LapicOptions options, LapicState before) {
        this.wires = wires;
        this.options = options;
        page = wires.window(REGISTERS);
        interrupt = wires.line("intr");
        nmi = wires.line("nmi");
        unit = new LapicUnit(wires, options.id() << Addressing.SHIFT, new Board());
        base = before == null ? options.base() : before.base();
        if (before != null) {
            unit.restore(before.unit());
        }
        place();
        wires.watch(IoApic.class, RoleListener.keeping(ioApics));
        wires.watch(InterruptAcknowledge.class, RoleListener.keeping(controllers));
        boolean[] heard = new boolean[PINS.length];
        for (int pin : PINS) {
            wires.sense("lint" + pin, asserted -> {
                heard[pin] = asserted;
                lint(pin, asserted);
            });
        }
        for (int pin : PINS) {
            // A pin that was asserted, and is not because nobody drives its line any more.
            lint(pin, heard[pin]);
        }
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(LapicState.SCHEMA, new LapicState(base, unit.state()));
    }

    /** What happens around the chip when something happens in it. */
    private final class Board implements Surroundings {
        @Override
        public void nmi() {
            nmi.pulse();
        }

        @Override
        public void init() {
            wires.requestReset(Reset.INIT);
        }

        @Override
        public void endOfInterrupt(int vector) {
            List.copyOf(ioApics).forEach(ioApic -> ioApic.endOfInterrupt(vector));
        }

        @Override
        public void changed() {
            update();
        }

        @Override
        public void unusual(String what) {
            wires.events().guest("the guest has asked for " + what + " (SDM 3A §10.5.1)");
        }
    }

    private void lint(int pin, boolean asserted) {
        unit.pin(pin, asserted);
        update();
    }

    /** The outputs, after every change (SDM 3A §10.4.3: without an APIC the pins are INTR and NMI). */
    private void update() {
        interrupt.set(enabled() ? unit.requested() : unit.pin(0));
        nmi.set(!enabled() && unit.pin(1));
    }

    private void place() {
        if (enabled()) {
            page.move(base & ADDRESS);
        } else {
            page.close();
        }
    }

    // What the processor asks.

    @Override
    public int acknowledge() {
        int vector = enabled() ? unit.acknowledge(this::acknowledgeExternal) : acknowledgeExternal();
        update();
        return vector;
    }

    private int acknowledgeExternal() {
        return controllers.stream().findFirst().map(InterruptAcknowledge::acknowledge).orElse(FLOATING);
    }

    @Override
    public int initialId() {
        return options.id();
    }

    @Override
    public long base() {
        return base;
    }

    /** An APIC that is enabled again begins anew (SDM 3A §10.4.3). */
    @Override
    public void base(long value) {
        boolean before = enabled();
        base = value;
        if (before != enabled()) {
            unit.reset();
        }
        place();
        update();
    }

    // Messages.

    @Override
    public boolean deliver(InterruptMessage message) {
        boolean accepted = enabled() && unit.deliver(message);
        update();
        return accepted;
    }

    private void written(long offset, int data) {
        MessageAddress.decode(offset, data).ifPresent(this::deliver);
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return range.equals(REGISTERS) ? Optional.of(LapicRegister.declared()) : Optional.empty();
    }

    @Override
    public RangeHandler range(String name) {
        return switch (name) {
            case REGISTERS -> new Page();
            case MESSAGES -> new Messages();
            default -> throw new NoSuchElementException("no handler for the range '" + name + "'");
        };
    }

    /** The register page. */
    private final class Page implements RangeHandler {
        @Override
        public long read(long offset, int width) {
            int value = unit.read((int) offset);
            update();
            return Integer.toUnsignedLong(value);
        }

        @Override
        public long peek(long offset, int width) {
            return Integer.toUnsignedLong(unit.peek((int) offset));
        }

        @Override
        public void write(long offset, int width, long value) {
            if (offset < LapicRegister.STRIDE && (base & ADDRESS) == DEFAULT_ADDRESS) {
                written(offset, (int) value);
            } else {
                unit.write((int) offset, (int) value);
                update();
            }
        }
    }

    /** Where PCI functions write their messages; the range answers no reads. */
    private final class Messages implements RangeHandler {
        @Override
        public long read(long offset, int width) {
            return Integer.toUnsignedLong(-1);
        }

        @Override
        public long peek(long offset, int width) {
            return Integer.toUnsignedLong(-1);
        }

        @Override
        public void write(long offset, int width, long value) {
            written(offset, (int) value);
        }
    }

    @Override
    public void reset(Reset kind) {
        unit.reset();
        if (kind != Reset.INIT) {
            unit.id(options.id() << Addressing.SHIFT);
            base = options.base();
            place();
        }
        update();
    }
}
