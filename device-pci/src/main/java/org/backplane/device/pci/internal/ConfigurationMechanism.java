package org.backplane.device.pci.internal;

import java.util.function.Consumer;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/**
 * Configuration mechanism #1 (PCI 3.0 §3.2.2.3.2; 82441FX "CONFADD", "CONFDATA") at ports CF8h to CFFh, and what lies
 * beside it: only a dword at CF8h is CONFADD; a byte at CF9h is the reset control register (82371SB "RC").
 */
final class ConfigurationMechanism {
    private static final long CONFADD_ENABLE = 0x8000_0000L;
    /** Enable, bus, device, function and register; the rest is reserved. */
    private static final long CONFADD_WRITABLE = 0x80ff_fffcL;
    private static final int CONFADD_WIDTH = 4;
    private static final int RC_OFFSET = 1;
    /** System reset: hard if set, else of the processor alone. */
    private static final int RC_SRST = 1 << 1;
    /** Reset CPU: its rising edge starts the reset. */
    private static final int RC_RCPU = 1 << 2;

    private final Functions functions;
    private final Consumer<Reset> reset;
    private final Runnable changed;
    private long confadd;
    private int resetControl;

    /**
     * Makes the mechanism.
     *
     * @param reset   hears of the resets that software asks for
     * @param changed called after each write to configuration space
     */
    ConfigurationMechanism(Functions functions, Consumer<Reset> reset, Runnable changed) {
        this.functions = functions;
        this.reset = reset;
        this.changed = changed;
    }

    /** The registers of one of the two ranges, for whoever looks at the chip from outside. */
    static RegisterMap declared(boolean data) {
        return data ? RegisterMap.of(Register.of("CONFDATA", 0, CONFADD_WIDTH, Register.Access.RW).writable(0)
                .section("82441FX \"CONFDATA\"")) : RegisterMap.of(
                Register.of("CONFADD", 0, CONFADD_WIDTH, Register.Access.RW).widths(CONFADD_WIDTH).reset(0)
                        .writable(CONFADD_WRITABLE).section("82441FX \"CONFADD\""),
                Register.of("RC", RC_OFFSET, 1, Register.Access.RW).widths(1).reset(0).writable(RC_SRST | RC_RCPU)
                        .section("82371SB \"RC\""));
    }

    void reset() {
        confadd = 0;
        resetControl = 0;
    }

    /**
     * Both registers.
     *
     * @param confadd      CONFADD
     * @param resetControl RC
     */
    record State(long confadd, int resetControl) {
    }

    State state() {
        return new State(confadd, resetControl);
    }

    void restore(State before) {
        confadd = before.confadd;
        resetControl = before.resetControl;
    }

    /** CF8h to CFBh. */
    RangeHandler address() {
        return new RangeHandler() {
            @Override
            public long read(long offset, int width) {
                return width == CONFADD_WIDTH ? confadd : offset == RC_OFFSET && width == 1 ? resetControl : -1L;
            }

            @Override
            public long peek(long offset, int width) {
                return read(offset, width);
            }

            @Override
            public void write(long offset, int width, long value) {
                if (width == CONFADD_WIDTH) {
                    confadd = value & CONFADD_WRITABLE;
                } else if (offset == RC_OFFSET && width == 1) {
                    resetControl((int) value);
                }
            }
        };
    }

    private void resetControl(int value) {
        boolean rising = (value & ~resetControl & RC_RCPU) != 0;
        resetControl = value & (RC_RCPU | RC_SRST);
        if (rising) {
            reset.accept((value & RC_SRST) != 0 ? Reset.HARD : Reset.INIT);
        }
    }

    /** CFCh to CFFh: the register that CONFADD names. While that is not enabled these are ports like any other. */
    RangeHandler data() {
        return new RangeHandler() {
            @Override
            public long read(long offset, int width) {
                Function function = target();
                if (function == null) {
                    abort();
                    return -1L;
                }
                long value = 0;
                for (int i = 0; i < width; i++) {
                    value |= (long) function.read(register(offset) + i) << (8 * i);
                }
                return value;
            }

            @Override
            public void write(long offset, int width, long value) {
                Function function = target();
                if (function == null) {
                    abort();
                    return;
                }
                for (int i = 0; i < width; i++) {
                    function.write(register(offset) + i, (int) (value >>> (8 * i)) & 0xff);
                }
                function.decode();
                changed.run();
            }
        };
    }

    private boolean enabled() {
        return (confadd & CONFADD_ENABLE) != 0;
    }

    private int register(long offset) {
        return (int) (confadd & 0xfc | offset);
    }

    private Bus bus() {
        return functions.root().find((int) (confadd >>> 16) & 0xff);
    }

    private Function target() {
        Bus bus = enabled() ? bus() : null;
        return bus == null ? null : bus.at((int) (confadd >>> 11) & 0x1f, (int) (confadd >>> 8) & 0x7);
    }

    /** Nobody claims the cycle (PCI 3.0 §3.3.3.1, §6.1): all ones, and the bridge on whose bus it ran keeps it in mind. */
    private void abort() {
        if (enabled()) {
            Bus bus = bus();
            (bus == null ? functions.root() : bus).masterAbort(functions.root().at(0, 0));
        }
    }
}
