package org.backplane.device.fdc.internal;

import java.util.Arrays;

/**
 * FORMAT TRACK (82077AA §5.1.8). The host gives an ID of four bytes for each sector. An image holds the sectors of its
 * own format only; any other ID cannot be made and ends the command with the equipment check bit.
 */
final class TrackFormat extends Execution {
    private static final int ID_BYTES = 4;

    private final int sectors;
    private final byte[] contents = new byte[Geometry.SECTOR_BYTES];
    private int formatted;
    private boolean impossible;

    TrackFormat(ChipCore core, int[] bytes, ChipCore.Results results) {
        super(core, bytes, results);
        n = bytes[2];
        sectors = bytes[3];
        Arrays.fill(contents, (byte) bytes[5]);
    }

    @Override
    int[] own() {
        return new int[] {formatted, impossible ? 1 : 0};
    }

    @Override
    void own(int[] numbers) {
        formatted = numbers[0];
        impossible = numbers[1] != 0;
    }

    @Override
    void found() {
        if (drive.writeProtected()) {
            end(FdcStatus.ST0_ABNORMAL, FdcStatus.ST1_NOT_WRITABLE, 0);
        } else if (formatted == sectors) {
            finish();
        } else {
            serve(ID_BYTES, false);
        }
    }

    @Override
    void sectorPassed() {
        byte[] id = core.port().buffer();
        c = id[0] & 0xff;
        h = id[1] & 0xff;
        r = id[2] & 0xff;
        n = id[3] & 0xff;
        formatted++;
        boolean possible = c == drive.cylinder() && h == head && n == Geometry.SIZE_CODE
                && r >= 1 && r <= drive.geometry().sectors();
        impossible |= !possible;
        if (possible && !drive.write(head, r, contents)) {
            end(FdcStatus.ST0_ABNORMAL, FdcStatus.ST1_DATA_ERROR, FdcStatus.ST2_DATA_ERROR_IN_DATA);
        } else {
            searchNext();
        }
    }

    private void finish() {
        if (impossible) {
            core.events().guest("drive " + unit + ": FORMAT TRACK with a sector that the image's format does not have");
            end(FdcStatus.ST0_ABNORMAL | FdcStatus.ST0_EQUIPMENT_CHECK, 0, 0);
        } else {
            end(0, 0, 0);
        }
    }
}
