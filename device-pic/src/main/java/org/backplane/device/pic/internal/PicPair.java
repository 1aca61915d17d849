package org.backplane.device.pic.internal;

import java.util.NoSuchElementException;
import org.backplane.bus.Card;
import org.backplane.bus.InterruptAcknowledge;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Wires;

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
final class PicPair implements Card, InterruptAcknowledge {
    static final String MASTER = "master";
    static final String SLAVE = "slave";
    static final String ELCR = "elcr";

    private static final int CASCADE = 2;
    private static final int INPUTS = 8;
    /** Nobody drives the data bus. */
    private static final int FLOATING = 0xff;

    private final Pic8259A master;
    private final Pic8259A slave;
    private final EdgeLevelControl elcr;

    PicPair(Wires wires) {
        master = Pic8259A.master(wires.line("intr")::set, this::acknowledgeSlave);
        slave = Pic8259A.slave(request -> master.input(CASCADE, request));
        elcr = new EdgeLevelControl(wires.events(), master, slave);
        for (int irq = 0; irq < 2 * INPUTS; irq++) {
            if (irq != CASCADE) {
                Pic8259A chip = irq < INPUTS ? master : slave;
                int level = irq % INPUTS;
                wires.sense("irq" + irq, asserted -> chip.input(level, asserted));
            }
        }
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
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            slave.reset();
            master.reset();
            elcr.reset();
        }
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
