package org.backplane.firmware.internal.kernel;

import static org.backplane.firmware.internal.LittleEndian.put32;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The Multiboot information structure and everything it points to, as one block (Multiboot 0.6.96 §3.3 "Boot
 * information format").
 *
 * <p>Not modelled: boot device, symbol tables, drives, configuration table, APM, VBE and framebuffer; their flags are
 * 0.
 */
final class MultibootInformation {
    /** The name that kernels print. */
    private static final String LOADER = "Backplane";

    /** The fields by their names in §3.3, with their offsets. */
    private enum Field {
        FLAGS(0), MEM_LOWER(4), MEM_UPPER(8), CMDLINE(16), MODS_COUNT(20), MODS_ADDR(24), MMAP_LENGTH(44),
        MMAP_ADDR(48), BOOT_LOADER_NAME(64);

        /** With all fields that the specification names, so that none of them is outside the block. */
        private static final int STRUCTURE_BYTES = 120;

        private final int offset;

        Field(int offset) {
            this.offset = offset;
        }
    }

    private static final int FLAG_MEM = 1;
    private static final int FLAG_CMDLINE = 1 << 2;
    private static final int FLAG_MODS = 1 << 3;
    private static final int FLAG_MMAP = 1 << 6;
    private static final int FLAG_BOOT_LOADER_NAME = 1 << 9;

    private static final int MODULE_BYTES = 16;

    /** The length that an entry of the memory map states does not count the field that states it. */
    private static final int MMAP_SIZE = 20;
    private static final int MMAP_BYTES = MMAP_SIZE + 4;

    /**
     * A boot module that has its place.
     *
     * @param first address of its first byte
     * @param end   address behind its last byte
     * @param text  the string that goes with it
     */
    record Module(long first, long end, String text) {
    }

    private final long physical;
    private final byte[] block;
    private int used = Field.STRUCTURE_BYTES;

    private MultibootInformation(long physical, int lengthBytes) {
        this.physical = physical;
        block = new byte[lengthBytes];
    }

    /** How long the block will be. */
    static int lengthBytes(String commandLine, List<String> moduleTexts, RamMap ram) {
        return Field.STRUCTURE_BYTES + moduleTexts.size() * MODULE_BYTES + ram.ranges().size() * MMAP_BYTES
                + moduleTexts.stream().mapToInt(text -> bytes(text).length).sum() + bytes(commandLine).length
                + bytes(LOADER).length;
    }

    /**
     * Makes the block.
     *
     * @param physical where it will be; its pointers are physical addresses
     */
    static byte[] block(long physical, String commandLine, List<Module> modules, RamMap ram) {
        List<String> texts = modules.stream().map(Module::text).toList();
        MultibootInformation information = new MultibootInformation(physical, lengthBytes(commandLine, texts, ram));
        information.put(Field.FLAGS, FLAG_MEM | FLAG_CMDLINE | FLAG_MODS | FLAG_MMAP | FLAG_BOOT_LOADER_NAME);
        information.putMemory(ram);
        information.putModules(modules);
        information.put(Field.CMDLINE, information.append(bytes(commandLine)));
        information.put(Field.BOOT_LOADER_NAME, information.append(bytes(LOADER)));
        return information.block;
    }

    private void putMemory(RamMap ram) {
        put(Field.MEM_LOWER, ram.lowerEnd() >> 10);
        put(Field.MEM_UPPER, ram.upperEnd() - RamMap.UPPER_FIRST >> 10);
        put(Field.MMAP_ADDR, physical + used);
        put(Field.MMAP_LENGTH, (long) ram.ranges().size() * MMAP_BYTES);
        for (RamMap.Range range : ram.ranges()) {
            byte[] entry = new byte[MMAP_BYTES];
            put32(entry, 0, MMAP_SIZE);
            put32(entry, 4, range.first());
            put32(entry, 8, range.first() >> 32);
            put32(entry, 12, range.lengthBytes());
            put32(entry, 16, range.lengthBytes() >> 32);
            put32(entry, 20, range.type());
            append(entry);
        }
    }

    private void putModules(List<Module> modules) {
        int table = used;
        used += modules.size() * MODULE_BYTES;
        put(Field.MODS_COUNT, modules.size());
        put(Field.MODS_ADDR, physical + table);
        for (Module module : modules) {
            put32(block, table, module.first());
            put32(block, table + 4, module.end());
            put32(block, table + 8, append(bytes(module.text())));
            table += MODULE_BYTES;
        }
    }

    private void put(Field field, long value) {
        put32(block, field.offset, value);
    }

    /** Adds bytes to the block; gives their physical address. */
    private long append(byte[] bytes) {
        System.arraycopy(bytes, 0, block, used, bytes.length);
        used += bytes.length;
        return physical + used - bytes.length;
    }

    private static byte[] bytes(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }
}
