package org.backplane.device.ide.internal;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.host.HostDisk;
import org.backplane.bus.state.StateException;

/**
 * A disk after ATA-6 (T13/1410D, "AT Attachment with Packet Interface - 6"). {@link AtaCommand} lists the commands.
 *
 * <p>Not modelled: SMART, security, host protected area, power-up in standby, advanced power and acoustic management, queued
 * commands, the ERR bit of a sector in the middle of a READ MULTIPLE block (the block fails as a whole), and the standby timer.
 */
final class AtaDisk extends Drive {
    static final int SIGNATURE = 0x0000;

    private static final int FEATURE_WRITE_CACHE_ON = 0x02;
    private static final int FEATURE_TRANSFER_MODE = 0x03;
    private static final int FEATURE_LOOK_AHEAD_OFF = 0x55;
    private static final int FEATURE_KEEP_SETTINGS = 0x66;
    private static final int FEATURE_WRITE_CACHE_OFF = 0x82;
    private static final int FEATURE_LOOK_AHEAD_ON = 0xaa;
    private static final int FEATURE_RESET_SETTINGS = 0xcc;
    private static final int POWER_ACTIVE = 0xff;
    private static final int POWER_STANDBY = 0x00;
    private static final int OLD_CODE_STANDBY = 0x94;
    private static final int OLD_CODE_IDLE = 0x95;
    private static final Set<Phase> PHASES = EnumSet.of(Phase.IDLE, Phase.COMMAND_EXECUTION, Phase.PREPARE,
            Phase.DATA_TRANSFER, Phase.BUFFER_READ, Phase.BUFFER_WRITE);

    private final HostDisk disk;
    private final boolean device1;
    private final String serial;
    private final DiskSettings settings;
    private final DiskTransfer transfer;
    private final byte[] sectorBuffer = new byte[DiskSettings.SECTOR_BYTES];
    private int power = POWER_ACTIVE;
    private boolean asleep;
    private boolean keepSettings;

    AtaDisk(DriveHost host, DeviceEvents events, HostDisk disk, boolean device1, String serial) {
        super(host, events);
        this.disk = disk;
        this.device1 = device1;
        this.serial = serial;
        settings = new DiskSettings(disk.lengthBytes() / DiskSettings.SECTOR_BYTES);
        transfer = new DiskTransfer(this, disk, settings);
        hardwareReset();
    }

    @Override
    void command(int code) {
        AtaCommand command = AtaCommand.of(code);
        if (asleep) {
            events.guest(String.format("command %02x to a disk that sleeps and hears of resets only (ATA-6 §8.51)", code));
            return;
        }
        file.error = 0;
        if (command.data() != AtaCommand.Data.NONE) {
            power = POWER_ACTIVE;
            transfer.start(command.data());
        } else {
            execute(command, code);
        }
    }

    private void execute(AtaCommand command, int code) {
        switch (command) {
            case NOP, UNSUPPORTED -> fail(TaskFile.ERROR_ABRT);
            case RECALIBRATE, SEEK -> succeed();
            case READ_NATIVE_MAX_ADDRESS -> {
                file.lba28(Math.min(settings.totalSectors() - 1, 0x0fffffff));
                succeed();
            }
            case READ_NATIVE_MAX_ADDRESS_EXT -> {
                file.lba48(settings.totalSectors() - 1);
                succeed();
            }
            case INITIALIZE_DEVICE_PARAMETERS -> end(settings.translate(file.deviceLowBits() + 1, file.count()));
            case SET_MULTIPLE_MODE -> end(settings.multiple(file.count()));
            case OLD_POWER -> oldPower(code);
            case STANDBY_IMMEDIATE, STANDBY -> power(POWER_STANDBY);
            case IDLE_IMMEDIATE, IDLE -> power(POWER_ACTIVE);
            case CHECK_POWER_MODE -> {
                file.count(power);
                succeed();
            }
            case SLEEP -> sleep();
            case FLUSH_CACHE, FLUSH_CACHE_EXT -> busy(Phase.COMMAND_EXECUTION);
            case READ_BUFFER -> give(sectorBuffer.clone());
            case WRITE_BUFFER -> offer(Phase.BUFFER_WRITE, DiskSettings.SECTOR_BYTES, false, false);
            case IDENTIFY_DEVICE -> give(IdentifyDevice.disk(settings, device1, serial));
            case SET_FEATURES -> end(setFeature(file.features));
            default -> throw new AssertionError(command);
        }
    }

    private void end(boolean possible) {
        if (possible) {
            succeed();
        } else {
            fail(TaskFile.ERROR_ABRT);
        }
    }

    /** Offers a sector that does not come from the medium. */
    private void give(byte[] sector) {
        System.arraycopy(sector, 0, buffer, 0, sector.length);
        offer(Phase.BUFFER_READ, sector.length, true, true);
    }

    private void keepBuffer() {
        System.arraycopy(buffer, 0, sectorBuffer, 0, sectorBuffer.length);
        succeed();
    }

    private boolean setFeature(int feature) {
        switch (feature) {
            case FEATURE_WRITE_CACHE_ON -> settings.writeCache(true);
            case FEATURE_WRITE_CACHE_OFF -> settings.writeCache(false);
            case FEATURE_LOOK_AHEAD_ON -> settings.lookAhead(true);
            case FEATURE_LOOK_AHEAD_OFF -> settings.lookAhead(false);
            case FEATURE_KEEP_SETTINGS -> keepSettings = true;
            case FEATURE_RESET_SETTINGS -> keepSettings = false;
            case FEATURE_TRANSFER_MODE -> {
                return settings.transferMode(file.count());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void oldPower(int code) {
        switch (code) {
            case OLD_CODE_STANDBY, OLD_CODE_STANDBY + 2 -> power(POWER_STANDBY);
            case OLD_CODE_IDLE, OLD_CODE_IDLE + 2 -> power(POWER_ACTIVE);
            case OLD_CODE_STANDBY + 4 -> execute(AtaCommand.CHECK_POWER_MODE, code);
            default -> sleep();
        }
    }

    private void power(int mode) {
        power = mode;
        succeed();
    }

    private void sleep() {
        succeed();
        asleep = true;
    }

    private void flush() {
        try {
            disk.flush();
            succeed();
        } catch (IOException failed) {
            events.host(disk.name() + " cannot be flushed: " + failed.getMessage());
            complete(READY | TaskFile.STATUS_DF | TaskFile.STATUS_ERR, TaskFile.ERROR_ABRT);
        }
    }

    @Override
    void mediaReady() {
        switch (phase()) {
            case PREPARE -> transfer.mediaReady();
            case COMMAND_EXECUTION -> flush();
            default -> throw new AssertionError(phase());
        }
    }

    @Override
    void blockDone() {
        switch (phase()) {
            case DATA_TRANSFER -> transfer.blockDone();
            case BUFFER_READ -> endRead();
            case BUFFER_WRITE -> keepBuffer();
            default -> throw new AssertionError(phase());
        }
    }

    /**
     * What a disk remembers beside what all drives do.
     *
     * @param settings     what has been set
     * @param transfer     the command that transfers sectors, under way or the last one
     * @param sectorBuffer what WRITE BUFFER has left
     * @param power        what CHECK POWER MODE tells
     */
    record State(DiskSettings.State settings, DiskTransfer.State transfer, byte[] sectorBuffer, int power, boolean asleep,
            boolean keepSettings) {
        State {
            if (sectorBuffer.length != DiskSettings.SECTOR_BYTES) {
                throw new IllegalArgumentException("a sector buffer of " + sectorBuffer.length + " bytes");
            }
        }
    }

    @Override
    DriveState state() {
        boolean unwritten = phase() == Phase.PREPARE;
        return DriveState.of(common(unwritten ? transfer.unwrittenBytes() : 0), new State(settings.state(), transfer.state(),
                sectorBuffer.clone(), power, asleep, keepSettings));
    }

    @Override
    void restore(DriveState state) {
        State own = state.asDisk();
        restore(state.common(), PHASES);
        settings.restore(own.settings);
        transfer.restore(own.transfer, phase() == Phase.PREPARE || phase() == Phase.DATA_TRANSFER);
        if (phase() == Phase.PREPARE && state.common().block().length < transfer.unwrittenBytes()) {
            throw new StateException("the state lacks sectors that are to be written");
        }
        System.arraycopy(own.sectorBuffer, 0, sectorBuffer, 0, sectorBuffer.length);
        power = own.power;
        asleep = own.asleep;
        keepSettings = own.keepSettings;
    }

    @Override
    void hardwareReset() {
        keepSettings = false;
        settings.hardwareReset();
        softwareReset();
    }

    @Override
    void softwareReset() {
        if (!keepSettings) {
            settings.defaults();
        }
        asleep = false;
        power = POWER_ACTIVE;
        file.signature(SIGNATURE);
        file.error = TaskFile.ERROR_DIAGNOSTIC_PASSED;
        file.status = READY;
    }

    @Override
    void close() {
        disk.close();
    }

    @Override
    void handOver() {
        disk.handOver();
    }
}
