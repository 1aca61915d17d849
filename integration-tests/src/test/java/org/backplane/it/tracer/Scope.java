package org.backplane.it.tracer;

/**
 * Which accesses of a firmware say what it makes of the chipset and the disks. Left out is what a golden trace does not hold:
 * registers and memory of the display adapter, the power management timer. What depends on how often the timer interrupts:
 * the A20 gate and the CMOS index, read at each change between 16 and 32 bits; end of interrupt; the time of day; and on
 * how long the keyboard controller works: its status, read until that is right. What hangs on three known differences:
 * numbers of fw_cfg files, system management mode, local APIC.
 */
public final class Scope {
    private static final long CONFADD = 0xcf8;
    private static final long CONFDATA = 0xcfc;
    private static final long EOI = 0x20;
    /** CONFADD of SMRAM of the host bridge, and of the power management register that tells of SMM. */
    private static final long SMRAM = 0x8000_0070L;
    private static final long DEVACTB = 0x8000_0b58L;

    private long confadd;

    /** Whether an access counts; to be asked of every access in its order. */
    public boolean covers(boolean write, long address, long value) {
        if (address == CONFADD) {
            confadd = value;
            return false;
        }
        if ((address & ~3L) == CONFDATA) {
            return confadd != SMRAM && confadd != DEVACTB;
        }
        boolean untold = address >= 0xa_0000 && address < 0xc_0000 || address >= 0x3b0 && address <= 0x3df
                || address >= 0xfebf_0000L && address < 0xfebf_1000L || address == 0x608;
        boolean timing = address == 0x70 || address == 0x71 || address == 0x92 || address == 0x64 && !write
                || write && address == 0x20 && value == EOI;
        boolean firmwareFiles = address >= 0x510 && address <= 0x51b;
        boolean managementMode = address == 0xb2 || address == 0xb3 || address == 0x628 || address == 0x7e;
        boolean localApic = address >= 0xfee0_0000L && address < 0xfee0_1000L;
        return !untold && !timing && !firmwareFiles && !managementMode && !localApic;
    }

    /** What an access to configuration space is for. */
    public long confadd() {
        return confadd;
    }
}
