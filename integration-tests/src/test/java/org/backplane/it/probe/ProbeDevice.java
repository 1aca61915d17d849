package org.backplane.it.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.PortRanges;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * A device that answers reads with a byte that tells who it is: the configured identity plus the revision that is written
 * into its bundle. The tests pack it into bundles of several revisions.
 */
@Component(name = ProbeDevice.PID)
@PortRanges(port = "0x300+1", port_valid = "1")
public final class ProbeDevice implements Device {
    public static final String PID = "org.backplane.it.probe";

    /** The options. */
    public @interface Config {
        /** What the first revision answers. */
        int identity() default 0xA0;
    }

    private final int answer;

    @Activate
    public ProbeDevice(Config config) {
        answer = config.identity() + revision();
    }

    private static int revision() {
        try (InputStream in = ProbeDevice.class.getResourceAsStream("/revision")) {
            return in.read() - '0';
        } catch (IOException e) {
            throw new UncheckedIOException("revision", e);
        }
    }

    @Override
    public Card plug(Wires wires) {
        return new Probe(answer);
    }

    private record Probe(int answer) implements Card, RangeHandler {
        @Override
        public long read(long offset, int width) {
            return answer;
        }

        @Override
        public void write(long offset, int width, long value) {
        }
    }
}
