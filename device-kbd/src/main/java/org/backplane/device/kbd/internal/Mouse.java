package org.backplane.device.kbd.internal;

import static org.backplane.device.kbd.internal.Answers.ACK;

import java.util.Set;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;
import org.backplane.bus.role.PointerPort;

/**
 * The mouse of the PS/2 (PS/2 "Mouse") with stream, remote and wrap mode. Setting the sampling rates 200, 100 and 80 in a
 * row makes it an IntelliMouse: device type 3, and a fourth byte with the wheel in each report.
 *
 * <p>Not modelled: the self-test report after power-on, the five buttons of the IntelliMouse Explorer, counter overflow
 * ({@link MouseMovement}), RESEND of a whole report (it repeats the last byte), and deafness during the self-test: a
 * command ends the test.
 */
final class Mouse implements SerialDevice, PointerPort {
    private static final int DEFAULT_RATE = 100;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final Set<Integer> RATES = Set.of(10, 20, 40, 60, 80, 100, 200);
    private static final int KNOCK = 200 << 16 | 100 << 8 | 80;
    private static final int STANDARD = 0;
    private static final int INTELLIMOUSE = 3;
    private static final int ERROR = 0xfc;
    private static final int STATUS_REMOTE = 0x40;
    private static final int STATUS_ENABLED = 0x20;
    private static final int STATUS_SCALED = 0x10;

    private final VirtualClock clock;
    private final Timer selfTest;
    private final Timer sample;
    private final long selfTestNanos;
    private final DeviceEvents events;
    private final Runnable wantsToSend;
    private final MouseMovement movement = new MouseMovement();
    private final Answers answers = new Answers();
    private final ByteQueue report = new ByteQueue(4);
    private long nextSampleNanos;
    private int rate = DEFAULT_RATE;
    /** The last three rates, the latest in the lowest byte. */
    private int knock;
    private int type = STANDARD;
    private boolean enabled;
    private boolean scaled;
    private boolean remote;
    private boolean wrap;
    private boolean refused;
    private MouseCommand pending = MouseCommand.NONE;

    Mouse(Wires wires, long selfTestNanos, Runnable wantsToSend) {
        this.clock = wires.clock();
        this.selfTest = wires.timer("mouse self-test", deadline -> selfTestPassed());
        this.sample = wires.timer("mouse sample", deadline -> sample());
        this.selfTestNanos = selfTestNanos;
        this.events = wires.events();
        this.wantsToSend = wantsToSend;
    }

    /** Brings the mouse to its power-on state. */
    void reset() {
        selfTest.cancel();
        answers.begin();
        pending = MouseCommand.NONE;
        wrap = false;
        refused = false;
        type = STANDARD;
        setDefault();
    }

    /** Everything that the mouse remembers; the command that waits for its option by its code. */
    record State(MouseMovement.State movement, Answers.State answers, int[] report, long nextSampleNanos, int rate,
            int knock, int type, boolean enabled, boolean scaled, boolean remote, boolean wrap, boolean refused,
            int pending, long selfTestNanos, long sampleNanos) {
        State {
            if (!RATES.contains(rate)) {
                throw new IllegalArgumentException("there is no sampling rate " + rate);
            }
        }
    }

    State state() {
        return new State(movement.state(), answers.state(), report.contents(), nextSampleNanos, rate, knock, type, enabled,
                scaled, remote, wrap, refused, pending.code(), selfTest.deadlineNanos(), sample.deadlineNanos());
    }

    void restore(State state) {
        movement.restore(state.movement);
        answers.restore(state.answers);
        report.restore(state.report);
        nextSampleNanos = state.nextSampleNanos;
        rate = state.rate;
        knock = state.knock;
        type = state.type;
        enabled = state.enabled;
        scaled = state.scaled;
        remote = state.remote;
        wrap = state.wrap;
        refused = state.refused;
        pending = MouseCommand.of(state.pending);
        if (state.selfTestNanos >= 0) {
            selfTest.arm(state.selfTestNanos);
        }
        if (state.sampleNanos >= 0) {
            sample.arm(state.sampleNanos);
        }
    }

    // The hand.

    @Override
    public void move(int right, int down, int wheel, int buttons) {
        movement.add(right, down, wheel, buttons);
        if (streaming() && !sample.armed()) {
            sample.arm(Math.max(clock.nanos(), nextSampleNanos));
        }
    }

    private boolean streaming() {
        return enabled && !remote && !wrap;
    }

    /** A report goes out only when the one before it has gone, so that none is ever cut. */
    private void sample() {
        nextSampleNanos = clock.nanos() + SECOND_NANOS / rate;
        if (!streaming() || !movement.changed(type == INTELLIMOUSE)) {
            return;
        }
        if (report.isEmpty()) {
            for (int value : movement.report(scaled, type == INTELLIMOUSE)) {
                report.offer(value);
            }
            wantsToSend.run();
        }
        sample.arm(nextSampleNanos);
    }

    // The cable.

    @Override
    public boolean hasByte() {
        return !answers.isEmpty() || pending == MouseCommand.NONE && !report.isEmpty();
    }

    @Override
    public int nextByte() {
        return answers.isEmpty() ? report.peek() : answers.peek();
    }

    @Override
    public void accepted() {
        answers.sent(answers.isEmpty() ? report.take() : answers.take());
    }

    @Override
    public void receive(int value) {
        selfTest.cancel();
        answers.begin();
        report.clear();
        MouseCommand command = MouseCommand.of(value);
        if (wrap && command != MouseCommand.RESET && command != MouseCommand.RESET_WRAP_MODE) {
            answers.say(value);
        } else if (pending != MouseCommand.NONE) {
            option(value);
        } else {
            obey(command, value);
        }
    }

    private void obey(MouseCommand command, int code) {
        boolean before = refused;
        refused = false;
        pending = command.takesOption() ? command : MouseCommand.NONE;
        switch (command) {
            case RESET_SCALING -> scale(false);
            case SET_SCALING -> scale(true);
            case SET_RESOLUTION, SET_SAMPLING_RATE -> answers.say(ACK);
            case STATUS_REQUEST -> answers.say(ACK, status(), movement.resolution(), rate);
            case SET_STREAM_MODE -> mode(false, false);
            case SET_REMOTE_MODE -> mode(true, false);
            case SET_WRAP_MODE -> mode(remote, true);
            case RESET_WRAP_MODE -> mode(remote, false);
            case READ_DATA -> {
                answers.say(ACK);
                answers.say(movement.report(false, type == INTELLIMOUSE));
            }
            case READ_DEVICE_TYPE -> answers.say(ACK, type);
            case ENABLE -> enable(true);
            case DISABLE -> enable(false);
            case SET_DEFAULT -> {
                setDefault();
                answers.say(ACK);
            }
            case RESEND -> answers.repeatLast();
            case RESET -> startSelfTest();
            case NONE -> refuse(before, String.format("mouse command %02x is none (PS/2 \"Mouse\")", code));
        }
    }

    private void option(int value) {
        MouseCommand command = pending;
        pending = MouseCommand.NONE;
        if (command == MouseCommand.SET_RESOLUTION && value <= 3) {
            movement.resolution(value);
        } else if (command == MouseCommand.SET_SAMPLING_RATE && RATES.contains(value)) {
            setRate(value);
        } else {
            pending = refused ? MouseCommand.NONE : command;
            refuse(refused, String.format("mouse option %02x of %s does not exist (PS/2 \"Mouse\")", value, command));
            return;
        }
        refused = false;
        answers.say(ACK);
    }

    /** A first bad byte is asked for again, a second one in a row is an error (PS/2 "Mouse", "Mouse Commands"). */
    private void refuse(boolean again, String what) {
        answers.say(again ? ERROR : Answers.RESEND);
        refused = !again;
        events.guest(what);
    }

    private void setRate(int value) {
        rate = value;
        knock = (knock << 8 | value) & 0xff_ffff;
        if (knock == KNOCK) {
            type = INTELLIMOUSE;
        }
    }

    private int status() {
        int buttons = movement.buttons();
        return (remote ? STATUS_REMOTE : 0) | (enabled ? STATUS_ENABLED : 0) | (scaled ? STATUS_SCALED : 0)
                | ((buttons & LEFT) != 0 ? 4 : 0) | ((buttons & MIDDLE) != 0 ? 2 : 0) | ((buttons & RIGHT) != 0 ? 1 : 0);
    }

    private void scale(boolean on) {
        scaled = on;
        answers.say(ACK);
    }

    private void mode(boolean nowRemote, boolean nowWrap) {
        remote = nowRemote;
        wrap = nowWrap;
        movement.clear();
        answers.say(ACK);
    }

    private void enable(boolean on) {
        enabled = on;
        movement.clear();
        answers.say(ACK);
    }

    private void setDefault() {
        rate = DEFAULT_RATE;
        knock = 0;
        scaled = false;
        remote = false;
        enabled = false;
        report.clear();
        movement.reset();
        sample.cancel();
    }

    private void startSelfTest() {
        reset();
        answers.say(ACK);
        selfTest.arm(clock.nanos() + selfTestNanos);
    }

    private void selfTestPassed() {
        answers.say(Answers.SELF_TEST_PASSED, STANDARD);
        wantsToSend.run();
    }
}
