package org.backplane.device.ide.internal;

import java.util.stream.Stream;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/** The command block registers by address, and the control block register behind them (ATA-6 §7, tables 17 and 18). */
enum TaskFileRegister {
    DATA(0, Access.RW),
    ERROR(1, Access.RO),
    FEATURES(1, Access.WO),
    SECTOR_COUNT(2, Access.RW),
    LBA_LOW(3, Access.RW),
    LBA_MID(4, Access.RW),
    LBA_HIGH(5, Access.RW),
    DEVICE(6, Access.RW),
    STATUS(7, Access.RO),
    COMMAND(7, Access.WO),
    ALTERNATE_STATUS(8, Access.RO),
    DEVICE_CONTROL(8, Access.WO);

    /** Addresses of the command block. */
    static final int COMMAND_BLOCK = 8;

    private static final TaskFileRegister[] READ = table(Access.WO);
    private static final TaskFileRegister[] WRITTEN = table(Access.RO);

    private final int address;
    private final Access access;

    TaskFileRegister(int address, Access access) {
        this.address = address;
        this.access = access;
    }

    private enum Access { RO, WO, RW }

    /**
     * The registers of one of the two ranges, for whoever looks at the chip from outside.
     *
     * @param control   whether it is the control block
     * @param condition when the range is decoded; empty for always
     */
    static RegisterMap declared(boolean control, String condition) {
        return RegisterMap.of(Stream.of(values()).filter(register -> register.address >= COMMAND_BLOCK == control)
                .map(TaskFileRegister::declaration)
                .map(register -> condition.isEmpty() ? register : register.when(condition)).toList());
    }

    private Register declaration() {
        Register register = Register.of(name(), address % COMMAND_BLOCK, this == DATA ? 2 : 1, switch (access) {
            case RO -> Register.Access.RO;
            case WO -> Register.Access.WO;
            case RW -> Register.Access.RW;
        }).section("ATA-6 §7");
        return switch (this) {
            case DATA -> register.widths(2, 4).writable(0).changedByReading();
            case STATUS -> register.changedByReading();
            case ERROR, FEATURES, SECTOR_COUNT, LBA_LOW, LBA_MID, LBA_HIGH, DEVICE, COMMAND, ALTERNATE_STATUS, DEVICE_CONTROL ->
                register;
        };
    }

    static TaskFileRegister read(int address) {
        return READ[address];
    }

    static TaskFileRegister written(int address) {
        return WRITTEN[address];
    }

    private static TaskFileRegister[] table(Access other) {
        TaskFileRegister[] table = new TaskFileRegister[COMMAND_BLOCK + 1];
        for (TaskFileRegister register : values()) {
            if (register.access != other) {
                table[register.address] = register;
            }
        }
        return table;
    }
}
