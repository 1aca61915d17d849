package org.backplane.cpu.internal.core;

import java.util.Arrays;

/**
 * Where execution stands: the slice of instructions that may still be executed, the block that runs, and the events that
 * wait for the next instruction boundary.
 *
 * <p>A block's instructions are taken from the budget when it starts. Whoever wants to look at the count, or stop, within
 * the block works back from the handler that called ({@link LinearMemory#at}): each access that leaves the fast path and
 * each system call sets it. To stop after the instruction that is running, {@link #stopAfterThis} links the block's end
 * behind it; nothing on the fast path looks at a flag.
 */
public final class Execution {
    private static final int REGION_SHIFT = 22;

    private final Cpu cpu;

    /** Instructions that may still start in this slice. */
    public int budget;
    /** What was taken out of the budget to come back to the event check early. */
    private int deferred;
    /** What is kept back for after a trial. */
    private int reserve;
    private int slice;
    private long retiredBefore;
    private long timeStampOffset;

    /** Whether blocks are being run; {@link LinearMemory#at} then tells where, or is null between two blocks. */
    private boolean running;
    /** Grows when translations change; blocks looked up before it did must be looked up again. */
    public int epoch;
    /** For each region of 4 MiB, the largest page, whether blocks were found there in this epoch. */
    private final long[] codeRegions = new long[1 << 32 - REGION_SHIFT - 6];

    /** The end that is linked behind an instruction to stop there. */
    private final BlockCut cut = new BlockCut();

    // Events.
    private boolean interruptRequested;
    private boolean nmiRequested;
    private boolean nmiBlocked;
    private boolean leaveRequested;
    /** What DR6 will say of the trap that waits, 0 if none does. */
    private int trapCauses;
    private boolean halted;
    private boolean shutdown;
    /** Retired count at which interrupts are inhibited: right after STI or a load of SS (SDM 3A §6.8.3). */
    private long inhibitedAt = -1;
    private long stackLoadedAt = -1;
    /** Counts exceptions and interrupts, so that a step can tell whether it ended in one. */
    private long deliveries;

    Execution(Cpu cpu) {
        this.cpu = cpu;
    }

    // The slice.

    /** Begins a slice. */
    public void begin(int instructions) {
        retiredBefore += executed();
        slice = instructions;
        budget = instructions;
        deferred = 0;
        reserve = 0;
    }

    /** Keeps back all of the budget but so much. */
    public void reserve(int most) {
        if (budget > most) {
            reserve = budget - most;
            budget = most;
        }
    }

    /** Gives back what was kept back. */
    public void release() {
        budget += reserve;
        reserve = 0;
    }

    /** Makes the slice end after some more instructions. */
    public void shorten(int instructions) {
        slice -= budget - instructions;
        budget = instructions;
    }

    /** Instructions executed in this slice. */
    public int executed() {
        return slice - budget - deferred - reserve;
    }

    /** Instructions executed since the processor was made; exact within an instruction, which does not count yet. */
    public long retired() {
        return retiredBefore + executed() - inFlight();
    }

    private int inFlight() {
        return isWithinBlock() ? countFrom(cpu.at) : 0;
    }

    /** Whether an instruction of a block is being executed, {@link LinearMemory#at}. */
    private boolean isWithinBlock() {
        return running && cpu.at != null;
    }

    /** Blocks will be run from here on. */
    public void enterBlocks() {
        cpu.at = null;
        running = true;
    }

    /** No block runs any more. */
    public void leaveBlocks() {
        running = false;
        cpu.at = null;
    }

    /** The time-stamp counter: one tick a nanosecond of virtual time, from whatever it was set to. */
    public long timeStamp() {
        return cpu.socket.clock().nanos() + timeStampOffset;
    }

    public void setTimeStamp(long value) {
        timeStampOffset = value - cpu.socket.clock().nanos();
    }

    /** IA32_TSC_ADJUST: what all writes have added to the time-stamp counter (SDM 3B §17.17.3). */
    public long timeStampAdjustment() {
        return timeStampOffset;
    }

    public void setTimeStampAdjustment(long value) {
        timeStampOffset = value;
    }

    /** Number of instructions from a handler to the end of its block. */
    public static int countFrom(Handler first) {
        int count = 0;
        for (Handler h = first; h != null; h = h.next) {
            count += h.instructions();
        }
        return count;
    }

    /** EIP of the instruction that runs, or would run next. */
    public int currentEip() {
        return isWithinBlock() ? cpu.eip + cpu.at.start() : cpu.eip;
    }

    /** Makes the event check run after the instruction that runs now. */
    public void stopAfterThis() {
        deferBudget();
        deferred += cutBlock(true);
    }

    /**
     * Ends a block whose code has changed after the present instruction, if it is the one that runs; a repeated string
     * instruction after its present iteration, so that it is fetched again.
     */
    public void abandon(Handler first) {
        for (Handler h = first; h != null && isWithinBlock(); h = h.next) {
            if (h == cpu.at) {
                deferBudget();
                deferred += cutBlock(false);
                return;
            }
        }
    }

    private void deferBudget() {
        deferred += budget + reserve;
        budget = 0;
        reserve = 0;
    }

    private int cutBlock(boolean restore) {
        if (!isWithinBlock()) {
            return 0;
        }
        int rest = countFrom(cpu.at.next);
        if (rest > 0) {
            cut.insert(cpu.at, restore);
        }
        return rest;
    }

    /** Runs a block only up to and including one of its instructions. */
    public void cutBehind(Handler last) {
        cut.insert(last, true);
    }

    /** Undoes a cut behind an instruction that did not come to its end. */
    public void removeCut() {
        cut.remove();
    }

    // Events.

    public void setInterruptRequest(boolean asserted) {
        interruptRequested = asserted;
        if (asserted && cpu.flag(Eflags.IF)) {
            stopAfterThis();
        }
    }

    public void requestNmi() {
        nmiRequested = true;
        stopAfterThis();
    }

    /** EFLAGS changed: an interrupt or a trap may have become possible, or RF lasts for one instruction. */
    public void flagsChanged() {
        if (interruptRequested && cpu.flag(Eflags.IF) || cpu.flag(Eflags.TF) || cpu.flag(Eflags.VIP)
                || cpu.flag(Eflags.RF)) {
            stopAfterThis();
        }
    }

    /** Translations or the memory map changed. */
    public void translationsChanged() {
        epoch++;
        Arrays.fill(codeRegions, 0);
    }

    /**
     * The translation of a page changed, or of a large page. If there is no code near it, no block need be looked up again:
     * so it is with 59,000 of the 75,000 changes while Linux boots.
     */
    public void translationChanged(int linear) {
        if ((codeRegions[linear >>> REGION_SHIFT + 6] & 1L << (linear >>> REGION_SHIFT)) != 0) {
            translationsChanged();
        }
    }

    /** A block was found at linear addresses, and need not be looked up again until a translation changes there. */
    public void foundCode(int first, int last) {
        codeRegions[first >>> REGION_SHIFT + 6] |= 1L << (first >>> REGION_SHIFT);
        codeRegions[last >>> REGION_SHIFT + 6] |= 1L << (last >>> REGION_SHIFT);
    }

    /** No interrupt between this instruction and the next. */
    public void inhibitInterrupts() {
        inhibitedAt = retired() + 1;
    }

    /** No interrupt and no trap between this instruction, which loads SS, and the next. */
    public void inhibitAfterStackLoad() {
        inhibitInterrupts();
        stackLoadedAt = inhibitedAt;
    }

    public boolean interruptsInhibited() {
        return retired() == inhibitedAt;
    }

    /** Whether debug exceptions wait for the instruction after a load of SS (SDM 3A §6.8.3). */
    public boolean trapsInhibited() {
        return retired() == stackLoadedAt;
    }

    public boolean interruptPending() {
        return interruptRequested && cpu.flag(Eflags.IF);
    }

    public boolean nmiPending() {
        return nmiRequested && !nmiBlocked;
    }

    /** Takes the pending NMI; further ones wait for IRET (SDM 3A §6.7.1). */
    public void takeNmi() {
        nmiRequested = false;
        nmiBlocked = true;
    }

    public void unblockNmi() {
        nmiBlocked = false;
        if (nmiRequested) {
            stopAfterThis();
        }
    }

    public void leave() {
        leaveRequested = true;
        stopAfterThis();
    }

    public boolean takeLeave() {
        boolean leave = leaveRequested;
        leaveRequested = false;
        return leave;
    }

    public void halt() {
        halted = true;
        stopAfterThis();
    }

    public boolean halted() {
        return halted;
    }

    public void wake() {
        halted = false;
    }

    public void shutDown() {
        shutdown = true;
        stopAfterThis();
    }

    public boolean isShutdown() {
        return shutdown;
    }

    /** An exception or interrupt has been delivered, asked for by an instruction or not. */
    public void delivered() {
        deliveries++;
    }

    /** Counts a delivery that no instruction asked for as an instruction, so that time passes for a guest that only faults. */
    public void countDelivery() {
        budget--;
    }

    /**
     * A debug trap waits for the next boundary.
     *
     * @param cause the bit of DR6 that names its cause
     */
    public void requestTrap(int cause) {
        trapCauses |= cause;
        stopAfterThis();
    }

    /** Takes the trap that waits: its bits of DR6, or 0. */
    public int takeTrap() {
        int causes = trapCauses;
        trapCauses = 0;
        return causes;
    }

    /** Whether a trap waits. */
    public boolean trapPending() {
        return trapCauses != 0;
    }

    public long deliveries() {
        return deliveries;
    }

    /**
     * What waits for the next instruction boundary, pins aside.
     *
     * @param nmiRequested        an NMI waits
     * @param nmiBlocked          it waits for IRET
     * @param trapCauses          the bits of DR6 of a debug trap that waits
     * @param halted              the processor waits in HLT
     * @param shutdown            it has shut down
     * @param interruptsInhibited no interrupt before the next instruction
     * @param trapsInhibited      no trap either
     * @param timeStampOffset     what the time-stamp counter is ahead of virtual time
     */
    public record Pending(boolean nmiRequested, boolean nmiBlocked, int trapCauses, boolean halted, boolean shutdown,
            boolean interruptsInhibited, boolean trapsInhibited, long timeStampOffset) {
    }

    public Pending pending() {
        return new Pending(nmiRequested, nmiBlocked, trapCauses, halted, shutdown, interruptsInhibited(), trapsInhibited(),
                timeStampOffset);
    }

    public void restore(Pending before) {
        nmiRequested = before.nmiRequested;
        nmiBlocked = before.nmiBlocked;
        trapCauses = before.trapCauses;
        halted = before.halted;
        shutdown = before.shutdown;
        inhibitedAt = before.interruptsInhibited ? retired() : -1;
        stackLoadedAt = before.trapsInhibited ? retired() : -1;
        timeStampOffset = before.timeStampOffset;
    }

    /** Forgets what waits, as RESET and INIT do. */
    public void reset() {
        halted = false;
        shutdown = false;
        nmiRequested = false;
        nmiBlocked = false;
        trapCauses = 0;
        inhibitedAt = -1;
        stackLoadedAt = -1;
        translationsChanged();
    }
}
