package org.backplane.it.evil;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Line;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Timer;
import org.backplane.bus.Wires;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;
import org.osgi.framework.ServiceRegistration;

/** A device that answers a byte at port 300h and, some accesses later, does what no device may. */
public final class EvilDevice implements Device {
    /** Its PID. */
    public static final String PID = "org.backplane.it.evil";
    /** What it answers before. */
    public static final int ANSWER = 0xE0;
    /** The system property that ends what would not end. */
    public static final String LET_GO = "evil.letgo";
    /** The name of the thread that it leaves behind. */
    public static final String THREAD = "evil-thread";

    private static final int PATIENCE_READS = 500;
    /** Not so often that it would be a storm. */
    private static final int PULSE_EVERY = 64;
    private static final long LONGEST_HANG_NANOS = 15_000_000_000L;
    private static final StateSchema SCHEMA = new StateSchema(PID, 1);

    private final Deed deed;
    private ServiceRegistration<Device> registration;

    EvilDevice(Deed deed) {
        this.deed = deed;
    }

    synchronized void registered(ServiceRegistration<Device> as) {
        registration = as;
    }

    synchronized void unregister() {
        if (registration != null) {
            ServiceRegistration<Device> ended = registration;
            registration = null;
            ended.unregister();
        }
    }

    private static int revision() {
        try (InputStream in = EvilDevice.class.getResourceAsStream("/revision")) {
            return in.read() - '0';
        } catch (IOException e) {
            throw new UncheckedIOException("revision", e);
        }
    }

    @Override
    public Optional<StateSchema> keeps() {
        return deed == Deed.FAILS_IN_RESTORE ? Optional.of(SCHEMA) : Optional.empty();
    }

    @Override
    public Card plug(Wires wires) {
        return deed == Deed.FAILS_IN_RESTORE ? new Keeper(wires) : new Evil(wires);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        if (revision() == 2) {
            throw new IllegalStateException("this revision cannot restore");
        }
        return new Keeper(wires);
    }

    private class Keeper extends Evil implements StateKeeper {
        Keeper(Wires wires) {
            super(wires);
        }

        @Override
        public DeviceState state() {
            return new DeviceState(SCHEMA, new StateBuilder().number("reads", reads()).build());
        }
    }

    private class Evil implements Card, RangeHandler {
        private final Wires wires;
        private final Line irq;
        private final Timer timer;
        private int reads;

        Evil(Wires wires) {
            this.wires = wires;
            this.irq = wires.line("irq");
            this.timer = wires.timer("storm", this::storm);
        }

        int reads() {
            return reads;
        }

        @Override
        public RangeHandler range(String name) {
            return deed == Deed.LIES_ABOUT_ITS_SIZE && name.startsWith("memory")
                    ? wires.slab("liar", 4096).window(0, 4096, true) : this;
        }

        @Override
        public long read(long offset, int width) {
            if (++reads > PATIENCE_READS) {
                act();
            }
            return ANSWER + revision();
        }

        @Override
        public void write(long offset, int width, long value) {
        }

        private void act() {
            switch (deed) {
                case THROWS, THROWS_ON_PCI -> throw new IllegalStateException("evil");
                case RECURSES -> recurse(0);
                case DOES_NOT_LINK -> reads += (int) new Missing().value();
                case HANGS -> hang();
                case LEAKS_A_THREAD -> leak();
                case STORMS -> timer.arm(0);
                case OVERWRITES_MEMORY -> overwrite();
                case REACHES_ITSELF -> wires.dma().read(0x1000000, new byte[4], 0, 4);
                case CHANGES_ITS_PROPERTIES -> move();
                case UNREGISTERS_ITSELF -> unregister();
                default -> { }
            }
        }

        /** On each level it touches what others can be harmed by. */
        private int recurse(int depth) {
            if (depth % PULSE_EVERY == 0) {
                irq.pulse();
            }
            wires.dma().read(0x20000, new byte[1], 0, 1);
            return recurse(depth + 1) + 1;
        }

        private void hang() {
            long until = System.nanoTime() + LONGEST_HANG_NANOS;
            while (System.getProperty(LET_GO) == null && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }

        private void leak() {
            if (reads == PATIENCE_READS + 1) {
                Thread thread = new Thread(() -> {
                    while (System.getProperty(LET_GO) == null) {
                        try {
                            Thread.sleep(10);
                        } catch (InterruptedException ignored) {
                            // It is evil.
                        }
                    }
                }, THREAD);
                thread.setDaemon(true);
                thread.start();
            }
        }

        private void storm(long deadlineNanos) {
            irq.pulse();
            timer.arm(deadlineNanos + 1);
        }

        private void overwrite() {
            byte[] zeroes = new byte[4096];
            for (long physical = 0; physical < 0x100_0000; physical += zeroes.length) {
                wires.dma().write(physical, zeroes, 0, zeroes.length);
            }
        }

        private void move() {
            if (reads == PATIENCE_READS + 1) {
                registration.setProperties(new Hashtable<>(Map.of("service.pid", PID, "bus.port", "0x301+1")));
            }
        }
    }
}
