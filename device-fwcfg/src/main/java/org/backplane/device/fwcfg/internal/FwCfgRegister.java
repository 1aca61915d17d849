package org.backplane.device.fwcfg.internal;

import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

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

    /** The registers of one of the two ranges, for whoever looks at the chip from outside. */
    static RegisterMap declared(boolean dma) {
        return dma ? RegisterMap.of(DMA_HIGH.half(0), DMA_LOW.half(FwCfg.DMA_HALF_BYTES)) : RegisterMap.of(
                Register.of(SELECTOR.name(), 0, FwCfg.SELECTOR_BYTES, Register.Access.WO).widths(FwCfg.SELECTOR_BYTES)
                        .section("QEMU fw_cfg " + SELECTOR.section),
                Register.of(DATA.name(), 1, 1, Register.Access.RO).widths(1).changedByReading()
                        .section("QEMU fw_cfg " + DATA.section));
    }

    /** Reading gives the signature, whatever was written. */
    private Register half(int offset) {
        return Register.of(name(), offset, FwCfg.DMA_HALF_BYTES, Register.Access.RW)
                .reset(FwCfg.DMA_SIGNATURE >>> Byte.SIZE * offset).writable(0).section("QEMU fw_cfg " + section);
    }

    /** The register for a report: its name and where it is described. */
    String cited() {
        return name() + " (QEMU fw_cfg " + section + ")";
    }
}
