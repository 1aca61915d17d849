package org.backplane.cpu.internal.jit;

import org.backplane.cpu.internal.core.Cpu;

/** The code of a region; its subclasses are generated. */
public abstract class RegionCode {
    /**
     * Executes instructions from EIP on, as far as the budget allows and the region reaches. All of the processor's state
     * is exact before and after.
     *
     * @param c the processor; {@code null} to return at once, from any thread, which is how HotSpot is made to compile it
     * @return why it was left: the ordinal of a {@link WayOut}
     */
    public abstract int run(Cpu c);
}
