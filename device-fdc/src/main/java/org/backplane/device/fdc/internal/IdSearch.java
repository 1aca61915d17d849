package org.backplane.device.fdc.internal;

/** READ ID (82077AA §5.1.7): the ID of the next sector that comes by. */
final class IdSearch extends Execution {
    IdSearch(ChipCore core, int[] bytes, ChipCore.Results results) {
        super(core, bytes, results);
    }

    @Override
    void found() {
        c = drive.cylinder();
        h = head;
        r = core.timing().sectorAt(drive.geometry(), core.clock().nanos());
        n = Geometry.SIZE_CODE;
        end(0, 0, 0);
    }

    @Override
    void sectorPassed() {
        throw new AssertionError("READ ID lets no sector pass");
    }
}
