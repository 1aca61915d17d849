package org.backplane.it.leaky;

import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.PortRanges;
import org.osgi.service.component.annotations.Component;

/** A device of which each revision leaves its class where nobody takes it away. */
@Component(name = "org.backplane.it.leaky")
@PortRanges(port = "0x338+4", port_valid = "1")
public final class LeakyDevice implements Device {
    @Override
    public Card plug(Wires wires) {
        System.getProperties().put(new Object(), Leaky.class);
        return new Leaky();
    }

    private static final class Leaky implements Card, RangeHandler {
        @Override
        public long read(long offset, int width) {
            return 0;
        }

        @Override
        public void write(long offset, int width, long value) {
        }
    }
}
