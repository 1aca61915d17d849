package org.backplane.device.ide.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.state.StateException;

/**
 * A CD-ROM drive with the packet interface: SFF-8020i and ATA-6 §9.8 for the transport, {@link CdromCommands} for the packets.
 *
 * <p>Not modelled: overlap and service interrupts, audio, raw sectors and subchannels (READ CD, READ SUB-CHANNEL), MODE SELECT,
 * and the times of the mechanics.
 */
final class AtapiCdrom extends Drive {
    static final int SIGNATURE = 0xeb14;

    private static final int COMMAND_NOP = 0x00;
    private static final int COMMAND_DEVICE_RESET = 0x08;
    private static final int COMMAND_PACKET = 0xa0;
    private static final int COMMAND_IDENTIFY_PACKET = 0xa1;
    private static final int COMMAND_STANDBY_IMMEDIATE = 0xe0;
    private static final int COMMAND_IDLE_IMMEDIATE = 0xe1;
    private static final int COMMAND_CHECK_POWER = 0xe5;
    private static final int COMMAND_SLEEP = 0xe6;
    private static final int COMMAND_SET_FEATURES = 0xef;
    private static final int FEATURE_TRANSFER_MODE = 0x03;
    private static final int PACKET_BYTES = 12;
    private static final int PACKET_DMA = 0x01;
    private static final int PACKET_OVERLAP = 0x02;
    /** The interrupt reason, in the sector count register: C/D and I/O. */
    private static final int REASON_PACKET = 0x01;
    private static final int REASON_TO_HOST = 0x02;
    private static final int REASON_COMPLETED = 0x03;
    private static final int BYTE_COUNT_LIMIT = 0xfffe;
    private static final int STAGE_SECTORS = BUFFER_BYTES / CdromTray.SECTOR_BYTES;
    private static final int POWER_ACTIVE = 0xff;
    private static final Set<Phase> PHASES = EnumSet.of(Phase.IDLE, Phase.BUFFER_READ, Phase.RECEIVE_PACKET,
            Phase.PACKET_PREPARE, Phase.PACKET_DATA_TRANSFER);

    private final CdromTray tray;
    private final boolean device1;
    private final String serial;
    private final CdromCommands commands;
    private final DiskSettings settings = new DiskSettings(0);
    private final byte[] stage = new byte[BUFFER_BYTES];
    private boolean byDma;
    private int byteCount;
    private int stagePosition;
    private int stageLimit;
    private long lba;
    private int sectors;

    AtapiCdrom(DriveHost host, DeviceEvents events, CdromTray tray, boolean device1, String serial) {
        super(host, events);
        this.tray = tray;
        this.device1 = device1;
        this.serial = serial;
        commands = new CdromCommands(tray);
        hardwareReset();
    }

    @Override
    void command(int code) {
        file.error = 0;
        switch (code) {
            case COMMAND_PACKET -> packet();
            case COMMAND_IDENTIFY_PACKET -> identify();
            case COMMAND_DEVICE_RESET -> {
                abandon();
                softwareReset();
            }
            case COMMAND_SET_FEATURES -> {
                if (file.features == FEATURE_TRANSFER_MODE && settings.transferMode(file.count())) {
                    succeed();
                } else {
                    fail(TaskFile.ERROR_ABRT);
                }
            }
            case COMMAND_CHECK_POWER -> {
                file.count(POWER_ACTIVE);
                succeed();
            }
            case COMMAND_STANDBY_IMMEDIATE, COMMAND_IDLE_IMMEDIATE, COMMAND_SLEEP -> succeed();
            case COMMAND_NOP -> fail(TaskFile.ERROR_ABRT);
            default -> {
                // Among them IDENTIFY DEVICE and READ SECTORS, by which hosts tell the kinds apart (§9.12).
                int device = file.device;
                file.signature(SIGNATURE);
                file.device = device;
                fail(TaskFile.ERROR_ABRT);
            }
        }
    }

    private void identify() {
        byte[] words = IdentifyDevice.cdrom(settings, device1, serial);
        System.arraycopy(words, 0, buffer, 0, words.length);
        offer(Phase.BUFFER_READ, words.length, true, true);
    }

    private void packet() {
        if ((file.features & PACKET_OVERLAP) != 0) {
            fail(TaskFile.ERROR_ABRT);
            return;
        }
        byDma = (file.features & PACKET_DMA) != 0;
        byteCount = file.midHigh() == 0 ? BYTE_COUNT_LIMIT : Math.max(2, Math.min(file.midHigh(), BYTE_COUNT_LIMIT) & ~1);
        file.count(REASON_PACKET);
        offer(Phase.RECEIVE_PACKET, PACKET_BYTES, false, false);
    }

    private void packetReceived() {
        endBlock();
        PacketReply reply = commands.execute(Arrays.copyOf(buffer, PACKET_BYTES));
        if (reply.sense() != Sense.NONE) {
            check(reply.sense());
            return;
        }
        lba = reply.lba();
        sectors = reply.sectors();
        stagePosition = 0;
        stageLimit = reply.data().length;
        System.arraycopy(reply.data(), 0, stage, 0, stageLimit);
        next();
    }

    /** Goes on with what is staged, with the next sectors of the medium, or to the end. */
    private void next() {
        if (stagePosition < stageLimit) {
            send();
        } else if (sectors > 0) {
            busy(Phase.PACKET_PREPARE);
        } else {
            file.count(REASON_COMPLETED);
            succeed();
        }
    }

    private void send() {
        int length = byDma ? stageLimit - stagePosition : Math.min(byteCount, stageLimit - stagePosition);
        System.arraycopy(stage, stagePosition, buffer, 0, length);
        stagePosition += length;
        file.count(REASON_TO_HOST);
        if (byDma) {
            offerDma(Phase.PACKET_DATA_TRANSFER, length, true);
        } else {
            file.midHigh(length);
            offer(Phase.PACKET_DATA_TRANSFER, length, true, true);
        }
    }

    @Override
    void mediaReady() {
        int count = Math.min(sectors, STAGE_SECTORS);
        try {
            tray.disc().read(lba * CdromTray.SECTOR_BYTES, stage, 0, count * CdromTray.SECTOR_BYTES);
        } catch (IOException failed) {
            events.host(tray.disc().name() + " cannot be read: " + failed.getMessage());
            commands.failed(Sense.UNRECOVERED_READ_ERROR);
            check(Sense.UNRECOVERED_READ_ERROR);
            return;
        }
        lba += count;
        sectors -= count;
        stagePosition = 0;
        stageLimit = count * CdromTray.SECTOR_BYTES;
        next();
    }

    /** CHECK CONDITION: the sense key in the error register, the rest by REQUEST SENSE. */
    private void check(Sense sense) {
        file.count(REASON_COMPLETED);
        fail(sense.key() << 4 | TaskFile.ERROR_ABRT);
    }

    @Override
    void blockDone() {
        switch (phase()) {
            case BUFFER_READ -> endRead();
            case RECEIVE_PACKET -> packetReceived();
            case PACKET_DATA_TRANSFER -> sent();
            default -> throw new AssertionError(phase());
        }
    }

    private void sent() {
        endBlock();
        file.status &= ~TaskFile.STATUS_DRQ;
        next();
    }

    /**
     * What a CD-ROM drive remembers beside what all drives do.
     *
     * @param byDma         whether the packet command's data goes by DMA
     * @param byteCount     how much the host takes at a time
     * @param stage         what has come from the medium, or the answer of the command
     * @param stagePosition how much of it has been offered
     * @param lba           the next sector of the medium
     * @param sectors       how many are to come
     */
    record State(DiskSettings.State settings, CdromCommands.State commands, CdromTray.State tray, boolean byDma,
            int byteCount, byte[] stage, int stagePosition, long lba, int sectors) {
        State {
            if (stage.length > BUFFER_BYTES || stagePosition < 0 || stagePosition > stage.length || sectors < 0
                    || byteCount < 0) {
                throw new IllegalArgumentException("position " + stagePosition + " of " + stage.length + " staged bytes");
            }
        }
    }

    @Override
    DriveState state() {
        return DriveState.of(common(0), new State(settings.state(), commands.state(), tray.state(), byDma, byteCount,
                Arrays.copyOf(stage, stageLimit), stagePosition, lba, sectors));
    }

    @Override
    void restore(DriveState state) {
        State own = state.asCdrom();
        restore(state.common(), PHASES);
        settings.restore(own.settings);
        tray.restore(own.tray);
        commands.restore(own.commands);
        if (own.lba < 0 || own.sectors > 0 && own.lba + own.sectors > tray.sectors()) {
            throw new StateException("sectors " + own.lba + " to " + (own.lba + own.sectors) + " are not on the disc");
        }
        byDma = own.byDma;
        byteCount = own.byteCount;
        stageLimit = own.stage.length;
        System.arraycopy(own.stage, 0, stage, 0, stageLimit);
        stagePosition = own.stagePosition;
        lba = own.lba;
        sectors = own.sectors;
    }

    @Override
    void hardwareReset() {
        settings.hardwareReset();
        softwareReset();
    }

    /** DRDY stays clear until a command has succeeded (§9.12). */
    @Override
    void softwareReset() {
        commands.reset();
        file.signature(SIGNATURE);
        file.error = TaskFile.ERROR_DIAGNOSTIC_PASSED;
        file.status = 0;
    }

    @Override
    void close() {
        tray.close();
    }

    @Override
    void handOver() {
        tray.handOver();
    }
}
