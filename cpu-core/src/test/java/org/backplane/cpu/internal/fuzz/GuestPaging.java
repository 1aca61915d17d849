package org.backplane.cpu.internal.fuzz;

import org.backplane.cpu.internal.core.Cpu;

/** The ways in which a fuzzed guest pages (SDM 3A chapter 4). */
enum GuestPaging {
    NONE, LEGACY, LEGACY_LARGE, PAE, PAE_LARGE, PAE_EXECUTE_DISABLE;

    private static final int CR4_PSE = 1 << 4;
    private static final int CR4_PAE = 1 << 5;

    boolean isPae() {
        return this == PAE || this == PAE_LARGE || this == PAE_EXECUTE_DISABLE;
    }

    boolean isLarge() {
        return this == LEGACY_LARGE || this == PAE_LARGE;
    }

    /** Switches paging on, as far as the input's pointer table allows. */
    void enter(Cpu c) {
        if (this == NONE) {
            return;
        }
        c.setCr4(c.cr4 | (isPae() ? CR4_PAE : CR4_PSE));
        c.setExecuteDisable(this == PAE_EXECUTE_DISABLE);
        int root = isPae() ? GuestLayout.POINTERS : GuestLayout.DIRECTORY;
        if (!isPae() || c.mmu.hasValidPointers(root)) {
            c.setCr3(root);
            c.setCr0(c.cr0 | Cpu.CR0_PG);
        }
    }
}
