package org.backplane.cpu.internal.jit;

import org.backplane.cpu.internal.core.Cpu;

/**
 * Pages of memory that follow each other in the arena as they do in the linear address space, while paging is off. Code that is made for one
 * reads what lies in it without a look into the MMU's table: its bounds, and where it lies, are constants of the code. Machine thread.
 */
public final class DirectRun {
    private static final int PAGE = 4096;
    /** What lies below is firmware's, and changes often. */
    private static final int LEGACY = 1 << 20;
    private static final int MOST = 1 << 30;
    /** Less is not worth a comparison. */
    private static final int LEAST = 16 * PAGE;

    /** Its first linear address, which is its physical address as well. */
    final int first;
    /** How long it is. */
    final int bytes;
    /** Index in the arena less linear address. */
    final int distance;
    /** Whether it is there now. Code that is made for it looks whenever it is entered. */
    boolean holds = true;

    private DirectRun(int first, int bytes, int distance) {
        this.first = first;
        this.bytes = bytes;
        this.distance = distance;
    }

    /** The run that a linear address lies in, or {@code null} if there is none that is worth it. */
    static DirectRun around(Cpu c, int linear) {
        boolean legacy = Integer.compareUnsigned(linear, LEGACY) < 0;
        DirectRun fromBegin = from(c, legacy ? 0 : LEGACY);
        DirectRun run = fromBegin.has(linear) ? fromBegin : from(c, linear & -PAGE);
        return run.bytes < LEAST ? null : run;
    }

    /** What there is from a page on, as far as the border of the first megabyte or the end of the address space; it may be nothing. */
    private static DirectRun from(Cpu c, int first) {
        long physical = Integer.toUnsignedLong(first);
        int distance = isIdentity(c) ? c.physical().readIndex(physical) : -1;
        return new DirectRun(first, distance < 0 ? 0 : length(c, physical, distance), distance - first);
    }

    private static int length(Cpu c, long physical, int index) {
        long border = physical < LEGACY ? LEGACY : 1L << 32;
        long end = physical;
        long more = c.physical().readRun(physical);
        while (more > 0 && end < border && end - physical < MOST && c.physical().readIndex(end) == index + (end - physical)) {
            end += more;
            more = c.physical().readRun(end);
        }
        return (int) Math.min(Math.min(end, border) - physical, MOST);
    }

    /** Whether linear addresses are physical ones: paging is off, and no bit is masked as by the A20 gate. */
    private static boolean isIdentity(Cpu c) {
        return (c.cr0 & Cpu.CR0_PG) == 0 && c.mmu.probe(-1) == 0xFFFF_FFFFL;
    }

    /** Whether an address lies in it. */
    boolean has(int linear) {
        return Integer.compareUnsigned(linear - first, bytes) < 0;
    }

    /**
     * Finds out whether it is there.
     *
     * @return whether it was when somebody looked last, and is not any more
     */
    boolean isLost(Cpu c) {
        boolean held = holds;
        DirectRun now = from(c, first);
        holds = now.bytes >= bytes && now.distance == distance;
        return held && !holds;
    }
}
