package org.backplane.device.fwcfg.internal;

/** The items that are asked for by number (QEMU fw_cfg, "Firmware Configuration Items"; QEMU, fw_cfg key list). */
enum FwCfgKey {
    SIGNATURE(0x0000),
    ID(0x0001),
    UUID(0x0002),
    RAM_SIZE(0x0003),
    NOGRAPHIC(0x0004),
    CPUS(0x0005),
    NUMA(0x000d),
    BOOT_MENU(0x000e),
    MAX_CPUS(0x000f),
    DIRECTORY(0x0019),
    ACPI_TABLES(0x8000),
    SMBIOS_ENTRIES(0x8001),
    IRQ0_OVERRIDE(0x8002);

    /** The first number of a file. */
    static final int FILE_FIRST = 0x0020;
    /** How many files there can be: up to 3FFFh. */
    static final int FILES = 0x3fe0;
    /** Bit 14 of the selector asked for write access once. */
    static final int WRITE_CHANNEL = 0x4000;

    private final int number;

    FwCfgKey(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
