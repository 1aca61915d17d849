package org.backplane.cpu.internal.core;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.RoleListener;
import org.backplane.bus.apic.LocalApic;

/**
 * Where the local APIC of the board meets the processor: what CPUID and IA32_APIC_BASE tell of it. Interrupts come by the
 * pins, whoever drives them.
 */
public final class LocalApicPort implements RoleListener<LocalApic> {
    /** What {@link #visibleId} answers if there is none. */
    public static final int NONE = -1;

    private final List<LocalApic> present = new ArrayList<>();

    @Override
    public void added(String pid, LocalApic role) {
        present.add(role);
    }

    @Override
    public void removed(String pid, LocalApic role) {
        present.remove(role);
    }

    public boolean isPresent() {
        return !present.isEmpty();
    }

    /** The initial APIC ID if there is an APIC and it is enabled (SDM 3A §10.4.3: CPUID hides it otherwise), or NONE. */
    public int visibleId() {
        return isPresent() && present.get(0).enabled() ? present.get(0).initialId() : NONE;
    }

    /** IA32_APIC_BASE of an APIC that is present. */
    public long base() {
        return present.get(0).base();
    }

    public void base(long value) {
        present.get(0).base(value);
    }
}
