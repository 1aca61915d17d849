package org.backplane.device.pci.internal;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.pci.Bar;
import org.backplane.bus.pci.PciDecodeDTO;
import org.backplane.bus.pci.PciWindowDTO;

/** A base address register in a header (PCI 3.0 §6.2.5): hard-wired zeroes below the length, and bits that name the kind. */
final class BaseAddress {
    private static final int IO_SPACE = 0x1;
    private static final int TYPE_64_BIT = 0x4;
    private static final int PREFETCHABLE = 0x8;
    private static final int ROM_ENABLE = 0x1;
    private static final long UPPER = 0xffff_ffffL;

    private final Bar bar;
    private final int offset;

    /**
     * Makes the register.
     *
     * @param romOffset where the header has its expansion ROM base address
     */
    BaseAddress(Bar bar, HeaderRegister romOffset) {
        this.bar = bar;
        this.offset = bar.index() == Bar.ROM ? romOffset.offset()
                : HeaderRegister.BASE_ADDRESS.offset() + Integer.BYTES * bar.index();
    }

    Bar bar() {
        return bar;
    }

    /** Puts the register into a header. */
    void define(RegisterFile header) {
        long mask = -bar.lengthBytes();
        header.define(offset, Integer.BYTES, kindBits(),
                (int) mask | (bar.kind() == Bar.Kind.ROM ? ROM_ENABLE : 0), 0);
        if (bar.kind() == Bar.Kind.MEMORY_64) {
            header.define(offset + Integer.BYTES, Integer.BYTES, 0, (int) (mask >>> Integer.SIZE), 0);
        }
    }

    private int kindBits() {
        int prefetchable = bar.prefetchable() ? PREFETCHABLE : 0;
        return switch (bar.kind()) {
            case IO -> IO_SPACE;
            case MEMORY_32 -> prefetchable;
            case MEMORY_64 -> TYPE_64_BIT | prefetchable;
            case ROM -> 0;
        };
    }

    /** The address that software has written. */
    long address(RegisterFile header) {
        long low = header.get(offset, Integer.BYTES) & UPPER;
        long high = bar.kind() == Bar.Kind.MEMORY_64 ? header.get(offset + Integer.BYTES, Integer.BYTES) & UPPER : 0;
        return (high << Integer.SIZE | low) & -bar.lengthBytes();
    }

    /** Whether software has written an address to it whose range has another one; 0 is the value after reset. */
    boolean holds(RegisterFile header, String space, long address) {
        long first = address(header);
        return first != 0 && (bar.kind() == Bar.Kind.IO) == space.equals("port")
                && Long.compareUnsigned(address - first, bar.lengthBytes()) < 0;
    }

    /** What it holds, and what is in the way. */
    PciDecodeDTO describe(Function function) {
        PciDecodeDTO dto = new PciDecodeDTO();
        dto.pid = function.seat().pid();
        dto.range = bar.rangeName();
        dto.first = address(function.header());
        dto.last = dto.first + bar.lengthBytes() - 1;
        dto.command = HeaderRegister.COMMAND.get(function.header());
        dto.enabled = enabled(function.header());
        List<PciWindowDTO> windows = new ArrayList<>();
        for (Bridge bridge = function.bus().bridge(); bridge != null; bridge = bridge.bus().bridge()) {
            windows.add(0, bridge.window(bar, dto.first));
        }
        dto.bridges = windows.toArray(PciWindowDTO[]::new);
        return dto;
    }

    /** Whether the header lets the function decode it. */
    boolean enabled(RegisterFile header) {
        int command = HeaderRegister.COMMAND.get(header);
        return switch (bar.kind()) {
            case IO -> (command & HeaderRegister.COMMAND_IO) != 0;
            case MEMORY_32, MEMORY_64 -> (command & HeaderRegister.COMMAND_MEMORY) != 0;
            case ROM -> (command & HeaderRegister.COMMAND_MEMORY) != 0
                    && (header.get(offset, Integer.BYTES) & ROM_ENABLE) != 0;
        };
    }
}
