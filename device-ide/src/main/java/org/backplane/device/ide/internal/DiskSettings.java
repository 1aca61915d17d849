package org.backplane.device.ide.internal;

import org.backplane.bus.state.StateException;

/** What a host can set on a disk, and its translation of cylinders, heads and sectors (ATA-6 §8.46, ATA-3 §7.8). */
final class DiskSettings {
    static final int SECTOR_BYTES = 512;
    /** Sectors of a block of READ MULTIPLE at most. */
    static final int MULTIPLE_LIMIT = 16;

    private static final int DEFAULT_HEADS = 16;
    private static final int DEFAULT_SECTORS = 63;
    private static final int DEFAULT_CYLINDERS_LIMIT = 16_383;
    private static final int CYLINDERS_LIMIT = 65_535;
    private static final int MODE_SHIFT = 3;
    private static final int MODE_PIO_DEFAULT = 0;
    private static final int MODE_PIO_FLOW = 1;
    private static final int MODE_MULTIWORD_DMA = 4;
    private static final int MODE_ULTRA_DMA = 8;

    private final long totalSectors;
    private int heads = DEFAULT_HEADS;
    private int sectors = DEFAULT_SECTORS;
    private int multiple;
    private boolean writeCache = true;
    private boolean lookAhead = true;
    private int multiwordMode = -1;
    private int ultraMode = -1;

    DiskSettings(long totalSectors) {
        this.totalSectors = totalSectors;
    }

    /** What has been set, and the length of the disk that it was set on. */
    record State(long totalSectors, int heads, int sectors, int multiple, boolean writeCache, boolean lookAhead,
            int multiwordMode, int ultraMode) {
        State {
            if (heads < 1 || sectors < 1 || multiple < 0 || multiple > MULTIPLE_LIMIT) {
                throw new IllegalArgumentException("no disk has " + heads + " heads, " + sectors + " sectors on a track and "
                        + multiple + " in a block");
            }
        }
    }

    State state() {
        return new State(totalSectors, heads, sectors, multiple, writeCache, lookAhead, multiwordMode, ultraMode);
    }

    void restore(State state) {
        if (state.totalSectors != totalSectors) {
            throw new StateException("the state is that of a drive with " + state.totalSectors + " sectors, this one has "
                    + totalSectors);
        }
        heads = state.heads;
        sectors = state.sectors;
        multiple = state.multiple;
        writeCache = state.writeCache;
        lookAhead = state.lookAhead;
        multiwordMode = state.multiwordMode;
        ultraMode = state.ultraMode;
    }

    long totalSectors() {
        return totalSectors;
    }

    /** The cylinders of the translation that a disk has at first. */
    int defaultCylinders() {
        return cylinders(DEFAULT_HEADS, DEFAULT_SECTORS, DEFAULT_CYLINDERS_LIMIT);
    }

    int defaultHeads() {
        return DEFAULT_HEADS;
    }

    int defaultSectors() {
        return DEFAULT_SECTORS;
    }

    int cylinders() {
        return cylinders(heads, sectors, CYLINDERS_LIMIT);
    }

    int heads() {
        return heads;
    }

    int sectors() {
        return sectors;
    }

    private int cylinders(int ofHeads, int ofSectors, int limit) {
        return (int) Math.max(1, Math.min(totalSectors / (ofHeads * ofSectors), limit));
    }

    /**
     * INITIALIZE DEVICE PARAMETERS.
     *
     * @return whether the disk can translate so
     */
    boolean translate(int newHeads, int newSectors) {
        if (newSectors == 0) {
            return false;
        }
        heads = newHeads;
        sectors = newSectors;
        return true;
    }

    int multiple() {
        return multiple;
    }

    /**
     * SET MULTIPLE MODE.
     *
     * @return whether the disk has such blocks; 0 disables the commands
     */
    boolean multiple(int blockSectors) {
        boolean possible = blockSectors <= MULTIPLE_LIMIT && Integer.bitCount(blockSectors) <= 1;
        multiple = possible ? blockSectors : 0;
        return possible;
    }

    boolean writeCache() {
        return writeCache;
    }

    void writeCache(boolean enabled) {
        writeCache = enabled;
    }

    boolean lookAhead() {
        return lookAhead;
    }

    void lookAhead(boolean enabled) {
        lookAhead = enabled;
    }

    /** The selected mode in the high byte of word 63 or 88 of the identification. */
    int multiwordSelected() {
        return multiwordMode < 0 ? 0 : 0x100 << multiwordMode;
    }

    int ultraSelected() {
        return ultraMode < 0 ? 0 : 0x100 << ultraMode;
    }

    /**
     * SET FEATURES "Set transfer mode" (§8.46.10).
     *
     * @return whether the disk has that mode
     */
    boolean transferMode(int value) {
        int mode = value & 7;
        switch (value >> MODE_SHIFT) {
            case MODE_PIO_DEFAULT -> {
                return mode <= 1;
            }
            case MODE_PIO_FLOW -> {
                return mode <= IdentifyDevice.PIO_MODE_LIMIT;
            }
            case MODE_MULTIWORD_DMA -> {
                multiwordMode = mode <= IdentifyDevice.MULTIWORD_MODE_LIMIT ? mode : multiwordMode;
                ultraMode = mode <= IdentifyDevice.MULTIWORD_MODE_LIMIT ? -1 : ultraMode;
                return mode <= IdentifyDevice.MULTIWORD_MODE_LIMIT;
            }
            case MODE_ULTRA_DMA -> {
                ultraMode = mode <= IdentifyDevice.ULTRA_MODE_LIMIT ? mode : ultraMode;
                multiwordMode = mode <= IdentifyDevice.ULTRA_MODE_LIMIT ? -1 : multiwordMode;
                return mode <= IdentifyDevice.ULTRA_MODE_LIMIT;
            }
            default -> {
                return false;
            }
        }
    }

    /** A reset brings the defaults back; a software reset only if the host has not forbidden it. */
    void defaults() {
        heads = DEFAULT_HEADS;
        sectors = DEFAULT_SECTORS;
        multiple = 0;
        writeCache = true;
        lookAhead = true;
    }

    void hardwareReset() {
        defaults();
        multiwordMode = -1;
        ultraMode = -1;
    }
}
