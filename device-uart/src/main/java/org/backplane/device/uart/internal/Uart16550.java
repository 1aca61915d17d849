package org.backplane.device.uart.internal;

import java.util.Optional;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Line;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * National Semiconductor PC16550D, "Universal Asynchronous Receiver/Transmitter with FIFOs", June 1995, sections 6 to 8;
 * the NS16550A behaves alike. {@link UartRegister} lists the registers.
 *
 * <pre>
 *   THR -> FIFO -> Transmitter ---+---> SOUT   SerialLink
 *                                 | loop
 *   RBR &lt;- FIFO &lt;- Receiver &lt;-----+---- SIN    SerialInput
 *   MCR, MSR       ModemControl  &lt;----> RTS CTS DSR DCD
 * </pre>
 *
 * <p>With {@code paced} every character takes its start, data, parity and stop bits on the virtual clock, exact to the
 * nanosecond. Without it characters take no time: THR is empty again before the instruction after the write, unless the
 * other end is not ready, and the other end waits while received data is available. The character time-out takes its
 * four character times either way. In loopback mode nobody can be made to wait, so an overrun is possible in both.
 *
 * <p>On a PC the INTR pin reaches the bus through a gate that OUT2 opens. Loopback mode holds the OUT2 pin inactive
 * (§8.8), so there the gate is shut; a board without the gate sees the interrupts of the loop.
 *
 * <p>MCR is 0 after reset, as Table I says; some emulators start with OUT2 set, which neither SeaBIOS nor Linux needs:
 * the one polls, the other sets OUT2 when it opens the port.
 *
 * <p>Not modelled: parity and framing errors of the line (the other end always has the chip's own format; break in
 * loopback mode gives BI with FE, and PE where the parity bit should be 1), a break on SOUT (characters sent during one
 * are lost, as on the line, but the other end does not see it), what DTR and OUT1 lead to, RI, the DMA pins TXRDY and
 * RXRDY, the wait of 8 to 24 BAUDOUT cycles before a start bit, factory tests by writing LSR, and a change of format or
 * divisor within a character. A divisor of 0 stops the baud generator.
 */
final class Uart16550 implements StateKeeper, RegisterBlock, RangeHandler {
    private static final int FCR_ENABLE = 0x01;
    private static final int FCR_RCVR_RESET = 0x02;
    private static final int FCR_XMIT_RESET = 0x04;
    private static final int FCR_TRIGGER_SHIFT = 6;
    private static final int IIR_FIFOS_ENABLED = 0xc0;

    private final UartOptions options;
    private final Line irq;
    private final DeviceEvents events;
    private final SerialLink link;
    private final LineControl line = new LineControl();
    private final ModemControl modem = new ModemControl();
    private final BaudGenerator baud;
    private final Transmitter transmitter;
    private final Receiver receiver;
    private final SerialInput input;
    private final InterruptControl interrupts;

    private boolean fifoMode;
    private int scratch = UartRegister.SCR.initial();

    /**
     * Builds the chip in its power-on state.
     *
     * @param options how it is built in
     * @param irq     what the interrupt pin drives
     * @param clock   the virtual clock
     * @param timers  makes timers on it
     * @param events  where the guest's oddities are reported
     * @param link    what the serial pins lead to; it calls {@link #lineChanged}
     */
    Uart16550(UartOptions options, Line irq, VirtualClock clock, TimerFactory timers, DeviceEvents events,
            SerialLink link) {
        this.options = options;
        this.irq = irq;
        this.events = events;
        this.link = link;
        baud = new BaudGenerator(options.clockHz());
        receiver = new Receiver(line, baud, clock, timers, this::updateInterrupt);
        transmitter = new Transmitter(
                line, baud, options.paced(), clock, timers, events, this::shiftOut, this::updateInterrupt);
        input = new SerialInput(link, receiver, line, baud, options.paced(), clock, timers, this::updateInterrupt);
        interrupts = new InterruptControl(receiver, transmitter, modem);
        masterReset();
    }

    /** Builds the chip in a state that another one had; {@link #lineChanged} follows when the line is there. */
    Uart16550(UartOptions options, Line irq, VirtualClock clock, TimerFactory timers, DeviceEvents events,
            SerialLink link, UartState state) {
        this(options, irq, clock, timers, events, link);
        baud.restore(state.divisor());
        interrupts.restore(state.ier());
        line.write(state.lcr());
        scratch = state.scr();
        fifoMode = state.fifoMode();
        modem.restore(state.modem());
        receiver.restore(state.receiver());
        transmitter.restore(state.transmitter());
        input.restore(state.input());
        link.requestToSend(modem.requestToSend());
        updateInterrupt();
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(UartState.SCHEMA, new UartState(baud.divisor(), interrupts.enable(), line.value(), scratch,
                fifoMode, modem.state(), receiver.state(), transmitter.state(), input.state(), link.state()));
    }

    @Override
    public void handOver() {
        link.handOver();
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(UartRegister.declared(options.registerStrideBytes()));
    }

    @Override
    public long read(long offset, int width) {
        int address = address(offset);
        return address < 0 ? 0 : read(UartRegister.read(address, line.dlab()));
    }

    @Override
    public void write(long offset, int width, long value) {
        int address = address(offset);
        if (address >= 0) {
            write(UartRegister.written(address, line.dlab()), (int) value & 0xff);
        }
    }

    @Override
    public long peek(long offset, int width) {
        int address = address(offset);
        return address < 0 ? 0 : peek(UartRegister.read(address, line.dlab()));
    }

    @Override
    public void reset(Reset kind) {
        if (kind == Reset.INIT) {
            return;
        }
        if (kind == Reset.POWER_ON) {
            baud.powerOn();
        }
        masterReset();
        input.poll();
        updateInterrupt();
    }

    @Override
    public void unplug() {
        link.close();
    }

    /** The other end has something to say, can take something, came or went. */
    void lineChanged() {
        updatePins();
        transmitter.lineReady();
        input.poll();
        updateInterrupt();
    }

    /** A2 to A0, or -1 for the bytes between two registers. */
    private int address(long offset) {
        int stride = options.registerStrideBytes();
        return offset % stride != 0 ? -1 : (int) (offset / stride) & UartRegister.ADDRESSES - 1;
    }

    private int read(UartRegister register) {
        int value = peek(register);
        return switch (register) {
            case RBR -> readBuffer();
            case IIR -> {
                interrupts.identified();
                updateInterrupt();
                yield value;
            }
            case LSR -> {
                receiver.lineStatusRead();
                updateInterrupt();
                yield value;
            }
            case MSR -> {
                modem.statusRead();
                updateInterrupt();
                yield value;
            }
            case DLL, DLM, IER, LCR, MCR, SCR -> value;
            case THR, FCR -> throw new AssertionError(register);
        };
    }

    private int peek(UartRegister register) {
        return switch (register) {
            case RBR -> receiver.peek();
            case DLL -> baud.low();
            case IER -> interrupts.enable();
            case DLM -> baud.high();
            case IIR -> interrupts.pending().code() | (fifoMode ? IIR_FIFOS_ENABLED : 0);
            case LCR -> line.value();
            case MCR -> modem.control();
            case LSR -> receiver.lineStatus() | transmitter.lineStatus();
            case MSR -> modem.status();
            case SCR -> scratch;
            case THR, FCR -> throw new AssertionError(register);
        };
    }

    private void write(UartRegister register, int value) {
        boolean writable = switch (register) {
            case THR -> {
                transmit(value);
                yield true;
            }
            case DLL, DLM -> {
                loadDivisor(register, value);
                yield true;
            }
            case IER -> {
                interrupts.writeEnable(value);
                yield true;
            }
            case FCR -> {
                controlFifos(value);
                yield true;
            }
            case LCR -> {
                controlLine(value);
                yield true;
            }
            case MCR -> {
                controlModem(value);
                yield true;
            }
            case SCR -> {
                scratch = value;
                yield true;
            }
            case LSR, MSR -> false;
            case RBR, IIR -> throw new AssertionError(register);
        };
        if (!writable) {
            events.guest(String.format("%s written with %02x, which has no effect", register.cited(), value));
        }
        updateInterrupt();
    }

    private int readBuffer() {
        int character = receiver.read();
        // The interrupt drops before the next character comes, so that an edge-triggered input sees each of them.
        updateInterrupt();
        input.poll();
        updateInterrupt();
        return character;
    }

    private void transmit(int character) {
        transmitter.load(character);
        // The interrupt drops before the holding register is empty again, for the same reason.
        updateInterrupt();
        transmitter.start();
    }

    private void loadDivisor(UartRegister register, int value) {
        if (register == UartRegister.DLL) {
            baud.writeLow(value);
        } else {
            baud.writeHigh(value);
        }
        transmitter.divisorLoaded();
        receiver.divisorLoaded();
        input.poll();
    }

    /** FCR: a change of FCR0 empties both FIFOs, and the other bits count only together with it (§8.5). */
    private void controlFifos(int value) {
        boolean enable = (value & FCR_ENABLE) != 0;
        if (enable != fifoMode) {
            fifoMode = enable;
            receiver.fifoMode(enable);
            transmitter.fifoMode(enable);
        }
        if (enable) {
            if ((value & FCR_RCVR_RESET) != 0) {
                receiver.clear();
            }
            if ((value & FCR_XMIT_RESET) != 0) {
                transmitter.clear();
            }
            receiver.triggerLevel(value >> FCR_TRIGGER_SHIFT);
        }
        updateInterrupt();
        input.poll();
    }

    private void controlLine(int value) {
        boolean latchWasOpen = line.dlab();
        line.write(value);
        if (latchWasOpen && !line.dlab() && !baud.running()) {
            events.guest("divisor latch left at 0, the baud generator stands still (PC16550D §8.3)");
        }
        updateSpacing();
    }

    private void controlModem(int value) {
        modem.writeControl(value);
        transmitter.loopback(modem.loop());
        input.connected(!modem.loop());
        updateSpacing();
        link.requestToSend(modem.requestToSend());
        input.poll();
    }

    private void updateSpacing() {
        input.spacing(modem.loop() && line.breakControl());
    }

    private void updatePins() {
        modem.pins(link.clearToSend(), link.carrier());
    }

    private boolean shiftOut(int character, boolean loop, long nowNanos) {
        if (line.breakControl()) {
            return true;
        }
        if (loop) {
            receiver.accept(character, 0, nowNanos);
            return true;
        }
        boolean taken = link.send(character);
        if (!taken) {
            updatePins();
        }
        return taken;
    }

    private void updateInterrupt() {
        boolean gateOpen = modem.out2() || !options.out2GatesInterrupt();
        boolean asserted = gateOpen && interrupts.pending() != InterruptSource.NONE;
        if (asserted != irq.asserted()) {
            irq.set(asserted);
        }
    }

    /** MR: everything but the divisor latch (§6 MR, Table I). */
    private void masterReset() {
        interrupts.reset();
        scratch = UartRegister.SCR.initial();
        line.write(UartRegister.LCR.initial());
        fifoMode = false;
        receiver.reset();
        transmitter.reset();
        input.reset();
        updatePins();
        modem.reset();
        link.requestToSend(modem.requestToSend());
        updateInterrupt();
    }
}
