package org.backplane.firmware.internal.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.backplane.firmware.FirmwareException;

/**
 * The ACPI tables that the machine's cards describe it with, put into the boot ROM by the script that comes with them, as
 * firmware would put them into memory (QEMU table loader). A kernel finds the root pointer in the ROM (ACPI §5.2.5.1).
 *
 * <p>Not modelled: memory for the FACS that can be written, which only sleeping needs; commands that write back to files.
 */
final class AcpiRom {
    /** Where in the ROM the tables begin, and end at the latest: behind it is the code. */
    static final int OFFSET = 0x2000;
    static final int END = 0xF000;

    private static final long PHYSICAL = 0xF_0000;
    private static final String SCRIPT = "etc/table-loader";
    private static final String ROOT_POINTER = "etc/acpi/rsdp";
    private static final int ENTRY_BYTES = 128;
    private static final int NAME_BYTES = 56;
    private static final int ALLOCATE = 1;
    private static final int ADD_POINTER = 2;
    private static final int ADD_CHECKSUM = 3;
    private static final int RSDP_RSDT = 16;
    private static final int TABLE_LENGTH = 4;
    private static final int TABLE_BODY = 36;
    private static final String FIXED_TABLE = "FACP";
    private static final int PM1A_EVT_BLK = 56;

    private final Map<String, byte[]> files;
    private final ByteBuffer rom = ByteBuffer.allocate(END).order(ByteOrder.LITTLE_ENDIAN);
    private final Map<String, Integer> offsets = new LinkedHashMap<>();
    private int end = OFFSET;

    private AcpiRom(Map<String, byte[]> files) {
        this.files = files;
    }

    /**
     * Puts the tables in place.
     *
     * @param files what the machine's cards offer; without a script there are no tables
     * @throws FirmwareException if they do not fit, or the script is none
     */
    static AcpiRom of(Map<String, byte[]> files) {
        AcpiRom tables = new AcpiRom(files);
        ByteBuffer script = ByteBuffer.wrap(files.getOrDefault(SCRIPT, new byte[0])).order(ByteOrder.LITTLE_ENDIAN);
        while (script.remaining() >= ENTRY_BYTES) {
            tables.perform(script.slice(script.position(), ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN));
            script.position(script.position() + ENTRY_BYTES);
        }
        return tables;
    }

    private void perform(ByteBuffer entry) {
        switch (entry.getInt()) {
            case ALLOCATE -> allocate(name(entry), entry.getInt());
            case ADD_POINTER -> point(offset(name(entry)), offset(name(entry)), entry.getInt(), entry.get());
            case ADD_CHECKSUM -> checksum(offset(name(entry)), entry.getInt(), entry.getInt(), entry.getInt());
            default -> throw new FirmwareException(SCRIPT + " has a command that the kernel loader does not know");
        }
    }

    private static String name(ByteBuffer entry) {
        byte[] name = new byte[NAME_BYTES];
        entry.get(name);
        return new String(name, StandardCharsets.US_ASCII).replaceFirst("\0.*", "");
    }

    private int offset(String file) {
        Integer offset = offsets.get(file);
        if (offset == null) {
            throw new FirmwareException(SCRIPT + " uses '" + file + "' before it has a place");
        }
        return offset;
    }

    private void allocate(String file, int alignment) {
        byte[] contents = files.getOrDefault(file, new byte[0]);
        int at = (end + alignment - 1) / alignment * alignment;
        if (contents.length > END - at) {
            throw new FirmwareException("the ACPI tables do not fit into the kernel loader's ROM");
        }
        rom.put(at, contents);
        offsets.put(file, at);
        end = at + contents.length;
    }

    private void point(int in, int to, int at, int bytes) {
        if (bytes == Long.BYTES) {
            rom.putLong(in + at, rom.getLong(in + at) + PHYSICAL + to);
        } else {
            rom.putInt(in + at, rom.getInt(in + at) + (int) PHYSICAL + to);
        }
    }

    private void checksum(int in, int at, int start, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += rom.get(in + start + i);
        }
        rom.put(in + at, (byte) (rom.get(in + at) - sum));
    }

    /** The ROM from {@link #OFFSET} to {@link #END}: the tables, and zeroes behind them. */
    byte[] bytes() {
        byte[] bytes = new byte[END - OFFSET];
        rom.get(OFFSET, bytes);
        return bytes;
    }

    /** The port where the tables say that the power management block is (ACPI §5.2.9 "PM1a_EVT_BLK"); 0 without tables. */
    int powerManagementPort() {
        if (!offsets.containsKey(ROOT_POINTER)) {
            return 0;
        }
        int root = inRom(offsets.get(ROOT_POINTER) + RSDP_RSDT);
        for (int at = root + TABLE_BODY; at < root + rom.getInt(root + TABLE_LENGTH); at += Integer.BYTES) {
            int table = inRom(at);
            if (new String(rom.array(), table, FIXED_TABLE.length(), StandardCharsets.US_ASCII).equals(FIXED_TABLE)) {
                return rom.getInt(table + PM1A_EVT_BLK);
            }
        }
        return 0;
    }

    /** Follows a pointer. */
    private int inRom(int at) {
        return (int) (rom.getInt(at) - PHYSICAL);
    }
}
