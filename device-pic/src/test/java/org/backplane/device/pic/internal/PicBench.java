package org.backplane.device.pic.internal;

import java.util.function.Consumer;
import java.util.function.Function;
import org.backplane.bus.Card;
import org.backplane.bus.InterruptAcknowledge;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.FakeLine;
import org.backplane.bus.testkit.FakeWires;

/** The pair of controllers on a test bench. */
final class PicBench {
    static final int NON_SPECIFIC_EOI = 0x20;

    final FakeWires wires = new FakeWires("device.pic");
    final Card card;
    final RangeHandler master;
    final RangeHandler slave;
    final RangeHandler elcr;
    final FakeLine intr = wires.pin("intr");

    PicBench() {
        this(wires -> new PicComponent().plug(wires));
    }

    /**
     * Another pair with the state of this one.
     *
     * @param before soldered to it beforehand: what drives its inputs
     */
    PicBench successor(Consumer<FakeWires> before) {
        DeviceState state = StateFormat.read(StateFormat.write(((StateKeeper) card).state()));
        return new PicBench(wires -> {
            before.accept(wires);
            return new PicComponent().plug(wires, state);
        });
    }

    private PicBench(Function<FakeWires, Card> plugging) {
        card = plugging.apply(wires);
        master = card.range("master");
        slave = card.range("slave");
        elcr = card.range("elcr");
    }

    /** Controllers that firmware has initialized: master at vector 20h, slave at 28h, nothing masked. */
    static PicBench initialized() {
        return with(0x11, 0x01);
    }

    /** The same with other words ICW1 and ICW4. */
    static PicBench with(int icw1, int icw4) {
        PicBench pic = new PicBench();
        pic.initialize(pic.master, icw1, 0x20, 0x04, icw4);
        pic.initialize(pic.slave, icw1, 0x28, 0x02, icw4);
        return pic;
    }

    void initialize(RangeHandler chip, int... words) {
        chip.write(0, 1, words[0]);
        for (int i = 1; i < words.length; i++) {
            chip.write(1, 1, words[i]);
        }
    }

    void raise(int... irqs) {
        for (int irq : irqs) {
            wires.drive("irq" + irq, true);
        }
    }

    void lower(int... irqs) {
        for (int irq : irqs) {
            wires.drive("irq" + irq, false);
        }
    }

    int acknowledge() {
        return ((InterruptAcknowledge) card).acknowledge();
    }

    static void command(RangeHandler chip, int value) {
        chip.write(0, 1, value);
    }

    static void mask(RangeHandler chip, int value) {
        chip.write(1, 1, value);
    }

    /** The interrupt request register. */
    static int irr(RangeHandler chip) {
        chip.write(0, 1, 0x0a);
        return (int) chip.read(0, 1);
    }

    /** The in-service register. */
    static int isr(RangeHandler chip) {
        chip.write(0, 1, 0x0b);
        return (int) chip.read(0, 1);
    }
}
