package org.backplane.cpu.internal.decode;

/** Where the decoder gets its bytes from. */
public abstract class CodeWindow {
    protected byte[] bytes;
    protected int position;
    protected int end;

    /** The next byte of code, 0 to 255. */
    final int next() {
        if (position == end) {
            refill();
        }
        return bytes[position++] & 0xFF;
    }

    final int next16() {
        int low = next();
        return low | next() << 8;
    }

    final int next32() {
        int low = next16();
        return low | next16() << 16;
    }

    /** Makes {@link #position} less than {@link #end}, or throws what the fetch of the next byte raises. */
    protected abstract void refill();

    /** Throws what an instruction of more than 15 bytes raises. */
    protected abstract RuntimeException tooLong();

    /** Number of bytes taken since the instruction began. */
    protected abstract int taken();
}
