package org.backplane.device.fdc.internal;

/**
 * The execution phase of a command that reads or writes a track (82077AA §4.2, §5.1): wait for the drive and the sector, serve
 * the host, let the sector pass, and so on until something ends it.
 *
 * <p>On hardware a search never ends in a drive that gives no index pulses. Here it ends like one that finds no address mark, so
 * that a guest is not left to its time-outs; it is reported.
 */
abstract class Execution {
    private enum Phase { SEARCH, FAILED, SERVICE, SECTOR }

    /** How many numbers each kind of command can keep. */
    static final int OWN_NUMBERS = 2;

    private static final Phase[] PHASES = Phase.values();

    final ChipCore core;
    final FloppyDrive drive;
    final int unit;
    int head;
    int c;
    int h;
    int r;
    int n;
    private final boolean mfm;
    private final ChipCore.Results results;
    private Phase phase = Phase.SEARCH;
    private long sectorEndNanos;
    private int failedSt1;
    private int failedSt2;

    Execution(ChipCore core, int[] bytes, ChipCore.Results results) {
        this.core = core;
        this.results = results;
        mfm = (bytes[0] & 0x40) != 0;
        unit = bytes[1] & 3;
        head = bytes[1] >> FdcStatus.ST0_HEAD_SHIFT & 1;
        drive = core.drives()[unit];
    }

    /**
     * How far an execution has come.
     *
     * @param phase  what the chip's timer means
     * @param own    two numbers of the command itself
     */
    record State(int head, int c, int h, int r, int n, int phase, long sectorEndNanos, int failedSt1, int failedSt2, int[] own) {
        State {
            if (phase < 0 || phase >= PHASES.length || own.length != OWN_NUMBERS || (head & ~1) != 0) {
                throw new IllegalArgumentException("there is no phase " + phase + " of a command, or no head " + head);
            }
        }
    }

    final State state() {
        return new State(head, c, h, r, n, phase.ordinal(), sectorEndNanos, failedSt1, failedSt2, own());
    }

    /** Goes on where another execution of the same command stopped; the chip's timer is armed by others. */
    final void resume(State state) {
        head = state.head;
        c = state.c;
        h = state.h;
        r = state.r;
        n = state.n;
        phase = PHASES[state.phase];
        sectorEndNanos = state.sectorEndNanos;
        failedSt1 = state.failedSt1;
        failedSt2 = state.failedSt2;
        own(state.own);
        core.port().resume(this::served);
    }

    /** What a kind of command remembers beside that. */
    int[] own() {
        return new int[OWN_NUMBERS];
    }

    void own(int[] numbers) {
    }

    /** Starts the phase. */
    void start() {
        begin(0);
    }

    /** Starts the phase, after a seek that takes so long. */
    final void begin(long seekNanos) {
        core.port().begin(this::served);
        long spunUp = Math.max(core.clock().nanos(), core.timing().spunUpNanos(drive.turningSinceNanos()));
        long latency = drive.hasDisk() ? core.timing().latencyNanos(drive.geometry(), core.settings().headLoadNanos()) : 0;
        core.timer().arm(spunUp + seekNanos + latency);
    }

    /** The chip's timer has expired. */
    final void expired() {
        switch (phase) {
            case SEARCH -> search();
            case FAILED -> end(FdcStatus.ST0_ABNORMAL, failedSt1, failedSt2);
            case SERVICE -> end(FdcStatus.ST0_ABNORMAL, FdcStatus.ST1_OVERRUN, 0);
            case SECTOR -> {
                if (drive.hasDisk()) {
                    sectorPassed();
                } else {
                    // The drive is empty since the card was replaced.
                    search();
                }
            }
        }
    }

    private void search() {
        if (!drive.readable()) {
            core.events().guest("drive " + unit + " has " + (drive.hasDisk() ? "its motor off" : "no disk")
                    + ": a search would never end on hardware, for want of index pulses");
            fail(FdcStatus.ST1_MISSING_ADDRESS_MARK, 0);
        } else if (!mfm || !drive.geometry().readableAt(core.settings().rate())
                || drive.cylinder() >= drive.geometry().cylinders()) {
            fail(FdcStatus.ST1_MISSING_ADDRESS_MARK, 0);
        } else {
            found();
        }
    }

    /** Ends the command when the search is given up. */
    final void fail(int st1, int st2) {
        failedSt1 = st1;
        failedSt2 = st2;
        phase = Phase.FAILED;
        core.timer().arm(core.clock().nanos() + core.timing().searchNanos());
    }

    /** The head is over a formatted track. */
    abstract void found();

    /** The sector has passed by, and its bytes have gone as far as the host served them. */
    abstract void sectorPassed();

    /** Goes on with the next sector of the track. */
    final void searchNext() {
        phase = Phase.SEARCH;
        search();
    }

    /** Lets the host be served while the sector passes; if drives are paced, it must be through in time. */
    final void serve(int bytes, boolean fromDisk) {
        phase = Phase.SERVICE;
        sectorEndNanos = core.clock().nanos() + core.timing().sectorNanos(drive.geometry());
        if (core.timing().paced()) {
            core.timer().arm(sectorEndNanos);
        }
        core.port().offer(bytes, fromDisk);
    }

    /** Lets a sector pass whose bytes nobody wants. */
    final void skip() {
        phase = Phase.SECTOR;
        core.timer().arm(core.clock().nanos() + core.timing().sectorNanos(drive.geometry()));
    }

    private void served() {
        phase = Phase.SECTOR;
        core.timer().arm(Math.max(core.clock().nanos(), sectorEndNanos));
    }

    final void end(int st0, int st1, int st2) {
        core.port().withdraw();
        results.ended(st0 | head << FdcStatus.ST0_HEAD_SHIFT | unit, st1, st2, c, h, r, n);
    }
}
