package org.backplane.bus.core.internal.slot;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Line;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Timer;
import org.backplane.bus.Wires;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;

/** A device whose card remembers the last byte written, drives its pin while that is not 0, and has a timer. */
final class KeeperDevice implements Device {
    final List<String> heard = new CopyOnWriteArrayList<>();
    final StateSchema schema;
    Consumer<Wires> onPlug = wires -> { };
    Consumer<Wires> onRestore = wires -> { };
    Runnable onState = () -> { };
    KeeperCard card;

    KeeperDevice(int version) {
        this.schema = new StateSchema("keeper", version);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(schema);
    }

    @Override
    public Card plug(Wires wires) {
        heard.add("plug");
        onPlug.accept(wires);
        card = new KeeperCard(wires, 0, -1);
        return card;
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        heard.add("restore " + state.schema().version());
        onRestore.accept(wires);
        card = new KeeperCard(wires, state.values().integer("value"), state.values().number("deadline"));
        return card;
    }

    final class KeeperCard implements StateKeeper, RangeHandler {
        final Wires wires;
        private final Line irq;
        private final Timer timer;
        private int value;
        private long deadlineNanos;

        KeeperCard(Wires wires, int value, long deadlineNanos) {
            this.wires = wires;
            this.value = value;
            irq = wires.line("irq");
            timer = wires.timer("tick", deadline -> heard.add("tick " + deadline));
            irq.set(value != 0);
            if (deadlineNanos >= 0) {
                arm(deadlineNanos);
            }
        }

        void arm(long deadline) {
            deadlineNanos = deadline;
            timer.arm(deadline);
        }

        @Override
        public DeviceState state() {
            onState.run();
            return new DeviceState(schema, new StateBuilder().number("value", value)
                    .number("deadline", timer.armed() ? deadlineNanos : -1).build());
        }

        @Override
        public RangeHandler range(String name) {
            if (name.equals("missing")) {
                throw new NoSuchElementException("no handler for 'missing'");
            }
            return this;
        }

        @Override
        public long read(long offset, int width) {
            return value;
        }

        @Override
        public void write(long offset, int width, long written) {
            value = (int) written;
            irq.set(value != 0);
        }

        @Override
        public void unplug() {
            heard.add("unplug");
        }

        @Override
        public void handOver() {
            heard.add("handOver");
        }
    }
}
