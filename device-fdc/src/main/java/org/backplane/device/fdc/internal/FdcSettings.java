package org.backplane.device.fdc.internal;

/** What SPECIFY, CONFIGURE, PERPENDICULAR MODE, LOCK and the rate select bits have set (82077AA §5.2.6 to §5.2.10). */
final class FdcSettings {
    private static final int CONFIGURE_IMPLIED_SEEK = 0x40;
    private static final int CONFIGURE_FIFO_DISABLED = 0x20;
    private static final int CONFIGURE_POLLING_DISABLED = 0x10;
    private static final int CONFIGURE_THRESHOLD = 0x0f;
    private static final int CONFIGURE_DEFAULT = CONFIGURE_FIFO_DISABLED;
    private static final int SPECIFY_NON_DMA = 0x01;
    private static final int PERPENDICULAR_OVERWRITE = 0x80;
    private static final int PERPENDICULAR_DRIVES = 0x3c;
    private static final int PERPENDICULAR_GAP_WGATE = 0x03;
    private static final int FIFO_BYTES = 16;
    private static final int[] RATE_KBPS = {500, 300, 250, 1000};
    private static final long NANOS_PER_MS = 1_000_000;

    private int stepAndUnload;
    private int loadAndMode;
    private int configure = CONFIGURE_DEFAULT;
    private int precompensationTrack;
    private int perpendicular;
    private boolean locked;
    private int rate;

    /** The bytes of the commands, LOCK, and the code of the data rate. */
    record State(int stepAndUnload, int loadAndMode, int configure, int precompensationTrack, int perpendicular,
            boolean locked, int rate) {
        State {
            if (rate < 0 || rate >= RATE_KBPS.length) {
                throw new IllegalArgumentException("there is no data rate " + rate);
            }
        }
    }

    State state() {
        return new State(stepAndUnload, loadAndMode, configure, precompensationTrack, perpendicular, locked, rate);
    }

    void restore(State state) {
        stepAndUnload = state.stepAndUnload;
        loadAndMode = state.loadAndMode;
        configure = state.configure;
        precompensationTrack = state.precompensationTrack;
        perpendicular = state.perpendicular;
        locked = state.locked;
        rate = state.rate;
    }

    /** The code of the data rate: 0 to 3 for 500, 300, 250 and 1000 kbps. */
    int rate() {
        return rate;
    }

    void rate(int code) {
        rate = code;
    }

    void specify(int first, int second) {
        stepAndUnload = first;
        loadAndMode = second;
    }

    boolean nonDma() {
        return (loadAndMode & SPECIFY_NON_DMA) != 0;
    }

    /** The step rate: 16 to 1 units, which are milliseconds at 500 kbps. */
    long stepNanos() {
        return (16 - (stepAndUnload >> 4)) * unitNanos();
    }

    /** The head load time: 2 to 254 ms at 500 kbps; 0 counts as 256. */
    long headLoadNanos() {
        int units = loadAndMode & 0xfe;
        return (units == 0 ? 256 : units) * unitNanos();
    }

    private long unitNanos() {
        return NANOS_PER_MS * 500 / RATE_KBPS[rate];
    }

    void configure(int options, int track) {
        configure = options & 0x7f;
        precompensationTrack = track;
    }

    boolean impliedSeek() {
        return (configure & CONFIGURE_IMPLIED_SEEK) != 0;
    }

    boolean polling() {
        return (configure & CONFIGURE_POLLING_DISABLED) == 0;
    }

    /** How many bytes a service request of the data register stands for: 16 less the threshold, or 1 without FIFO. */
    int burstBytes() {
        int threshold = (configure & CONFIGURE_THRESHOLD) + 1;
        return (configure & CONFIGURE_FIFO_DISABLED) != 0 ? 1 : Math.max(1, FIFO_BYTES - threshold);
    }

    void perpendicular(int value) {
        int drives = (value & PERPENDICULAR_OVERWRITE) != 0 ? value & PERPENDICULAR_DRIVES : perpendicular & PERPENDICULAR_DRIVES;
        perpendicular = drives | value & PERPENDICULAR_GAP_WGATE;
    }

    void lock(boolean lock) {
        locked = lock;
    }

    /** A software reset spares what LOCK protects: EFIFO, FIFOTHR and PRETRK; GAP and WGATE are cleared. */
    void softwareReset() {
        int kept = CONFIGURE_FIFO_DISABLED | CONFIGURE_THRESHOLD;
        configure = locked ? configure & kept : CONFIGURE_DEFAULT;
        precompensationTrack = locked ? precompensationTrack : 0;
        perpendicular &= PERPENDICULAR_DRIVES;
    }

    void hardwareReset() {
        locked = false;
        softwareReset();
        stepAndUnload = 0;
        loadAndMode = 0;
        perpendicular = 0;
        rate = FdcRegister.CCR.initial();
    }

    /** The ten bytes of DUMPREG (§5.2.8). */
    int[] dump(int[] cylinders, int lastSector) {
        return new int[] {
            cylinders[0], cylinders[1], cylinders[2], cylinders[3], stepAndUnload, loadAndMode, lastSector,
            (locked ? 0x80 : 0) | perpendicular, configure, precompensationTrack};
    }
}
