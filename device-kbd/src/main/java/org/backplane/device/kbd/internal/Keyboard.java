package org.backplane.device.kbd.internal;

import static org.backplane.device.kbd.internal.Answers.ACK;

import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Line;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;
import org.backplane.bus.role.KeyboardPort;
import org.backplane.device.kbd.internal.Key.SetThree;

/**
 * The 101/102-key keyboard of the PS/2 (PS/2 "Keyboard"), with scan code sets 1 to 3, a buffer of 16 bytes and typematic
 * keys. The indicators are the pins {@code scroll-lock}, {@code num-lock} and {@code caps-lock}.
 *
 * <p>Not modelled: the self-test report after power-on (the keyboard has passed it when the machine starts), bytes refused
 * for bad parity, and a keyboard that is deaf during its self-test: a command ends the test.
 */
final class Keyboard implements SerialDevice, KeyboardPort {
    private static final int BUFFER_BYTES = 16;
    private static final int OVERRUN_SET_ONE = 0xff;
    private static final int OVERRUN = 0x00;
    private static final int ECHO = 0xee;
    private static final int[] ID = {0xab, 0x83};
    private static final int SETS = 3;
    private static final int SCROLL_LOCK = 1;
    private static final int NUM_LOCK = 2;
    private static final int CAPS_LOCK = 4;

    private final Line scrollLock;
    private final Line numLock;
    private final Line capsLock;
    private final VirtualClock clock;
    private final Timer selfTest;
    private final long selfTestNanos;
    private final DeviceEvents events;
    private final Runnable wantsToSend;
    private final Typematic typematic;
    private final ScanCodes scanCodes = new ScanCodes();
    private final Answers answers = new Answers();
    /** The 17th place takes the overrun code. */
    private final ByteQueue buffer = new ByteQueue(BUFFER_BYTES + 1);
    private boolean overrun;
    private boolean scanning = true;
    private int set = 2;
    private int indicators;
    private KeyboardCommand pending = KeyboardCommand.NONE;

    Keyboard(Wires wires, long selfTestNanos, Runnable wantsToSend) {
        this.scrollLock = wires.line("scroll-lock");
        this.numLock = wires.line("num-lock");
        this.capsLock = wires.line("caps-lock");
        this.clock = wires.clock();
        this.selfTest = wires.timer("keyboard self-test", deadline -> selfTestPassed());
        this.selfTestNanos = selfTestNanos;
        this.events = wires.events();
        this.wantsToSend = wantsToSend;
        this.typematic = new Typematic(wires, key -> type(scanCodes.repeat(key, set)));
    }

    /** Brings the keyboard to its power-on state. */
    void reset() {
        selfTest.cancel();
        answers.begin();
        pending = KeyboardCommand.NONE;
        setDefault();
        scanning = true;
        indicate(0);
    }

    /** Everything that the keyboard remembers; the command that waits for its option by its code. */
    record State(Typematic.State typematic, ScanCodes.State scanCodes, Answers.State answers, int[] buffer,
            boolean overrun, boolean scanning, int set, int indicators, int pending, long selfTestNanos) {
        State {
            if (set < 1 || set > SETS) {
                throw new IllegalArgumentException("there is no scan code set " + set);
            }
        }
    }

    State state() {
        return new State(typematic.state(), scanCodes.state(), answers.state(), buffer.contents(), overrun, scanning, set,
                indicators, pending.code(), selfTest.deadlineNanos());
    }

    void restore(State state) {
        typematic.restore(state.typematic);
        scanCodes.restore(state.scanCodes);
        answers.restore(state.answers);
        buffer.restore(state.buffer);
        overrun = state.overrun;
        scanning = state.scanning;
        set = state.set;
        indicate(state.indicators);
        pending = KeyboardCommand.of(state.pending);
        if (state.selfTestNanos >= 0) {
            selfTest.arm(state.selfTestNanos);
        }
    }

    // The keys.

    @Override
    public void key(int usage, boolean pressed) {
        Key key = Key.of(usage);
        if (key == null || !scanCodes.hold(key, pressed)) {
            return;
        }
        if (pressed) {
            type(scanCodes.make(key, set, (indicators & NUM_LOCK) != 0));
            typematic.stop();
            if (scanning && scanCodes.repeats(key, set)) {
                typematic.start(key);
            }
        } else {
            typematic.stop(key);
            type(scanCodes.release(key, set));
        }
    }

    private void type(int[] codes) {
        if (!scanning) {
            return;
        }
        if (codes.length < buffer.room()) {
            overrun = false;
            for (int code : codes) {
                buffer.offer(code);
            }
        } else if (!overrun) {
            overrun = true;
            buffer.offer(set == 1 ? OVERRUN_SET_ONE : OVERRUN);
        }
        wantsToSend.run();
    }

    // The cable.

    @Override
    public boolean hasByte() {
        return !answers.isEmpty() || pending == KeyboardCommand.NONE && !buffer.isEmpty();
    }

    @Override
    public int nextByte() {
        return answers.isEmpty() ? buffer.peek() : answers.peek();
    }

    @Override
    public void accepted() {
        answers.sent(answers.isEmpty() ? buffer.take() : answers.take());
    }

    @Override
    public void receive(int value) {
        selfTest.cancel();
        answers.begin();
        KeyboardCommand command = KeyboardCommand.of(value);
        if (command == KeyboardCommand.NONE && pending != KeyboardCommand.NONE) {
            option(value);
        } else {
            pending = command.takesOption() ? command : KeyboardCommand.NONE;
            obey(command, value);
        }
    }

    private void obey(KeyboardCommand command, int code) {
        switch (command) {
            case SET_INDICATORS, SET_TYPEMATIC -> answers.say(ACK);
            case SELECT_SCAN_CODES, KEYS_TYPEMATIC, KEYS_MAKE_BREAK, KEYS_MAKE -> acknowledgeAndClear();
            case ECHO -> answers.say(ECHO);
            case READ_ID -> answers.say(ACK, ID[0], ID[1]);
            case ENABLE -> scan(true);
            case DEFAULT_DISABLE -> {
                setDefault();
                scan(false);
            }
            case SET_DEFAULT -> {
                setDefault();
                acknowledgeAndClear();
            }
            case ALL_TYPEMATIC -> typeOfAll(SetThree.TYPEMATIC);
            case ALL_MAKE_BREAK -> typeOfAll(SetThree.MAKEBREAK);
            case ALL_MAKE -> typeOfAll(SetThree.MAKE);
            case ALL_TYPEMATIC_MAKE_BREAK -> typeOfAll(SetThree.ALL);
            case RESEND -> answers.repeatLast();
            case RESET -> startSelfTest();
            case NONE -> refuse(String.format("keyboard command %02x is none (PS/2 \"Keyboard\")", code));
        }
    }

    private void option(int value) {
        KeyboardCommand command = pending;
        pending = KeyboardCommand.NONE;
        switch (command) {
            case SET_INDICATORS -> {
                indicate(value);
                answers.say(ACK);
            }
            case SELECT_SCAN_CODES -> selectScanCodes(value);
            case SET_TYPEMATIC -> {
                typematic.set(value);
                answers.say(ACK);
            }
            case KEYS_TYPEMATIC, KEYS_MAKE_BREAK, KEYS_MAKE -> {
                scanCodes.type(value, command == KeyboardCommand.KEYS_TYPEMATIC ? SetThree.TYPEMATIC
                        : command == KeyboardCommand.KEYS_MAKE_BREAK ? SetThree.MAKEBREAK : SetThree.MAKE);
                answers.say(ACK);
                pending = command;
            }
            default -> throw new AssertionError(command);
        }
    }

    private void selectScanCodes(int value) {
        if (value == 0) {
            answers.say(ACK, set);
        } else if (value <= SETS) {
            typematic.stop();
            set = value;
            answers.say(ACK);
        } else {
            refuse(String.format("scan code set %02x does not exist (PS/2 \"Keyboard\", command F0)", value));
        }
    }

    private void refuse(String what) {
        answers.say(Answers.RESEND);
        events.guest(what);
    }

    private void scan(boolean on) {
        scanning = on;
        acknowledgeAndClear();
    }

    private void typeOfAll(SetThree type) {
        scanCodes.typeOfAll(type);
        acknowledgeAndClear();
    }

    private void acknowledgeAndClear() {
        answers.say(ACK);
        clearBuffer();
    }

    private void clearBuffer() {
        buffer.clear();
        overrun = false;
        typematic.stop();
    }

    private void setDefault() {
        set = 2;
        typematic.setDefault();
        scanCodes.defaultTypes();
        clearBuffer();
    }

    private void startSelfTest() {
        reset();
        scanning = false;
        answers.say(ACK);
        selfTest.arm(clock.nanos() + selfTestNanos);
    }

    private void selfTestPassed() {
        scanning = true;
        answers.say(Answers.SELF_TEST_PASSED);
        wantsToSend.run();
    }

    private void indicate(int value) {
        indicators = value;
        scrollLock.set((value & SCROLL_LOCK) != 0);
        numLock.set((value & NUM_LOCK) != 0);
        capsLock.set((value & CAPS_LOCK) != 0);
    }
}
