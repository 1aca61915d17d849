package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.decode.Form;

/**
 * What an instruction means: the steps of the manual's "Operation" section, told to an {@link Ops}. It may look at the
 * form only, never at a particular instruction, and must not keep any state.
 */
@FunctionalInterface
public interface Semantic {
    /**
     * Tells the steps.
     *
     * @param o    executes them, or turns them into code
     * @param form the form of the instruction
     */
    void tell(Ops o, Form form);
}
