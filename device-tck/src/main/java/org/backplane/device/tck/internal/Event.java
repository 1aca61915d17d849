package org.backplane.device.tck.internal;

import java.util.List;

/**
 * What came of a step.
 *
 * @param step    the step
 * @param answer  what came back
 * @param effects what the card did with its wires, in order
 */
public record Event(Step step, String answer, List<String> effects) {
    @Override
    public String toString() {
        return step.java() + " gives " + answer + (effects.isEmpty() ? "" : " " + effects);
    }
}
