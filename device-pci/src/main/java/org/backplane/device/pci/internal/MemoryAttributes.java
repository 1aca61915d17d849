package org.backplane.device.pci.internal;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.role.ShadowMemory;

/**
 * Which addresses below 1 MiB main memory answers (82441FX "PAM[6:0]", "SMRAM"): from C0000h on as the attribute map
 * says, for reads and writes apart; A0000h to BFFFFh if SMRAM is open.
 *
 * <p>Not modelled: the cache enable bits, and access in system management mode.
 */
final class MemoryAttributes {
    private static final int READ_ENABLE = 1 << 0;
    private static final int WRITE_ENABLE = 1 << 1;
    private static final int NIBBLE = 0xf;
    private static final long SMRAM_FIRST = 0xa0000;
    private static final long SMRAM_BYTES = 0x20000;
    private static final long LOWEST = 0xc0000;
    private static final long SEGMENT_BYTES = 0x4000;
    private static final long HIGHEST = 0xf0000;
    private static final long HIGHEST_BYTES = 0x10000;
    /** The bytes for C0000h to EFFFFh, two segments each, the lower one in the lower half. */
    private static final HostRegister[] PAIRS = {HostRegister.PAM1, HostRegister.PAM2, HostRegister.PAM3,
        HostRegister.PAM4, HostRegister.PAM5, HostRegister.PAM6};

    private final RegisterFile registers;
    private final List<ShadowMemory> memories = new ArrayList<>();

    MemoryAttributes(RegisterFile registers) {
        this.registers = registers;
    }

    void add(ShadowMemory memory) {
        memories.add(memory);
        route(memory);
    }

    void remove(ShadowMemory memory) {
        memories.remove(memory);
    }

    /** The registers have changed. */
    void route() {
        memories.forEach(this::route);
    }

    private void route(ShadowMemory memory) {
        boolean open = (HostRegister.SMRAM.get(registers) & HostRegister.SMRAM_D_OPEN) != 0;
        memory.route(SMRAM_FIRST, SMRAM_BYTES, open, open);
        route(memory, HIGHEST, HIGHEST_BYTES, HostRegister.PAM0.get(registers) >> 4);
        for (int pair = 0; pair < PAIRS.length; pair++) {
            int attributes = PAIRS[pair].get(registers);
            long first = LOWEST + 2 * pair * SEGMENT_BYTES;
            route(memory, first, SEGMENT_BYTES, attributes & NIBBLE);
            route(memory, first + SEGMENT_BYTES, SEGMENT_BYTES, attributes >> 4);
        }
    }

    private static void route(ShadowMemory memory, long first, long lengthBytes, int attributes) {
        memory.route(first, lengthBytes, (attributes & READ_ENABLE) != 0, (attributes & WRITE_ENABLE) != 0);
    }
}
