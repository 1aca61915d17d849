package org.backplane.device.acpi.internal.table;

import java.util.Optional;
import org.backplane.device.acpi.internal.aml.Blob;

/** The multiple APIC description table (ACPI §5.2.12) of one processor and one I/O APIC, without its header. */
final class Madt {
    static final int REVISION = 1;

    private static final long LOCAL_APIC = 0xfee0_0000L;
    private static final long IO_APIC = 0xfec0_0000L;
    private static final int PCAT_COMPAT = 1;
    private static final int ENABLED = 1;
    private static final int ACTIVE_HIGH_LEVEL = 0x0d;
    private static final int[] LEVEL_IRQS = {5, 9, 10, 11};

    private Madt() {
    }

    /** The table, if the machine has a local and an I/O APIC. */
    static Optional<byte[]> body(MachineView machine) {
        if (!machine.hasMemoryFrom(LOCAL_APIC) || !machine.hasMemoryFrom(IO_APIC)) {
            return Optional.empty();
        }
        Blob blob = new Blob().u32(LOCAL_APIC).u32(PCAT_COMPAT)
                .u8(0).u8(8).u8(0).u8(0).u32(ENABLED)
                .u8(1).u8(12).u8(1).u8(0).u32(IO_APIC).u32(0);
        override(blob, 0, 2, 0);
        for (int irq : LEVEL_IRQS) {
            override(blob, irq, irq, ACTIVE_HIGH_LEVEL);
        }
        // Local APIC NMI: LINT1 of every processor.
        return Optional.of(blob.u8(4).u8(6).u8(0xff).u16(0).u8(1).toBytes());
    }

    private static void override(Blob blob, int irq, int input, int flags) {
        blob.u8(2).u8(10).u8(0).u8(irq).u32(input).u16(flags);
    }
}
