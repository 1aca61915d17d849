package org.backplane.device.pic.internal;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.backplane.bus.InterruptAcknowledge;
import org.backplane.bus.Line;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Wires;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * The interrupt controllers of a PC AT: two 8259A, the slave's output at input 2 of the master, and the edge/level control
 * of the PIIX, which the chips obey beside LTIM (PC AT "System Interrupts"; 82371AB "Interrupt Controller").
 *
 * <p>Pins: inputs {@code irq0}, {@code irq1} and {@code irq3} to {@code irq15}; output {@code intr}. The second one is
 * the cascade; an AT leads slot contact IRQ2 to {@code irq9}.
 *
 * <p>Not modelled: the third acknowledge cycle of MCS-80/85 mode, which no IA-32 processor runs (the vector is what the
 * second one gives); the master/slave bit of buffered mode, because SP/EN is soldered; and what chips do that have not
 * been initialized, which the datasheet leaves open: these request nothing and read 0.
 */
final class PicPair implements StateKeeper, RegisterBlock, InterruptAcknowledge {
    static final String MASTER = "master";
    static final String SLAVE = "slave";
    static final String ELCR = "elcr";

    /** When the second port leads to the mask and no longer to initialization command words. */
    static final String INITIALIZED = "after ICW1 to ICW4";

    private static final RegisterMap PORTS = RegisterMap.of(
            port("IRR_ISR", 0, Register.Access.RO, "\"Reading the 8259A Status\"").changedByReading(),
            port("ICW1", 0, Register.Access.WO, "\"Initialization Command Words\"").when("bit 4 of the value is 1"),
            port("OCW2", 0, Register.Access.WO, "\"Operation Control Words\"").when("bits 4 and 3 of the value are 0"),
            port("OCW3", 0, Register.Access.WO, "\"Operation Control Words\"").when("bits 4 and 3 of the value are 0 and 1"),
            port("ICW2", 1, Register.Access.WO, "\"Initialization Command Words\"").when("after ICW1"),
            port("ICW3", 1, Register.Access.WO, "\"Initialization Command Words\"").when("after ICW2, unless ICW1.SNGL"),
            port("ICW4", 1, Register.Access.WO, "\"Initialization Command Words\"").when("at the end, if ICW1.IC4"),
            port("IMR", 1, Register.Access.RW, "\"Operation Control Words\"").when(INITIALIZED));
    private static final int CASCADE = 2;
    private static final int INPUTS = 8;
    /** Nobody drives the data bus. */
    private static final int FLOATING = 0xff;

    private final Pic8259A master;
    private final Pic8259A slave;
    private final EdgeLevelControl elcr;
    /** The levels of the pins as their lines have them. */
    private final boolean[] heard = new boolean[2 * INPUTS];

    PicPair(Wires wires) {
        this(wires, null);
    }

    /**
     * Goes on where another pair stopped: an input that was high then and is now makes no edge.
     *
     * @param before the state of that pair; {@code null} for the state at power-on
     */
    PicPair(Wires wires, PicState before) {
        Line intr = wires.line("intr");
        master = Pic8259A.master(intr::set, this::acknowledgeSlave);
        slave = Pic8259A.slave(request -> master.input(CASCADE, request));
        elcr = new EdgeLevelControl(wires.events(), master, slave);
        if (before != null) {
            restore(before, intr);
        }
        for (int irq = 0; irq < 2 * INPUTS; irq++) {
            if (irq != CASCADE) {
                Pic8259A chip = irq < INPUTS ? master : slave;
                int level = irq % INPUTS;
                int pin = irq;
                wires.sense("irq" + irq, asserted -> {
                    heard[pin] = asserted;
                    chip.input(level, asserted);
                });
            }
        }
        if (before != null) {
            dropInputs(before);
        }
    }

    private void restore(PicState before, Line intr) {
        slave.restore(before.slave());
        master.restore(before.master());
        elcr.restore(before.elcr());
        intr.set(master.requested());
    }

    /** An input that was high and is low now, because nobody drives its line any more. */
    private void dropInputs(PicState before) {
        int pins = before.master().pins() & ~(1 << CASCADE) | before.slave().pins() << INPUTS;
        for (int irq = 0; irq < 2 * INPUTS; irq++) {
            if ((pins >> irq & 1) != 0 && !heard[irq]) {
                (irq < INPUTS ? master : slave).input(irq % INPUTS, false);
            }
        }
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(PicState.SCHEMA, new PicState(master.state(), slave.state(), elcr.values()));
    }

    /** A slave answers only to its own number on the cascade lines. */
    private int acknowledgeSlave(int level) {
        return slave.slaveId() == level ? slave.acknowledge() : FLOATING;
    }

    @Override
    public int acknowledge() {
        return master.acknowledge();
    }

    @Override
    public RangeHandler range(String name) {
        return switch (name) {
            case MASTER -> new Ports(master);
            case SLAVE -> new Ports(slave);
            case ELCR -> elcr;
            default -> throw new NoSuchElementException("no handler for the range '" + name + "'");
        };
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(range.equals(ELCR) ? EdgeLevelControl.declared() : PORTS);
    }

    @Override
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            slave.reset();
            master.reset();
            elcr.reset();
        }
    }

    private static Register port(String name, int offset, Register.Access access, String section) {
        return Register.of(name, offset, 1, access).section("8259A " + section);
    }

    /** The two ports of a chip. */
    private record Ports(Pic8259A chip) implements RangeHandler {
        @Override
        public long read(long offset, int width) {
            return chip.read((int) offset);
        }

        @Override
        public long peek(long offset, int width) {
            return chip.peek((int) offset);
        }

        @Override
        public void write(long offset, int width, long value) {
            chip.write((int) offset, (int) value);
        }
    }
}
