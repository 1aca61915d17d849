package org.backplane.it.faulty;

import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.PortRanges;
import org.osgi.service.component.annotations.Component;

/** A device that does not answer at one of its ports but throws. */
@Component(name = "org.backplane.it.faulty")
@PortRanges(port = "0x330+4", port_valid = "1")
public final class FaultyDevice implements Device {
    private static final int HOLE = 3;

    @Override
    public Card plug(Wires wires) {
        return new Faulty();
    }

    private static final class Faulty implements Card, RangeHandler {
        @Override
        public long read(long offset, int width) {
            if (offset == HOLE) {
                throw new IllegalArgumentException("there is no register " + HOLE);
            }
            return 0;
        }

        @Override
        public void write(long offset, int width, long value) {
        }
    }
}
