package org.backplane.cpu.internal.state;

import org.backplane.cpu.internal.core.SegmentRegister;

/**
 * A segment register with its hidden part.
 *
 * @param selector   the visible part
 * @param base       its base
 * @param limit      its limit, in bytes
 * @param attributes the attribute bits of its descriptor
 */
record SegmentState(int selector, int base, int limit, int attributes) {
    static SegmentState of(SegmentRegister register) {
        return new SegmentState(register.selector, register.base, register.limit, register.attributes);
    }

    void enter(SegmentRegister register) {
        register.load(selector, base, limit, attributes);
    }
}
