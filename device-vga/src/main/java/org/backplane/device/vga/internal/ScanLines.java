package org.backplane.device.vga.internal;

/**
 * The CRT controller's vertical counters while a picture is displayed: which row of memory, and which row of its characters,
 * each line shows (FreeVGA "VGA Display Generation", "Split-screen Operation").
 */
final class ScanLines {
    private final Crtc crtc;
    private int line;
    private int rowAddress;
    private int rowScan;
    private int repeated;
    private boolean belowSplit;

    /** Starts at the first line. */
    ScanLines(Crtc crtc) {
        this.crtc = crtc;
        this.rowAddress = crtc.startAddress();
        this.rowScan = crtc.presetRowScan();
    }

    /** The value of the address counter at the beginning of the line, without the byte panning. */
    int rowAddress() {
        return rowAddress;
    }

    int rowScan() {
        return rowScan;
    }

    /** Whether the line compare register has been passed. */
    boolean belowSplit() {
        return belowSplit;
    }

    /** Whether another row of characters begins with this line. */
    boolean atRowStart() {
        return line == 0 || rowScan == 0 && repeated == 0;
    }

    /** Goes on to the next line. */
    void next() {
        if (line++ == crtc.lineCompare()) {
            belowSplit = true;
            rowAddress = 0;
            rowScan = 0;
            repeated = 0;
        } else if (++repeated == crtc.linesPerRow()) {
            repeated = 0;
            nextRow();
        }
    }

    private void nextRow() {
        if (rowScan == crtc.maximumScanLine()) {
            rowScan = 0;
            rowAddress = rowAddress + crtc.rowPitch() & Crtc.ADDRESS_MASK;
        } else {
            rowScan = rowScan + 1 & 0x1f;
        }
    }
}
