package org.backplane.cpu.internal.jit;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.core.SegmentRegister;

/** What the code of a region refers to. */
public final class RegionData {
    final byte[] arena;
    final int[] reads;
    final int[] writes;
    final int[] registers;
    final SegmentRegister fs;
    final SegmentRegister gs;
    /** The handlers that are called, by the numbers under which the code knows them. */
    Handler[] handlers;
    /** What the ways out of the code mean ({@link Exits#table}). */
    int[] ways;
    final Escapes escapes;
    final Journal journal;
    /** The code; its class puts it here when it is initialized. */
    RegionCode code;
    /** A bit for each page whose translation is known to be what it was. */
    public int pages;
    private boolean dead;

    RegionData(Cpu c, boolean user, Escapes escapes, Journal journal) {
        this.arena = c.arena();
        this.reads = c.mmu.directReads(user);
        this.writes = c.mmu.directWrites(user);
        this.registers = c.regs;
        this.fs = c.segments[SegmentRegister.FS];
        this.gs = c.segments[SegmentRegister.GS];
        this.escapes = escapes;
        this.journal = journal;
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
