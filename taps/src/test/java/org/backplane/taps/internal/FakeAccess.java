package org.backplane.taps.internal;

import org.backplane.bus.tap.TapAccess;

/** An access to a register of a serial port, and what a tap did to it. */
final class FakeAccess implements TapAccess {
    private final long offset;
    private final boolean write;
    private final int width;
    long value;
    long instruction = 0xf1234;
    long deviceNanos = 100;
    boolean busError;
    boolean answered;

    private FakeAccess(long offset, int width, boolean write, long value) {
        this.offset = offset;
        this.width = width;
        this.write = write;
        this.value = value;
    }

    static FakeAccess read(long offset, long value) {
        return new FakeAccess(offset, 1, false, value);
    }

    static FakeAccess write(long offset, long value) {
        return new FakeAccess(offset, 1, true, value);
    }

    static FakeAccess read(long offset, int width, long value) {
        return new FakeAccess(offset, width, false, value);
    }

    @Override
    public String pid() {
        return "uart~mmio";
    }

    @Override
    public String range() {
        return "memory0";
    }

    @Override
    public String space() {
        return "memory";
    }

    @Override
    public long address() {
        return 0xfe00_0000L + offset;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public boolean write() {
        return write;
    }

    @Override
    public long value() {
        return value;
    }

    @Override
    public long instruction() {
        return instruction;
    }

    @Override
    public long nanos() {
        return 12345;
    }

    @Override
    public long deviceNanos() {
        return deviceNanos;
    }

    @Override
    public boolean isBusError() {
        return busError;
    }

    @Override
    public void value(long other) {
        value = other;
    }

    @Override
    public void answer(long other) {
        answered = true;
        value = other;
    }

    @Override
    public void busError() {
        answered = true;
        busError = true;
    }
}
