package org.backplane.device.ide.internal;

/**
 * Where a drive stands in the protocol of its command (ATA-6 §9, the device's states; ATA/ATAPI-4 §9 has the same steps as flow
 * charts). It says what the medium's answer and the end of a block mean; BSY and DRQ go with it.
 */
enum Phase {
    /** No command is under way (device idle). */
    IDLE(Bit.NEITHER),
    /** A command without data is carried out on the medium (§9.4 command execution). */
    COMMAND_EXECUTION(Bit.BUSY),
    /** Sectors come from the medium or go there (§9.5 to §9.7 prepare). */
    PREPARE(Bit.BUSY),
    /** The host, or the bus master, transfers a block of sectors (§9.5 to §9.7 data transfer). */
    DATA_TRANSFER(Bit.DATA_REQUEST),
    /** The host reads a sector that does not come from the medium. */
    BUFFER_READ(Bit.DATA_REQUEST),
    /** The host writes a sector that does not go to the medium. */
    BUFFER_WRITE(Bit.DATA_REQUEST),
    /** The host writes the packet of a PACKET command (§9.8 receive packet). */
    RECEIVE_PACKET(Bit.DATA_REQUEST),
    /** A packet command's sectors come from the medium (§9.8 prepare). */
    PACKET_PREPARE(Bit.BUSY),
    /** The host, or the bus master, fetches data of a packet command (§9.8 data transfer). */
    PACKET_DATA_TRANSFER(Bit.DATA_REQUEST);

    private final Bit bit;

    Phase(Bit bit) {
        this.bit = bit;
    }

    /** The bit of the status register that is set. */
    private enum Bit { NEITHER, BUSY, DATA_REQUEST }

    /** BSY: the drive waits for its medium. */
    boolean busy() {
        return bit == Bit.BUSY;
    }

    /** DRQ: there is a block to transfer. */
    boolean dataRequest() {
        return bit == Bit.DATA_REQUEST;
    }
}
