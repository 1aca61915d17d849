package org.backplane.firmware.internal.kernel;

import static org.backplane.firmware.internal.LittleEndian.put32;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The multiprocessor tables by which a kernel without ACPI finds its APICs (MP 1.4 chapter 4): one processor, an ISA bus, the
 * I/O APIC with the ISA interrupts at its inputs, and the local APIC's pins as in virtual wire mode.
 *
 * <p>Not modelled: PCI buses, whose interrupts nobody has routed; the extended table; signature and features of the
 * processor, which CPUID tells.
 */
final class MpTable {
    /** Where in the ROM the tables are, and where in the first MiB that is. */
    static final int OFFSET = 0x1000;
    private static final int PHYSICAL = 0xF_0000 + OFFSET;
    private static final int POINTER_BYTES = 16;

    private static final int VERSION_1_4 = 4;
    private static final int PROCESSOR = 0;
    private static final int BUS = 1;
    private static final int IO_APIC = 2;
    private static final int IO_INTERRUPT = 3;
    private static final int LOCAL_INTERRUPT = 4;
    private static final int INT = 0;
    private static final int NMI = 1;
    private static final int EXT_INT = 3;
    private static final int ENABLED = 1;
    private static final int BOOTSTRAP = 2;
    private static final int LOCAL_VERSION = 0x14;
    private static final int IO_VERSION = 0x20;
    private static final int EVERY_LOCAL_APIC = 0xFF;
    private static final int ISA_INTERRUPTS = 16;
    private static final int CASCADE = 2;
    private static final int HEADER_BYTES = 44;

    private final BoardApics apics;
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private int count;

    private MpTable(BoardApics apics) {
        this.apics = apics;
    }

    /** The floating pointer and the configuration table behind it. */
    static byte[] of(BoardApics apics) {
        MpTable table = new MpTable(apics);
        table.entries();
        return table.bytes();
    }

    private void entries() {
        entry(PROCESSOR, apics.localId(), LOCAL_VERSION, ENABLED | BOOTSTRAP, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        entry(BUS, 0, 'I', 'S', 'A', ' ', ' ', ' ');
        if (apics.hasIoApic()) {
            byte[] address = new byte[4];
            put32(address, 0, BoardApics.IO_APIC);
            entry(IO_APIC, apics.ioId(), IO_VERSION, ENABLED, address[0], address[1], address[2], address[3]);
            for (int irq = 0; irq < ISA_INTERRUPTS; irq++) {
                if (irq != CASCADE) {
                    entry(IO_INTERRUPT, INT, 0, 0, 0, irq, apics.ioId(), irq == 0 ? CASCADE : irq);
                }
            }
        }
        entry(LOCAL_INTERRUPT, EXT_INT, 0, 0, 0, 0, EVERY_LOCAL_APIC, 0);
        entry(LOCAL_INTERRUPT, NMI, 0, 0, 0, 0, EVERY_LOCAL_APIC, 1);
    }

    private void entry(int... bytes) {
        for (int value : bytes) {
            entries.write(value);
        }
        count++;
    }

    private byte[] bytes() {
        int length = HEADER_BYTES + entries.size();
        byte[] all = new byte[POINTER_BYTES + length];
        text(all, 0, "_MP_");
        put32(all, 4, PHYSICAL + POINTER_BYTES);
        all[8] = 1;
        all[9] = VERSION_1_4;
        checksum(all, 0, POINTER_BYTES, 10);

        text(all, POINTER_BYTES, "PCMP");
        put32(all, POINTER_BYTES + 4, length | VERSION_1_4 << 16);
        text(all, POINTER_BYTES + 8, "BACKPLNE");
        text(all, POINTER_BYTES + 16, "PC          ");
        put32(all, POINTER_BYTES + 32, (long) count << 16);
        put32(all, POINTER_BYTES + 36, apics.localAddress());
        System.arraycopy(entries.toByteArray(), 0, all, POINTER_BYTES + HEADER_BYTES, entries.size());
        checksum(all, POINTER_BYTES, length, POINTER_BYTES + 7);
        return all;
    }

    private static void text(byte[] bytes, int offset, String text) {
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, offset, text.length());
    }

    /** All bytes add up to 0. */
    private static void checksum(byte[] bytes, int first, int length, int at) {
        int sum = 0;
        for (int i = first; i < first + length; i++) {
            sum += bytes[i];
        }
        bytes[at] = (byte) -sum;
    }
}
