package org.backplane.device.post.internal;

import java.util.Optional;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.host.HostStream;
import org.backplane.bus.host.WaitingOutput;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * A card that shows the codes of the power-on self test (IBM PC AT Technical Reference, manufacturing test port 80h). It
 * keeps the last code readable at every offset, counts, and writes each code to the host as hexadecimal digits and a
 * newline, two digits for each byte of the access.
 *
 * <p>A host that is slow makes the machine wait for a second at most, once: Linux writes this port thousands of times to
 * wait for a microsecond. What it does not take by then is dropped, and reported.
 *
 * <p>Not modelled: the microsecond that an access to this port takes on an ISA bus.
 */
final class PostCard implements StateKeeper, RegisterBlock, RangeHandler {
    private static final RegisterMap REGISTERS = RegisterMap.of(
            Register.of("CODE", 0, 1, Register.Access.RW).section("IBM PC AT manufacturing test port"));
    private static final byte[] DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private final DeviceEvents events;
    private final HostStream stream;
    private final WaitingOutput output;
    private final byte[] text = new byte[2 * Long.BYTES + 1];
    private long code;
    private long count;

    PostCard(DeviceEvents events, HostStream stream, long patienceMillis) {
        this.events = events;
        this.stream = stream;
        this.output = new WaitingOutput(stream, patienceMillis);
    }

    /** Makes a card that goes on where another one stopped. */
    PostCard(DeviceEvents events, HostStream stream, long patienceMillis, PostState before) {
        this(events, stream, patienceMillis);
        code = before.code();
        count = before.count();
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(PostState.SCHEMA, new PostState(code, count));
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(REGISTERS);
    }

    @Override
    public long read(long offset, int width) {
        return code;
    }

    @Override
    public long peek(long offset, int width) {
        return read(offset, width);
    }

    @Override
    public void write(long offset, int width, long value) {
        code = value;
        count++;
        int length = format(value, 2 * width);
        if (!output.write(text, length)) {
            events.host("POST codes: " + stream.name() + " does not take output, codes are lost");
        }
    }

    /** How many codes were written since the machine was switched on. */
    long count() {
        return count;
    }

    @Override
    public void unplug() {
        stream.close();
    }

    @Override
    public void handOver() {
        stream.handOver();
    }

    private int format(long value, int digits) {
        for (int digit = 0; digit < digits; digit++) {
            text[digit] = DIGITS[(int) (value >>> 4 * (digits - 1 - digit)) & 0xf];
        }
        text[digits] = '\n';
        return digits + 1;
    }
}
