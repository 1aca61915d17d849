package org.backplane.device.virtio.blk.internal;

import java.util.Arrays;
import org.backplane.bus.RangeHandler;

/**
 * The vendor-specific capabilities that tell a modern driver where the structures are, and the window through which it reaches
 * them without the memory space (virtio 1.2 §4.1.4, §4.1.4.9).
 */
final class VirtioCapabilities {
    /** The first one of the list: the window. */
    static final int FIRST = 0x84;

    private static final int VENDOR = 0x09;
    private static final int COMMON_CFG = 1;
    private static final int NOTIFY_CFG = 2;
    private static final int ISR_CFG = 3;
    private static final int DEVICE_CFG = 4;
    private static final int PCI_CFG = 5;
    private static final int STRUCTURES_BAR = 4;
    private static final int SHORT = 16;
    private static final int LONG = 20;
    private static final int NOTIFY_MULTIPLIER = 4;
    private static final int WINDOW_BAR = FIRST + 4;
    private static final int WINDOW_OFFSET = FIRST + 8;
    private static final int WINDOW_LENGTH = FIRST + 12;
    private static final int WINDOW_DATA = FIRST + 16;
    /** From its bar to its data. */
    static final int WINDOW_BYTES = 16;
    private static final int REGION = 0x40;

    private final byte[] bytes = new byte[FIRST + LONG - REGION];
    private final RangeHandler legacy;
    private final RangeHandler modern;

    VirtioCapabilities(RangeHandler legacy, RangeHandler modern) {
        this.legacy = legacy;
        this.modern = modern;
        capability(0x40, 0x00, SHORT, COMMON_CFG, ModernStructures.COMMON, ModernStructures.PAGE_BYTES);
        capability(0x50, 0x40, SHORT, ISR_CFG, ModernStructures.ISR, ModernStructures.PAGE_BYTES);
        capability(0x60, 0x50, SHORT, DEVICE_CFG, ModernStructures.DEVICE, ModernStructures.PAGE_BYTES);
        capability(0x70, 0x60, LONG, NOTIFY_CFG, ModernStructures.NOTIFY, ModernStructures.PAGE_BYTES);
        put32(0x70 + SHORT, NOTIFY_MULTIPLIER);
        capability(FIRST, 0x70, LONG, PCI_CFG, 0, 0);
        bytes[WINDOW_BAR - REGION] = 0;
    }

    /** The window: bar, offset, length and data, as they lie in the configuration space. */
    byte[] window() {
        return Arrays.copyOfRange(bytes, WINDOW_BAR - REGION, bytes.length);
    }

    void restore(byte[] window) {
        System.arraycopy(window, 0, bytes, WINDOW_BAR - REGION, WINDOW_BYTES);
    }

    private void capability(int at, int next, int length, int type, int offset, int structureBytes) {
        bytes[at - REGION] = VENDOR;
        bytes[at + 1 - REGION] = (byte) next;
        bytes[at + 2 - REGION] = (byte) length;
        bytes[at + 3 - REGION] = (byte) type;
        bytes[at + 4 - REGION] = STRUCTURES_BAR;
        put32(at + 8, offset);
        put32(at + 12, structureBytes);
    }

    private void put32(int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i - REGION] = (byte) (value >> 8 * i);
        }
    }

    private int get32(int at) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value |= (bytes[at + i - REGION] & 0xff) << 8 * i;
        }
        return value;
    }

    /** Reads a byte; the first one of the window's data makes the access that bar, offset and length describe. */
    int read(int offset) {
        if (offset == WINDOW_DATA && windowValid()) {
            put32(WINDOW_DATA, (int) target().read(get32(WINDOW_OFFSET), get32(WINDOW_LENGTH)));
        }
        return offset < REGION + bytes.length ? bytes[offset - REGION] & 0xff : 0;
    }

    /** Writes a byte; the last one of the window's data makes the access. */
    void write(int offset, int value) {
        if (offset != WINDOW_BAR && offset < WINDOW_OFFSET || offset >= REGION + bytes.length) {
            return;
        }
        bytes[offset - REGION] = (byte) value;
        if (offset >= WINDOW_DATA && windowValid() && offset == WINDOW_DATA + get32(WINDOW_LENGTH) - 1) {
            int width = get32(WINDOW_LENGTH);
            target().write(get32(WINDOW_OFFSET), width, get32(WINDOW_DATA) & (width == 4 ? -1L >>> 32 : (1L << 8 * width) - 1));
        }
    }

    /** The driver must choose 1, 2 or 4 bytes, aligned, of a register range that is there (§4.1.4.9.2). */
    private boolean windowValid() {
        int bar = bytes[WINDOW_BAR - REGION];
        int offset = get32(WINDOW_OFFSET);
        int length = get32(WINDOW_LENGTH);
        int limit = bar == 0 ? VirtioBlkComponent.LEGACY_BYTES : bar == STRUCTURES_BAR ? 4 * ModernStructures.PAGE_BYTES : 0;
        return (length == 1 || length == 2 || length == 4) && offset >= 0 && offset <= limit - length && offset % length == 0;
    }

    private RangeHandler target() {
        return bytes[WINDOW_BAR - REGION] == 0 ? legacy : modern;
    }
}
