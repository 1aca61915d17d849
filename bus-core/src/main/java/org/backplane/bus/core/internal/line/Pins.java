package org.backplane.bus.core.internal.line;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backplane.bus.Line;
import org.backplane.bus.LineListener;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.guard.InterruptRate;

/** The pins of a card and the lines they are soldered to. */
public final class Pins {
    private final Nets nets;
    private final Owner owner;
    private final InterruptRate rate;
    private final Map<String, PinDriver> outputs = new LinkedHashMap<>();
    private final List<Probe> inputs = new ArrayList<>();
    private Map<String, String> drives = Map.of();
    private Map<String, String> senses = Map.of();
    private boolean revoked;

    /** Makes pins that nobody counts the interrupts of, soldered to nothing. */
    public Pins(Nets nets, Owner owner) {
        this(nets, owner, null);
    }

    /** Makes the pins of a card, soldered to nothing. */
    public Pins(Nets nets, Owner owner, InterruptRate rate) {
        this.nets = nets;
        this.owner = owner;
        this.rate = rate;
    }

    /** Solders the pins anew. Outputs move with the level they have. */
    public void solder(Map<String, String> outputLines, Map<String, String> inputLines) {
        drives = outputLines;
        senses = inputLines;
        for (String pin : List.copyOf(outputs.keySet())) {
            outputs.get(pin).solder(net(drives, pin));
        }
        for (Probe input : List.copyOf(inputs)) {
            input.solder(net(senses, input.pin()));
        }
    }

    /** Lets go of all lines for good. */
    public void revoke() {
        revoked = true;
        inputs.forEach(Probe::revoke);
        List.copyOf(outputs.values()).forEach(PinDriver::revoke);
    }

    /** Lets go of all inputs for good; outputs keep the level they have until {@link #revoke}, whatever the card does. */
    public void freeze() {
        revoked = true;
        inputs.forEach(Probe::revoke);
        inputs.clear();
        outputs.values().forEach(PinDriver::freeze);
    }

    /** The driver of an output pin, made when it is first asked for. */
    public Line output(String pin) {
        PinDriver driver = outputs.get(pin);
        if (driver == null) {
            driver = new PinDriver(owner, rate);
            outputs.put(pin, driver);
            if (revoked) {
                driver.revoke();
            } else {
                driver.solder(net(drives, pin));
            }
        }
        return driver;
    }

    /** Lets a listener hear of an input pin. */
    public void input(String pin, LineListener listener) {
        if (!revoked) {
            Probe probe = new Probe(pin, listener, owner);
            inputs.add(probe);
            probe.solder(net(senses, pin));
        }
    }

    private Net net(Map<String, String> lines, String pin) {
        String line = lines.get(pin);
        return line == null ? null : nets.net(line);
    }
}
