package org.backplane.device.acpi.internal.table;

import org.backplane.device.acpi.internal.aml.Blob;

/** The fixed ACPI description table, revision 3 (ACPI §5.2.9), without its header. Addresses of tables are 0. */
final class Fadt {
    static final int REVISION = 3;
    /** Offsets of the addresses from the start of the table. */
    static final int FIRMWARE_CTRL_AT = 36;
    static final int DSDT_AT = 40;
    static final int X_DSDT_AT = 140;

    /** Commands for the APM port; the card obeys them itself, there is no SMI handler. */
    static final int ACPI_ENABLE = 0xf1;
    static final int ACPI_DISABLE = 0xf0;

    private static final int PROFILE_DESKTOP = 1;
    private static final int PM1_CNT_AT = 4;
    private static final int PM_TMR_AT = 8;
    private static final int NO_C2 = 0xfff;
    private static final int NO_C3 = 0xfff;
    private static final int CENTURY = 0x32;
    private static final int BOOT_LEGACY_DEVICES = 0x01;
    private static final int BOOT_8042 = 0x02;
    private static final int BOOT_NO_VGA = 0x04;
    private static final int BOOT_NO_RTC = 0x20;
    private static final int WBINVD = 1;
    private static final int PROC_C1 = 1 << 2;
    /** There is no sleep button, and the alarm of the clock cannot wake. */
    private static final int SLP_BUTTON = 1 << 5;
    private static final int FIX_RTC = 1 << 6;
    private static final int RESET_REG_SUP = 1 << 10;
    private static final int RESET_PORT = 0xcf9;
    private static final int RESET_VALUE = 0x0f;
    private static final int SYSTEM_IO = 1;
    private static final int GENERIC_ADDRESS_BYTES = 12;

    private Fadt() {
    }

    static byte[] body(MachineView machine, PowerBlocks blocks) {
        boolean reset = machine.hasRangeFrom(RESET_PORT);
        int base = blocks.base();
        Blob blob = new Blob().u32(0).u32(0).u8(0).u8(PROFILE_DESKTOP).u16(blocks.sci())
                .u32(blocks.apm()).u8(ACPI_ENABLE).u8(ACPI_DISABLE).u8(0).u8(0)
                .u32(base).u32(0).u32(base + PM1_CNT_AT).u32(0).u32(0).u32(base + PM_TMR_AT).u32(blocks.gpe0()).u32(0)
                .u8(4).u8(2).u8(0).u8(4).u8(4).u8(0).u8(0).u8(0)
                .u16(NO_C2).u16(NO_C3).u16(0).u16(0).u8(0).u8(0).u8(0).u8(0)
                .u8(machine.hasPort(0x70) ? CENTURY : 0).u16(bootFlags(machine)).u8(0)
                .u32(WBINVD | PROC_C1 | SLP_BUTTON | FIX_RTC | (reset ? RESET_REG_SUP : 0));
        address(blob, reset ? RESET_PORT : 0, 1);
        blob.u8(reset ? RESET_VALUE : 0).zeroes(3).u64(0).u64(0);
        address(blob, base, 4);
        address(blob, 0, 0);
        address(blob, base + PM1_CNT_AT, 2);
        address(blob, 0, 0);
        address(blob, 0, 0);
        address(blob, base + PM_TMR_AT, 4);
        address(blob, blocks.gpe0(), 4);
        address(blob, 0, 0);
        return blob.toBytes();
    }

    private static int bootFlags(MachineView machine) {
        return BOOT_LEGACY_DEVICES | (machine.hasPort(0x64) ? BOOT_8042 : 0) | (machine.hasPort(0x3c0) ? 0 : BOOT_NO_VGA)
                | (machine.hasPort(0x70) ? 0 : BOOT_NO_RTC);
    }

    /** A generic address in the port space (ACPI §5.2.3.2); all zeroes for none. The access size is left to the guest. */
    private static void address(Blob blob, int port, int bytes) {
        if (port == 0) {
            blob.zeroes(GENERIC_ADDRESS_BYTES);
        } else {
            blob.u8(SYSTEM_IO).u8(8 * bytes).u8(0).u8(0).u64(port);
        }
    }
}
