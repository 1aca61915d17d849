package org.backplane.device.tck.internal;

import org.backplane.bus.Reset;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.RegisterWrite;

/** One thing that happens to a card. */
public sealed interface Step {
    /** Does it, and says what came back. */
    String perform(Bench bench);

    /** The statement of a test that does the same. */
    String java();

    /** The same with less in it; {@code this} if there is nothing to leave out. */
    default Step simpler() {
        return this;
    }

    /** What a guest's write is as a step. */
    static Step of(RegisterWrite write) {
        return write.range().equals(RegisterWrite.CONFIGURATION) ? new Configure((int) write.offset(), (int) write.value())
                : new Write(write.range(), write.offset(), write.width(), write.value());
    }

    /** A read. */
    record Read(String range, long offset, int width) implements Step {
        @Override
        public String perform(Bench bench) {
            return Long.toHexString(bench.read(range, offset, width));
        }

        @Override
        public String java() {
            return String.format("card.range(\"%s\").read(0x%xL, %d);", range, offset, width);
        }
    }

    /** A write. */
    record Write(String range, long offset, int width, long value) implements Step {
        @Override
        public String perform(Bench bench) {
            bench.write(range, offset, width, value);
            return "written";
        }

        @Override
        public String java() {
            return String.format("card.range(\"%s\").write(0x%xL, %d, 0x%xL);", range, offset, width, value);
        }

        @Override
        public Step simpler() {
            return value == 0 ? this : new Write(range, offset, width, value & value - 1);
        }
    }

    /** Time passes. */
    record Advance(long nanos) implements Step {
        @Override
        public String perform(Bench bench) {
            bench.fake().advance(nanos);
            return "passed";
        }

        @Override
        public String java() {
            return "wires.advance(" + nanos + "L);";
        }

        @Override
        public Step simpler() {
            return nanos == 0 ? this : new Advance(nanos / 2);
        }
    }

    /** An input pin is driven. */
    record Drive(String pin, boolean asserted) implements Step {
        @Override
        public String perform(Bench bench) {
            bench.drive(pin, asserted);
            return "driven";
        }

        @Override
        public String java() {
            return "wires.drive(\"" + pin + "\", " + asserted + ");";
        }
    }

    /** A reset. */
    record ResetStep(Reset kind) implements Step {
        @Override
        public String perform(Bench bench) {
            bench.card().reset(kind);
            return "reset";
        }

        @Override
        public String java() {
            return "card.reset(org.backplane.bus.Reset." + kind + ");";
        }
    }

    /** The surroundings do something. */
    record Stimulus(String name, long value) implements Step {
        @Override
        public String perform(Bench bench) {
            bench.specimen().stimuli().get(name).accept(value);
            bench.fake().drainPosted();
            return "done";
        }

        @Override
        public String java() {
            return "specimen.stimuli().get(\"" + name + "\").accept(" + value + "L);";
        }
    }

    /** The guest sets the command register and the MSI capability of a PCI function. */
    record Command(boolean busMaster, boolean messages) implements Step {
        @Override
        public String perform(Bench bench) {
            set(bench.fake());
            return "set";
        }

        void set(FakeWires wires) {
            wires.pci().enableBusMaster(busMaster);
            wires.pci().enableMessages(messages);
        }

        @Override
        public String java() {
            return "wires.pci().enableBusMaster(" + busMaster + "); wires.pci().enableMessages(" + messages + ");";
        }
    }

    /** The guest writes a configuration register of the card's own and reads it. */
    record Configure(int offset, int value) implements Step {
        @Override
        public String perform(Bench bench) {
            PciConfiguration registers = (PciConfiguration) bench.card();
            registers.writeConfiguration(offset, value);
            return Integer.toHexString(registers.readConfiguration(offset));
        }

        @Override
        public String java() {
            return "((org.backplane.bus.pci.PciConfiguration) card).writeConfiguration(" + offset + ", " + value + ");";
        }
    }
}
