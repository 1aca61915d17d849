package org.backplane.device.pci.internal;

import org.backplane.bus.state.StateException;

/**
 * Configuration registers, byte by byte: what they hold, which bits software writes, and which it clears by writing ones.
 * All others are read-only. Little-endian.
 */
final class RegisterFile {
    private final int first;
    private final byte[] values;
    private final byte[] initial;
    private final byte[] writable;
    private final byte[] clearable;

    /** Makes registers that read zero and cannot be written. */
    RegisterFile(int first, int bytes) {
        this.first = first;
        this.values = new byte[bytes];
        this.initial = new byte[bytes];
        this.writable = new byte[bytes];
        this.clearable = new byte[bytes];
    }

    boolean has(int offset) {
        return offset >= first && offset - first < values.length;
    }

    /** Says what a register holds after reset and which bits software changes. */
    void define(int offset, int width, int value, int writableBits, int clearableBits) {
        store(values, offset, width, value);
        store(initial, offset, width, value);
        store(writable, offset, width, writableBits);
        store(clearable, offset, width, clearableBits);
    }

    /** Everything as it was defined. */
    void reset() {
        System.arraycopy(initial, 0, values, 0, values.length);
    }

    /** What a register holds. */
    int get(int offset, int width) {
        int value = 0;
        for (int i = 0; i < width; i++) {
            value |= (values[offset - first + i] & 0xff) << (8 * i);
        }
        return value;
    }

    /** Sets a register from the hardware's side. */
    void set(int offset, int width, int value) {
        store(values, offset, width, value);
    }

    /** Software writes a byte. */
    void write(int offset, int value) {
        int at = offset - first;
        int kept = values[at] & ~writable[at] & ~(value & clearable[at]);
        values[at] = (byte) (kept | value & writable[at]);
    }

    /** What all of them hold, lowest offset first. */
    byte[] contents() {
        return values.clone();
    }

    /**
     * Takes over what software has written to registers of the same layout.
     *
     * @param contents what those held
     * @throws StateException if they were more or fewer
     */
    void restore(byte[] contents) {
        if (contents.length != values.length) {
            throw new StateException(contents.length + " bytes are not what " + values.length + " registers held");
        }
        for (int i = 0; i < values.length; i++) {
            int theirs = writable[i] | clearable[i];
            values[i] = (byte) (values[i] & ~theirs | contents[i] & theirs);
        }
    }

    private void store(byte[] into, int offset, int width, int value) {
        for (int i = 0; i < width; i++) {
            into[offset - first + i] = (byte) (value >>> (8 * i));
        }
    }
}
