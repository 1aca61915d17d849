package org.backplane.bus.core.internal.tap;

import org.backplane.bus.core.internal.declare.Widths;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.tap.TapAccess;

/** One access on its way past the taps of a range. A tap that holds on to it finds it shut. */
final class Tapping implements TapAccess {
    private final Mapping range;
    private final long offset;
    private final int width;
    private final boolean write;
    private final long instruction;
    private final long nanos;
    private long value;
    private long deviceNanos;
    private boolean called;
    private boolean answered;
    private boolean busError;

    private boolean open;
    private boolean before;
    private boolean changed;
    private long valueBefore;
    private boolean answeredBefore;
    private boolean busErrorBefore;

    Tapping(Mapping range, long offset, int width, boolean write, long value, long instruction, long nanos) {
        this.range = range;
        this.offset = offset;
        this.width = width;
        this.write = write;
        this.value = value;
        this.instruction = instruction;
        this.nanos = nanos;
    }

    /** A tap is called: what it does from now on can be undone. */
    void open(boolean beforeDevice) {
        open = true;
        before = beforeDevice;
        changed = false;
        valueBefore = value;
        answeredBefore = answered;
        busErrorBefore = busError;
    }

    /** The tap has returned; tells whether it changed anything. */
    boolean keep() {
        open = false;
        return changed;
    }

    void undo() {
        open = false;
        value = valueBefore;
        answered = answeredBefore;
        busError = busErrorBefore;
    }

    /** Whether the device need not be called. */
    boolean isAnswered() {
        return answered;
    }

    /** What came of the call of the device. */
    void outcome(long read, boolean error, long tookNanos) {
        called = true;
        value = write ? value : read & Widths.ones(width);
        busError = error;
        deviceNanos = tookNanos;
    }

    @Override
    public String pid() {
        return range.pid();
    }

    @Override
    public String range() {
        return range.declaration.name();
    }

    @Override
    public String space() {
        return range.declaration.space().text();
    }

    @Override
    public long address() {
        return range.declaration.first() + offset;
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
        return nanos;
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
        check();
        if (before != write) {
            throw new IllegalStateException(write ? "the write has been made" : "nothing has been read yet; use answer");
        }
        change(other);
    }

    @Override
    public void answer(long other) {
        check();
        if (!before) {
            throw new IllegalStateException("the device has answered; use value");
        }
        answered = true;
        busError = false;
        change(write ? value : other);
    }

    @Override
    public void busError() {
        check();
        answered = true;
        busError = true;
        changed = true;
    }

    private void change(long other) {
        value = other & Widths.ones(width);
        changed = true;
    }

    private void check() {
        if (!open) {
            throw new IllegalStateException("the access is over");
        }
    }
}
