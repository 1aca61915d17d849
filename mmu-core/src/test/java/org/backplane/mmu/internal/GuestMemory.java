package org.backplane.mmu.internal;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.backplane.bus.processor.PhysicalMemory;
import org.backplane.mmu.Access;
import org.backplane.mmu.Mmu;
import org.backplane.mmu.PageFaultException;
import org.backplane.mmu.PagingFeatures;

/** RAM from address 0 with page tables in it, and an MMU in front of it. */
class GuestMemory implements PhysicalMemory {
    static final int DIRECTORY = 0x1000;
    static final int TABLE = 0x2000;
    static final int P = 1;
    static final int RW = 2;
    static final int US = 4;
    static final int A = 0x20;
    static final int D = 0x40;
    static final int PS = 0x80;
    static final int G = 0x100;
    static final int PG = 1 << 31;
    static final int WP = 1 << 16;
    static final int PSE = 1 << 4;
    static final int PGE = 1 << 7;
    private static final int BYTES = 4 << 20;

    final Mmu mmu;
    private final byte[] ram = new byte[BYTES];
    /** A page that the arena does not show for writes, as ROM. */
    long romPage = -1;

    /** An MMU with paging on and the first table for the first 4 MiB. */
    GuestMemory() {
        this(PagingFeatures.NONE);
    }

    GuestMemory(PagingFeatures features) {
        mmu = new MmuComponent().create(this, features);
        set(DIRECTORY, TABLE | P | RW | US);
        mmu.writeCr3(DIRECTORY);
        mmu.writeCr0(PG);
    }

    void set(int address, int value) {
        write(address, 4, Integer.toUnsignedLong(value));
    }

    int get(int address) {
        return (int) read(address, 4);
    }

    /** The entry of the first table that maps a linear page. */
    static int pte(int linear) {
        return TABLE + (linear >>> 12 & 0x3FF) * 4;
    }

    /** The directory entry that maps a linear address. */
    static int pde(int linear) {
        return DIRECTORY + (linear >>> 22) * 4;
    }

    long read(int linear) {
        return mmu.translate(linear, Access.READ, false);
    }

    long userRead(int linear) {
        return mmu.translate(linear, Access.READ, true);
    }

    long write(int linear) {
        return mmu.translate(linear, Access.WRITE, false);
    }

    long userWrite(int linear) {
        return mmu.translate(linear, Access.WRITE, true);
    }

    /** The error code of the fault that an access raises, or -1 if it raises none. */
    int error(int linear, Access access, boolean user) {
        PageFaultException fault = catchThrowableOfType(PageFaultException.class,
                () -> mmu.translate(linear, access, user));
        return fault == null ? -1 : fault.errorCode();
    }

    @Override
    public byte[] arena() {
        return ram;
    }

    @Override
    public int readIndex(long physicalPage) {
        return physicalPage < BYTES ? (int) physicalPage : -1;
    }

    @Override
    public int writeIndex(long physicalPage) {
        return physicalPage == romPage ? -1 : readIndex(physicalPage);
    }

    @Override
    public long read(long address, int width) {
        return peek(address, width);
    }

    @Override
    public void write(long address, int width, long value) {
        for (int i = 0; i < width; i++) {
            ram[(int) address + i] = (byte) (value >>> 8 * i);
        }
    }

    @Override
    public long peek(long address, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (ram[(int) address + i] & 0xFFL) << 8 * i;
        }
        return value;
    }
}
