package org.backplane.device.fwcfg.internal;

/** The registers (QEMU fw_cfg, "Hardware Interface"; on x86 selector and data overlap by a byte). */
enum FwCfgRegister {
    /** Written with 16 bits at the first port: the item. */
    SELECTOR("\"Selector Register\""),
    /** Read with eight bits: its next byte. Documented at the second port; QEMU's PC answers at the first one too. */
    DATA("\"Data Register\""),
    /** Big-endian; its upper half. */
    DMA_HIGH("\"Guest-side DMA Interface\""),
    /** Its lower half; writing it starts the transfer. */
    DMA_LOW("\"Guest-side DMA Interface\"");

    private final String section;

    FwCfgRegister(String section) {
        this.section = section;
    }

    /** The register for a report: its name and where it is described. */
    String cited() {
        return name() + " (QEMU fw_cfg " + section + ")";
    }
}
