package org.backplane.it.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Component;

/**
 * A port that keeps what is written to it. The second revision of its bundle counts the writes as well, at the next port; which
 * revision it is, a resource of the bundle says.
 */
@Component(name = LedgerDevice.PID)
@PortRanges(port = "0x310+2", port_valid = "1")
public final class LedgerDevice implements Device {
    /** The component's PID. */
    public static final String PID = "org.backplane.it.ledger";

    private static StateSchema schema() {
        try (InputStream in = LedgerDevice.class.getResourceAsStream("/revision")) {
            return new StateSchema(PID, in.read() - '0');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Card plug(Wires wires) {
        return new Ledger(0, 0);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(schema());
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new Ledger(state.values().integer("value"),
                state.schema().version() == 1 ? 0 : state.values().integer("writes"));
    }

    private static final class Ledger implements StateKeeper, RangeHandler {
        private int value;
        private int writes;

        Ledger(int value, int writes) {
            this.value = value;
            this.writes = writes;
        }

        @Override
        public DeviceState state() {
            StateBuilder values = new StateBuilder().number("value", value);
            return new DeviceState(schema(), (schema().version() == 1 ? values : values.number("writes", writes)).build());
        }

        @Override
        public long read(long offset, int width) {
            return offset == 0 ? value : writes;
        }

        @Override
        public void write(long offset, int width, long written) {
            value = (int) written & 0xff;
            writes++;
        }
    }
}
