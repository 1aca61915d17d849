package org.backplane.cpu.internal.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.backplane.bus.processor.PhysicalMemory;
import org.backplane.mmu.Access;
import org.backplane.mmu.Mmu;
import org.backplane.mmu.PageFaultException;

/**
 * The processor's accesses to linear addresses: the fast path through the MMU's flat tables, and behind it translation,
 * page crossing and devices.
 *
 * <p>The fast path is the same in all methods: one table entry tells whether the page can be reached in the arena and,
 * with the page offset, whether the access stays in the page ({@link Mmu}).
 */
public abstract class LinearMemory extends Registers {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOTHING = -1;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    protected final PhysicalMemory memory;
    public final Mmu mmu;
    private final byte[] arena;
    /** Where code was decoded. */
    public final CodeLines codeLines;
    /** The flat tables of the present privilege. */
    private int[] reads;
    private int[] writes;
    private boolean user;
    /** Physical address of the store that is being made through the fabric. */
    private long storing = NOTHING;
    private boolean watching;
    private boolean aligning;

    /** CR2: the linear address of the last page fault. */
    public int cr2;

    /** The handler that made the last access which left the fast path, or that called into the system part. */
    public Handler at;

    /** The first handler since this was set to {@code null} that accessed a device, or another place that is not in the arena. */
    public Handler indirect;

    protected final Fault fault = new Fault();

    protected LinearMemory(PhysicalMemory memory, Mmu mmu) {
        this.memory = memory;
        this.mmu = mmu;
        this.arena = memory.arena();
        this.codeLines = new CodeLines(arena.length);
        selectTables(false, false);
    }

    /**
     * Chooses the tables for the present privilege.
     *
     * @param aligning whether accesses must be aligned (SDM 3A §6.15, interrupt 17); none takes the fast path then
     */
    protected final void selectTables(boolean user, boolean aligning) {
        this.user = user;
        this.aligning = aligning;
        boolean direct = !watching && !aligning;
        reads = direct ? mmu.directReads(user) : Watched.TABLE;
        writes = direct ? mmu.directWrites(user) : Watched.TABLE;
    }

    protected final boolean aligning() {
        return aligning;
    }

    /** Whether each access of an instruction is to be {@link #accessed}; none takes the fast path then. */
    final void watch(boolean on) {
        watching = on;
        selectTables(user, aligning);
    }

    /** Whether no access takes the fast path. */
    public final boolean isWatched() {
        return watching || aligning;
    }

    /** An instruction has accessed memory while it was watched. */
    protected abstract void accessed(int linear, int width, boolean write);

    /** A table for accesses that are watched or must be aligned: no page is direct. */
    private static final class Watched {
        static final int[] TABLE = new int[Mmu.TABLE_ENTRIES];

        static {
            Arrays.fill(TABLE, Mmu.NOT_DIRECT);
        }
    }

    /** A fault to be thrown. */
    public final Fault fault(int vector, int errorCode) {
        return fault.with(vector, errorCode);
    }

    // Accesses of instructions, at the present privilege.

    public final int load8(int linear, Handler at) {
        int entry = reads[linear >>> 12];
        return (entry & 4095) == 0 ? arena[entry + linear] & 0xFF : slowRead(linear, 1, at);
    }

    public final int load16(int linear, Handler at) {
        int entry = reads[linear >>> 12];
        return ((entry | linear) & 4095) <= 4094 ? (short) SHORT.get(arena, entry + linear) & 0xFFFF
                : slowRead(linear, 2, at);
    }

    public final int load32(int linear, Handler at) {
        int entry = reads[linear >>> 12];
        return ((entry | linear) & 4095) <= 4092 ? (int) INT.get(arena, entry + linear) : slowRead(linear, 4, at);
    }

    public final void store8(int linear, int value, Handler at) {
        int entry = writes[linear >>> 12];
        if ((entry & 4095) == 0) {
            arena[entry + linear] = (byte) value;
        } else {
            slowWrite(linear, 1, value, at);
        }
    }

    public final void store16(int linear, int value, Handler at) {
        int entry = writes[linear >>> 12];
        if (((entry | linear) & 4095) <= 4094) {
            SHORT.set(arena, entry + linear, (short) value);
        } else {
            slowWrite(linear, 2, value, at);
        }
    }

    public final void store32(int linear, int value, Handler at) {
        int entry = writes[linear >>> 12];
        if (((entry | linear) & 4095) <= 4092) {
            INT.set(arena, entry + linear, value);
        } else {
            slowWrite(linear, 4, value, at);
        }
    }

    // The read of a read-modify-write: it faults as the write would.

    public final int update8(int linear, Handler at) {
        int entry = writes[linear >>> 12];
        return (entry & 4095) == 0 ? arena[entry + linear] & 0xFF : slowUpdate(linear, 1, at);
    }

    public final int update16(int linear, Handler at) {
        int entry = writes[linear >>> 12];
        return ((entry | linear) & 4095) <= 4094 ? (short) SHORT.get(arena, entry + linear) & 0xFFFF
                : slowUpdate(linear, 2, at);
    }

    public final int update32(int linear, Handler at) {
        int entry = writes[linear >>> 12];
        return ((entry | linear) & 4095) <= 4092 ? (int) INT.get(arena, entry + linear) : slowUpdate(linear, 4, at);
    }

    private int slowRead(int linear, int width, Handler at) {
        this.at = at;
        checkAlignment(linear, width, Access.READ);
        int value = read(linear, width, user);
        if (watching) {
            accessed(linear, width, false);
        }
        return value;
    }

    private void slowWrite(int linear, int width, int value, Handler at) {
        this.at = at;
        int index = besideCode(linear, width);
        if (index >= 0) {
            arenaWrite(index, width, value);
            return;
        }
        checkAlignment(linear, width, Access.WRITE);
        write(linear, width, value, user);
        if (watching) {
            accessed(linear, width, true);
        }
    }

    private int slowUpdate(int linear, int width, Handler at) {
        this.at = at;
        int index = besideCode(linear, width);
        if (index >= 0) {
            return arenaRead(index, width);
        }
        checkAlignment(linear, width, Access.WRITE);
        checkWrite(linear, width, user);
        int value = read(linear, width, user);
        if (watching) {
            accessed(linear, width, false);
        }
        return value;
    }

    /**
     * Index in the arena of bytes of a page with decoded code that can be written and of which none was decoded, nor one that is
     * near; else -1. Programs with data beside their code make such stores all the time.
     */
    private int besideCode(int linear, int width) {
        int index = indexWithCode(writes[linear >>> 12], linear);
        return index < 0 || (linear & 4095) > 4096 - width || codeLines.isAnyOf(index, width) ? -1 : index;
    }

    /** Index in the arena of a linear address whose page can be written and has code, by its table entry; else -1. */
    private static int indexWithCode(int entry, int linear) {
        return entry != Mmu.NOT_DIRECT && (entry & Mmu.WITH_CODE) != 0 ? (entry & ~Mmu.WITH_CODE) + linear : -1;
    }

    /** Whether a store changes nothing, so that code that is put where it was, as loaders do, need not be decoded again. */
    private boolean holds(int index, int width, int value) {
        return index >= 0 && ((arenaRead(index, width) ^ value) & -1 >>> Integer.SIZE - 8 * width) == 0;
    }

    /** #AC for an access that must be aligned and is not, or the page fault that comes before it (SDM 3A §6.9, table 6-2). */
    private void checkAlignment(int linear, int width, Access access) {
        if (aligning && (linear & width - 1) != 0) {
            translate(linear, access, user);
            translate(linear + width - 1, access, user);
            throw fault(Vector.AC, 0);
        }
    }

    // Accesses at a chosen privilege: descriptor tables, task-state segments, stacks of other levels, and the slow path.

    /**
     * Reads at a privilege.
     *
     * @param linear linear address
     * @param width  1, 2 or 4 bytes
     * @param user   whether the access is made in user mode
     * @return the value, zero-extended
     */
    public final int read(int linear, int width, boolean user) {
        if ((linear & 4095) > 4096 - width) {
            return crossingRead(linear, width, user);
        }
        long physical = translate(linear, Access.READ, user);
        int entry = mmu.directReads(user)[linear >>> 12];
        if (entry == Mmu.NOT_DIRECT) {
            noteIndirect(physical);
            return (int) memory.read(physical, width);
        }
        return arenaRead(entry + linear, width);
    }

    /** A page of the arena that takes no direct writes has code, or will take them from now on. */
    private void noteIndirect(long physical) {
        if (indirect == null && mmu.arenaIndex(physical) < 0) {
            indirect = at;
        }
    }

    /** The 1, 2 or 4 bytes at an index of the arena, zero-extended. */
    public final int arenaRead(int index, int width) {
        return width == 4 ? (int) INT.get(arena, index)
                : width == 2 ? (short) SHORT.get(arena, index) & 0xFFFF : arena[index] & 0xFF;
    }

    /**
     * Writes at a privilege. Nothing is written if any byte faults.
     *
     * @param linear linear address
     * @param width  1, 2 or 4 bytes
     * @param value  the value; bits above the width are ignored
     * @param user   whether the access is made in user mode
     */
    public final void write(int linear, int width, int value, boolean user) {
        if ((linear & 4095) > 4096 - width) {
            crossingWrite(linear, width, value, user);
            return;
        }
        long physical = translate(linear, Access.WRITE, user);
        int entry = mmu.directWrites(user)[linear >>> 12];
        if ((entry & 4095) != 0) {
            if (holds(indexWithCode(entry, linear), width, value)) {
                return;
            }
            noteIndirect(physical);
            storing = physical;
            memory.write(physical, width, Integer.toUnsignedLong(value));
            storing = NOTHING;
            return;
        }
        arenaWrite(entry + linear, width, value);
    }

    private void arenaWrite(int index, int width, int value) {
        switch (width) {
            case 4 -> INT.set(arena, index, value);
            case 2 -> SHORT.set(arena, index, (short) value);
            default -> arena[index] = (byte) value;
        }
    }

    /** Faults if a write of these bytes would, at the first byte that cannot be written; up to a page of them. */
    public final void checkWrite(int linear, int length, boolean user) {
        translate(linear, Access.WRITE, user);
        int last = linear + length - 1;
        if ((linear ^ last) >>> 12 != 0) {
            translate(last & ~4095, Access.WRITE, user);
        }
    }

    /** Faults if a read of these bytes would, at the first byte that cannot be read; up to a page of them. */
    public final void checkRead(int linear, int length, boolean user) {
        translate(linear, Access.READ, user);
        int last = linear + length - 1;
        if ((linear ^ last) >>> 12 != 0) {
            translate(last & ~4095, Access.READ, user);
        }
    }

    /** An access that leaves its page is made byte by byte, once both pages are known to allow it. */
    private int crossingRead(int linear, int width, boolean user) {
        checkRead(linear, width, user);
        int value = 0;
        for (int i = 0; i < width; i++) {
            value |= read(linear + i, 1, user) << 8 * i;
        }
        return value;
    }

    private void crossingWrite(int linear, int width, int value, boolean user) {
        checkWrite(linear, width, user);
        for (int i = 0; i < width; i++) {
            write(linear + i, 1, value >>> 8 * i, user);
        }
    }

    /** Translates, turning the MMU's refusal into #PF. */
    public final long translate(int linear, Access access, boolean user) {
        try {
            return mmu.translate(linear, access, user);
        } catch (PageFaultException e) {
            cr2 = e.linear();
            throw fault(Vector.PF, e.errorCode());
        }
    }

    /** Index in the arena of the store that is being made through the fabric; -1 if there is none, or not to the arena. */
    public final int storingIndex() {
        return storing == NOTHING ? -1 : mmu.arenaIndex(storing);
    }

    public final boolean user() {
        return user;
    }

    /** Bytes of the arena, for the decoder. */
    public final byte[] arena() {
        return arena;
    }

    public final PhysicalMemory physical() {
        return memory;
    }

    // Bulk access for string instructions: where a linear address lies in the arena, or -1 if it must go the slow way.

    /** Index in the arena from which {@code linear} can be read to the end of its page, or -1. */
    public final int readIndex(int linear) {
        int entry = reads[linear >>> 12];
        return entry == Mmu.NOT_DIRECT ? -1 : entry + linear;
    }

    /** Index in the arena at which so many bytes from {@code linear} on, none of them in another page, can be written, or -1. */
    public final int writeIndex(int linear, int bytes) {
        int entry = writes[linear >>> 12];
        return (entry & 4095) == 0 ? entry + linear : besideCode(linear, bytes);
    }

    /**
     * How many of some bytes, none of them in another page, need not be copied to a page with decoded code, as they are there already.
     *
     * @param linear linear address they are to be copied to
     * @param from   index in the arena of the first
     */
    public final int copiedBefore(int linear, int from, int bytes) {
        int index = indexWithCode(writes[linear >>> 12], linear);
        if (index < 0) {
            return 0;
        }
        int same = Arrays.mismatch(arena, from, from + bytes, arena, index, index + bytes);
        return same < 0 ? bytes : same;
    }
}
