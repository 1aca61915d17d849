package org.backplane.device.dma.internal;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.role.DmaController;
import org.backplane.bus.role.DmaPeripheral;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * The DMA controllers of a PC: two Intel 8237A ({@link Dma8237A}) and the page registers (PC AT "DMA"). Channels 0 to 3
 * transfer bytes; channels 5 to 7 transfer words; channel 4 is the cascade through which the first controller gets the bus,
 * so nothing moves on channels 0 to 3 while it is masked or not in cascade mode.
 *
 * <pre>
 *   peripheral -- DREQ/DACK --> 8237A #1 channels 0-3 -- HRQ --> channel 4
 *   peripheral -- DREQ/DACK --> 8237A #2 channels 5-7 -------------+--> bus
 * </pre>
 *
 * <p>A request is served within the call that makes it possible. After the terminal count of an auto-initialized channel the
 * guest runs at least one instruction before the channel is served again, so that a peripheral that always has more
 * cannot keep the machine.
 *
 * <p>Not modelled: the time that cycles take, compressed timing and extended write, memory-to-memory transfers and the
 * polarity of DREQ and DACK (fixed in the chip sets of PCs, 82371SB "DCOM"), EOP# as an input, and the page registers 84h to
 * 86h, 88h and 8Ch to 8Eh, which belong to no channel.
 */
final class DmaPair implements StateKeeper, DmaController, RegisterBlock {
    private static final String PAGE = "page";
    private static final int CASCADE = 4;
    private static final int ALL_CHANNELS = 8;

    private final DeviceEvents events;
    private final VirtualClock clock;
    private final Dma8237A bytes;
    private final Dma8237A words;
    private final TransferEngine engine;
    private final Timer again;
    private boolean serving;
    private boolean waiting;

    DmaPair(Wires wires) {
        events = wires.events();
        bytes = new Dma8237A(1, events, this::serve);
        words = new Dma8237A(2, events, this::serve);
        engine = new TransferEngine(wires.dma(), events);
        again = wires.timer("auto-initialized", deadline -> {
            waiting = false;
            serve();
        });
        clock = wires.clock();
    }

    /** Makes controllers that go on where others stopped. */
    DmaPair(Wires wires, DmaState before) {
        this(wires);
        bytes.restore(before.bytes());
        words.restore(before.words());
        if (before.againNanos() >= 0) {
            waiting = true;
            again.arm(before.againNanos());
        }
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(DmaState.SCHEMA, new DmaState(bytes.state(), words.state(), again.deadlineNanos()));
    }

    @Override
    public RangeHandler range(String name) {
        return switch (name) {
            case "bytes" -> bytes;
            case "words" -> words;
            case "page81" -> new PagePorts(0x81);
            case "page87" -> new PagePorts(0x87);
            case "page89" -> new PagePorts(0x89);
            case "page8f" -> new PagePorts(0x8f);
            default -> throw new NoSuchElementException("no handler for the range '" + name + "'");
        };
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(switch (range) {
            case "bytes" -> DmaRegister.declared(0, 1);
            case "words" -> DmaRegister.declared(CASCADE, 2);
            default -> PageRegister.declared(Integer.parseInt(range.substring(PAGE.length()), 16));
        });
    }

    @Override
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            bytes.masterClear();
            words.masterClear();
        }
    }

    @Override
    public void request(int channel, boolean asserted, DmaPeripheral peripheral) {
        if (channel < 0 || channel >= ALL_CHANNELS || channel == CASCADE) {
            events.guest("channel " + channel + " is requested, but takes no requests");
            return;
        }
        DmaChannel requested = channel(channel);
        requested.requested = asserted;
        requested.connect(asserted ? peripheral : null);
        if (asserted) {
            serve();
        }
    }

    private DmaChannel channel(int number) {
        return number < CASCADE ? bytes.channel(number) : words.channel(number - CASCADE);
    }

    /** Serves what can be served. A peripheral that calls back in the middle of it is heard when its turn is over. */
    private void serve() {
        if (serving || waiting) {
            return;
        }
        serving = true;
        try {
            serve(words, CASCADE);
        } finally {
            serving = false;
        }
    }

    private void serve(Dma8237A controller, int firstNumber) {
        for (int position = 0; position < Dma8237A.CHANNELS && controller.enabled(); position++) {
            int number = controller.byPriority(position);
            DmaChannel channel = controller.channel(number);
            if (firstNumber + number == CASCADE) {
                serveCascaded(channel);
            } else if (ready(channel)) {
                if (engine.serve(firstNumber + number, channel) && ready(channel)) {
                    waiting = true;
                    again.arm(clock.nanos());
                }
                controller.served(number);
            }
        }
    }

    private void serveCascaded(DmaChannel cascade) {
        if (!cascade.masked && cascade.mode() == DmaChannel.Mode.CASCADE) {
            serve(bytes, 0);
            return;
        }
        for (int i = 0; i < Dma8237A.CHANNELS && bytes.enabled(); i++) {
            if (ready(bytes.channel(i))) {
                events.guest("channel " + i + " is requested, but channel 4 is masked or not in cascade mode (D4h, D6h)");
            }
        }
    }

    /** The request bit cannot be masked ("Request Register"). */
    private static boolean ready(DmaChannel channel) {
        return (channel.softwareRequest || channel.requested && !channel.masked)
                && channel.mode() != DmaChannel.Mode.CASCADE;
    }

    /** A run of page register ports. */
    private final class PagePorts implements RangeHandler {
        private final int firstPort;

        PagePorts(int firstPort) {
            this.firstPort = firstPort;
        }

        @Override
        public long read(long offset, int width) {
            return channel(PageRegister.at(firstPort + (int) offset).channel()).page();
        }

        @Override
        public void write(long offset, int width, long value) {
            channel(PageRegister.at(firstPort + (int) offset).channel()).writePage((int) value & 0xff);
        }

        @Override
        public long peek(long offset, int width) {
            return read(offset, width);
        }
    }
}
