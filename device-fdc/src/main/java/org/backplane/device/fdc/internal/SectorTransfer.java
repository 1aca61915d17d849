package org.backplane.device.fdc.internal;

/** READ DATA, READ DELETED DATA, WRITE DATA and WRITE DELETED DATA (82077AA §5.1.1 to §5.1.4). */
final class SectorTransfer extends Execution {
    private final FdcCommand command;
    private final boolean multiTrack;
    private final boolean skipMarked;
    private final int lastSector;
    private int controlMark;

    SectorTransfer(ChipCore core, FdcCommand command, int[] bytes, ChipCore.Results results) {
        super(core, bytes, results);
        this.command = command;
        multiTrack = (bytes[0] & 0x80) != 0;
        skipMarked = (bytes[0] & 0x20) != 0;
        c = bytes[2];
        h = bytes[3];
        r = bytes[4];
        n = bytes[5];
        lastSector = bytes[6];
    }

    @Override
    void start() {
        begin(core.settings().impliedSeek() ? core.seeks().impliedSeekNanos(unit, c) : 0);
    }

    @Override
    int[] own() {
        return new int[] {controlMark, 0};
    }

    @Override
    void own(int[] numbers) {
        controlMark = numbers[0];
    }

    @Override
    void found() {
        if (c != drive.cylinder()) {
            fail(FdcStatus.ST1_NO_DATA, FdcStatus.ST2_WRONG_CYLINDER);
        } else if (h != head || n != Geometry.SIZE_CODE || r < 1 || r > drive.geometry().sectors()) {
            fail(FdcStatus.ST1_NO_DATA, 0);
        } else if (command.writes()) {
            startWrite();
        } else {
            startRead();
        }
    }

    private void startWrite() {
        if (drive.writeProtected()) {
            end(FdcStatus.ST0_ABNORMAL, FdcStatus.ST1_NOT_WRITABLE, 0);
        } else {
            serve(Geometry.SECTOR_BYTES, false);
        }
    }

    /** An image has no deleted data marks, so READ DELETED DATA finds the wrong mark on each sector (table 5-6). */
    private void startRead() {
        boolean wrongMark = command == FdcCommand.READ_DELETED_DATA;
        controlMark = wrongMark ? FdcStatus.ST2_CONTROL_MARK : 0;
        if (wrongMark && skipMarked) {
            skip();
        } else if (drive.read(head, r, core.port().buffer())) {
            serve(Geometry.SECTOR_BYTES, true);
        } else {
            dataError();
        }
    }

    @Override
    void sectorPassed() {
        if (command.writes() && !written()) {
            dataError();
            return;
        }
        boolean ended = core.port().terminated() || controlMark != 0 && !skipMarked;
        boolean more = advance();
        if (ended) {
            end(0, 0, controlMark);
        } else if (more) {
            searchNext();
        } else {
            end(FdcStatus.ST0_ABNORMAL, FdcStatus.ST1_END_OF_CYLINDER, controlMark);
        }
    }

    private boolean written() {
        core.port().pad();
        return drive.write(head, r, core.port().buffer());
    }

    private void dataError() {
        end(FdcStatus.ST0_ABNORMAL, FdcStatus.ST1_DATA_ERROR, FdcStatus.ST2_DATA_ERROR_IN_DATA);
    }

    /**
     * Counts to the next sector as the result phase tells it (table 5-5).
     *
     * @return whether it belongs to the command
     */
    private boolean advance() {
        if (r != lastSector) {
            r = r + 1 & 0xff;
            return true;
        }
        r = 1;
        if (multiTrack) {
            h ^= 1;
            head ^= 1;
            if (head == 1) {
                return true;
            }
        }
        c = c + 1 & 0xff;
        return false;
    }
}
