package org.backplane.bus.core.internal.line;

import java.util.ArrayList;
import java.util.List;

/**
 * A line: wired-or of its drivers. Who senses it hears of a change at once, in the order in which the pins were
 * soldered. A listener may change lines in its turn; the others then hear of the level that came out of it, and of no
 * level twice in a row.
 */
final class Net {
    private final Nets nets;
    private final String name;
    private final boolean pullUp;
    private final List<PinDriver> drivers = new ArrayList<>();
    private List<Probe> probes = List.of();
    private boolean level;

    Net(Nets nets, String name, boolean pullUp) {
        this.nets = nets;
        this.name = name;
        this.pullUp = pullUp;
        this.level = driven();
    }

    boolean level() {
        return level;
    }

    /** Takes the level at which it is held. */
    void hold() {
        level = driven();
    }

    String name() {
        return name;
    }

    /** Whether somebody hears of a change at this moment, of this line or another one. */
    boolean isTelling() {
        return nets.isTelling();
    }

    void solder(PinDriver driver) {
        drivers.add(driver);
        settle(driver.pid());
    }

    void unsolder(PinDriver driver) {
        drivers.remove(driver);
        settle(driver.pid());
    }

    void solder(Probe probe) {
        List<Probe> more = new ArrayList<>(probes);
        more.add(probe);
        probes = more;
        probe.hear(level);
    }

    void unsolder(Probe probe) {
        List<Probe> fewer = new ArrayList<>(probes);
        fewer.remove(probe);
        probes = fewer;
    }

    /** Works out the level anew and tells of a change. */
    void settle(String pid) {
        boolean now = driven();
        if (now == level) {
            return;
        }
        level = now;
        if (nets.enter(this, pid)) {
            try {
                for (Probe probe : probes) {
                    probe.hear(level);
                }
            } finally {
                nets.leave();
            }
        }
    }

    private boolean driven() {
        Boolean held = nets.held(name);
        if (held != null) {
            return held;
        }
        for (int i = 0; i < drivers.size(); i++) {
            if (drivers.get(i).asserted()) {
                return true;
            }
        }
        return pullUp && drivers.isEmpty();
    }
}
