package ${package};

import java.util.Optional;
import org.backplane.bus.Line;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;

/**
 * The chip: plain Java that reaches the machine by its wires only. Name the part and its data sheet here.
 *
 * <p>Not modelled: say here what your chip leaves out.
 */
final class ${chip}Card implements StateKeeper, RegisterBlock, RangeHandler {
    /** What the names in {@link State} mean; the version rises with each change of them. */
    static final StateSchema SCHEMA = new StateSchema("${package}", 1);
    /** CONTROL: raise the interrupt after each value. */
    static final int CONTROL_ENABLE = 0x01;
    /** CONTROL: the interrupt is raised. */
    static final int CONTROL_PENDING = 0x80;
    /** From a value to its interrupt. */
    static final long DELAY_NANOS = 1_000_000;

    private final Line irq;
    private final Timer timer;
    private final VirtualClock clock;
    private int data;
    private int count;
    private int control;

    ${chip}Card(Wires wires) {
        irq = wires.line("irq");
        clock = wires.clock();
        timer = wires.timer("interrupt", deadlineNanos -> pend());
        powerOn();
    }

    /** Goes on where another card stopped: after an update of the bundle, or in another process. */
    ${chip}Card(Wires wires, State before) {
        this(wires);
        data = before.data;
        count = before.count;
        control = before.control;
        if (before.interruptNanos >= 0) {
            timer.arm(before.interruptNanos);
        }
        driveTheLine();
    }

    /** Everything that the chip remembers; when its timer expires, or -1. */
    record State(int data, int count, int control, long interruptNanos) {
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(SCHEMA, new State(data, count, control, timer.deadlineNanos()));
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(${chip}Register.map());
    }

    /** A read of this chip changes nothing, so a debugger sees what the guest does. */
    @Override
    public long peek(long offset, int width) {
        return read(offset, width);
    }

    @Override
    public long read(long offset, int width) {
        return switch (${chip}Register.at(offset)) {
            case DATA -> data;
            case COUNT -> count;
            case IDENTIFICATION -> ${chip}Register.IDENTIFICATION.atReset();
            case CONTROL -> control;
        };
    }

    @Override
    public void write(long offset, int width, long value) {
        switch (${chip}Register.at(offset)) {
            case DATA -> take((int) value);
            case COUNT -> count = 0;
            case IDENTIFICATION -> { }
            case CONTROL -> control((int) value);
        }
    }

    @Override
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            powerOn();
        }
    }

    private void powerOn() {
        data = ${chip}Register.DATA.atReset();
        count = ${chip}Register.COUNT.atReset();
        control = ${chip}Register.CONTROL.atReset();
        timer.cancel();
        driveTheLine();
    }

    private void take(int value) {
        data = value;
        count = count + 1 & 0xff;
        if ((control & CONTROL_ENABLE) != 0) {
            timer.arm(clock.nanos() + DELAY_NANOS);
        }
    }

    private void control(int value) {
        int pending = control & CONTROL_PENDING & ~value;
        control = value & CONTROL_ENABLE | pending;
        driveTheLine();
    }

    private void pend() {
        control |= CONTROL_PENDING;
        driveTheLine();
    }

    /** The output follows the state and is computed here only. */
    private void driveTheLine() {
        irq.set((control & CONTROL_PENDING) != 0);
    }
}
