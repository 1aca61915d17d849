package org.backplane.device.pit.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that the timer remembers.
 *
 * @param counters the three counters
 * @param out0     the pin of the first one
 * @param speaker  the pin of the third one; a closed one if nothing is soldered to it
 * @param portB    port 61h as it was written
 */
record PitState(Counter8254.State[] counters, OutputPin.State out0, OutputPin.State speaker, int portB) {
    static final StateSchema SCHEMA = new StateSchema(PitComponent.PID, 1);
    private static final int COUNTERS = 3;

    PitState {
        if (counters.length != COUNTERS) {
            throw new IllegalArgumentException(counters.length + " counters where there are " + COUNTERS);
        }
    }
}
