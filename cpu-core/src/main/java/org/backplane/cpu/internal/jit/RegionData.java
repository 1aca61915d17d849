package org.backplane.cpu.internal.jit;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.core.SegmentRegister;

/** What the code of a region refers to. */
public final class RegionData {
    /** An access that is in another page than last time only once in so many instructions remembers its page with profit. */
    private static final int SETTLED = 500;
    /** The fields of segment registers, by their numbers. */
    static final List<String> SEGMENTS = List.of("es", "cs", "ss", "ds", "fs", "gs");

    final byte[] arena;
    /** What it reads without a look into a table; {@code null} for nothing. */
    final DirectRun run;
    final int[] reads;
    final int[] writes;
    final int[] registers;
    final SegmentRegister es;
    final SegmentRegister cs;
    final SegmentRegister ss;
    final SegmentRegister ds;
    final SegmentRegister fs;
    final SegmentRegister gs;
    /** The handlers that are called, by the numbers under which the code knows them. */
    Handler[] handlers;
    /** What the ways out of the code mean ({@link Exits#table}). */
    int[] ways;
    /** The inline caches of the code that was loaded last ({@link PageLooks}). */
    int[] caches = {};
    /** Those of all its codes that have any. */
    private int[][] remembered = {};
    /** What {@link org.backplane.mmu.Mmu#removals} said when they were looked at last. */
    private int removals;
    final Escapes escapes;
    final Journal journal;
    /** The code; its class puts it here when it is initialized. */
    RegionCode code;
    /** A bit for each page whose translation is known to be what it was. */
    public int pages;
    private boolean dead;

    RegionData(Cpu c, RegionShape shape, Escapes escapes, Journal journal) {
        this.arena = c.arena();
        this.run = shape.run();
        this.reads = c.mmu.directReads(shape.user());
        this.writes = c.mmu.directWrites(shape.user());
        this.registers = c.regs;
        this.es = c.segments[SegmentRegister.ES];
        this.cs = c.segments[SegmentRegister.CS];
        this.ss = c.segments[SegmentRegister.SS];
        this.ds = c.segments[SegmentRegister.DS];
        this.fs = c.segments[SegmentRegister.FS];
        this.gs = c.segments[SegmentRegister.GS];
        this.escapes = escapes;
        this.journal = journal;
    }

    /** Has accesses forget the pages that they remember, if the MMU's tables have lost an entry since. Whenever code with caches is entered. */
    public void refresh(Cpu c) {
        if (remembered.length == 0) {
            return;
        }
        int now = c.mmu.removals();
        if (now != removals) {
            removals = now;
            for (int[] each : remembered) {
                forget(each);
            }
        }
    }

    private static void forget(int[] caches) {
        for (int i = 0; i < caches.length; i += PageLooks.WORDS) {
            caches[i] = PageLooks.NO_PAGE;
        }
    }

    /**
     * Which accesses of the code that was loaded last are so often in another page than last time that they should rather remember none.
     *
     * @param instructions that were executed since the code was loaded
     * @return their numbers
     */
    public BitSet restless(long instructions) {
        BitSet restless = new BitSet();
        for (int i = 0; i < caches.length; i += PageLooks.WORDS) {
            restless.set(i / PageLooks.WORDS, caches[i + PageLooks.MISSES] > instructions / SETTLED);
        }
        return restless;
    }

    /** Gives the code that is loaded next inline caches that remember nothing. */
    void remember(int words) {
        caches = new int[words];
        if (words > 0) {
            forget(caches);
            int[][] all = Arrays.copyOf(remembered, remembered.length + 1);
            all[remembered.length] = caches;
            remembered = all;
        }
    }

    /** Whether the memory is there that it takes for granted, as far as {@link DirectRuns#refresh} knows. */
    public boolean hasRun() {
        return run == null || run.holds;
    }

    /** Its code has changed. */
    public void die(Cpu c) {
        dead = true;
        escapes.abandon(c, this);
    }

    /** Whether its code has changed. */
    public boolean isDead() {
        return dead;
    }
}
