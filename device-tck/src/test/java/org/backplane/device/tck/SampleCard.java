package org.backplane.device.tck;

import java.util.Optional;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Timer;
import org.backplane.bus.Wires;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.Register.Access;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;

/** Registers, a timer, an interrupt and DMA; what a mutation makes wrong is asked for where it goes wrong. */
final class SampleCard implements StateKeeper, RegisterBlock, RangeHandler {
    static final StateSchema SCHEMA = new StateSchema("org.backplane.sample", 1);

    private static final RegisterMap REGISTERS = RegisterMap.of(
            Register.of("ID", 0x00, 4, Access.RO).reset(0xbc),
            Register.of("DATA", 0x04, 4, Access.RW).reset(0),
            Register.of("SCRATCH", 0x08, 4, Access.RW).reset(0x5a),
            Register.of("STATUS", 0x0c, 4, Access.W1C).reset(0).clearedByOne(3),
            Register.of("CONTROL", 0x10, 4, Access.RW).reset(0).writable(1),
            Register.of("COUNT", 0x14, 4, Access.RO).reset(0),
            Register.of("ADDRESS", 0x18, 4, Access.RW).reset(0),
            Register.of("GO", 0x1c, 4, Access.WO),
            Register.of("BANK", 0x20, 4, Access.RW).reset(0).writable(1),
            Register.of("BANKED_ID", 0x24, 4, Access.RO).reset(0xa5).when("BANK = 0"),
            Register.of("BANKED", 0x24, 4, Access.RW).reset(0x77).when("BANK = 1"),
            Register.of("BANKED_STATUS", 0x28, 4, Access.W1C).reset(0).clearedByOne(1).when("BANK = 1"));
    private static final int HOLE = 0x30;
    private static final int HOLE_OF_PEEKS = 0x34;
    private static final int LAST = 0x3c;
    private static final int BLOCK_BYTES = 64;
    private static final long MILLI_NANOS = 1_000_000;

    private final Wires wires;
    private final Mutation mutation;
    private final Timer timer;
    private long data;
    private long scratch;
    private long status;
    private long control;
    private long count;
    private long address;
    private long bank;
    private long banked;
    private long bankedId;
    private long bankedStatus;
    private boolean busy;
    private long peeks;

    /** The card's state. */
    record State(long data, long scratch, long status, long control, long count, long address, long deadline,
            long bank, long banked, long bankedId, long bankedStatus) {
        static State atPowerOn(Mutation mutation) {
            return new State(0, mutation == Mutation.A_REGISTER_STARTS_WITH_ANOTHER_VALUE ? 0x5b : 0x5a, 0, 0, 0, 0, -1,
                    0, mutation == Mutation.A_CONDITIONAL_REGISTER_STARTS_WITH_ANOTHER_VALUE ? 0x78 : 0x77, 0xa5, 0);
        }
    }

    SampleCard(Wires wires, Mutation mutation, State state) {
        this.wires = wires;
        this.mutation = mutation;
        timer = wires.timer("done", deadline -> raise(1));
        take(state);
        Crimes.plugged(mutation, wires);
    }

    private boolean is(Mutation asked) {
        return mutation == asked;
    }

    private void take(State state) {
        data = state.data;
        scratch = state.scratch;
        status = state.status;
        control = state.control;
        count = state.count;
        address = state.address;
        bank = state.bank;
        banked = state.banked;
        bankedId = state.bankedId;
        bankedStatus = state.bankedStatus;
        timer.cancel();
        if (state.deadline >= 0) {
            timer.arm(state.deadline);
        }
        driveTheLine();
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(SCHEMA, new State(data, is(Mutation.THE_STATE_MISSES_A_VALUE) ? 0 : scratch, status, control, count,
                address, timer.deadlineNanos(), bank, banked, bankedId, bankedStatus));
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(REGISTERS);
    }

    @Override
    public RangeHandler range(String name) {
        return is(Mutation.A_RANGE_HAS_NO_HANDLER) ? null : this;
    }

    @Override
    public long read(long offset, int width) {
        if (offset == LAST && is(Mutation.AN_OFFSET_IS_NOT_ANSWERED)) {
            throw new IllegalArgumentException("no register there");
        }
        return offset == HOLE && is(Mutation.IT_LOOKS_AT_THE_HOSTS_CLOCK) ? System.nanoTime() : value(offset);
    }

    @Override
    public long peek(long offset, int width) {
        if (offset == HOLE_OF_PEEKS && is(Mutation.A_PEEK_CHANGES_SOMETHING)) {
            peeks++;
        }
        return offset == HOLE_OF_PEEKS && is(Mutation.A_PEEK_TELLS_SOMETHING_ELSE) ? 8
                : offset == HOLE && is(Mutation.IT_LOOKS_AT_THE_HOSTS_CLOCK) ? -1 : value(offset);
    }

    private long value(long offset) {
        return switch ((int) offset) {
            case 0x00 -> 0xbc;
            case 0x04 -> data;
            case 0x08 -> scratch;
            case 0x0c -> status;
            case 0x10 -> control;
            case 0x14 -> count;
            case 0x18 -> address;
            case 0x20 -> bank;
            case 0x24 -> bank == 0 ? bankedId : banked;
            case 0x28 -> bank == 0 ? 0 : bankedStatus;
            case HOLE -> Crimes.shared();
            case HOLE_OF_PEEKS -> peeks;
            default -> 0;
        };
    }

    @Override
    public void write(long offset, int width, long value) {
        switch ((int) offset) {
            case 0x04 -> data(value);
            case 0x08 -> scratch(value);
            case 0x0c -> status &= is(Mutation.A_WRITTEN_ZERO_CLEARS_TOO) ? 0 : ~value;
            case 0x10 -> control(value);
            case 0x14 -> count = is(Mutation.A_READ_ONLY_REGISTER_CAN_BE_WRITTEN) ? value : count;
            case 0x18 -> address(value);
            case 0x1c -> go();
            case 0x20 -> bank = value & 1;
            case 0x24 -> banked(value);
            case 0x28 -> {
                if (bank == 1) {
                    bankedStatus &= is(Mutation.A_WRITTEN_ZERO_CLEARS_A_CONDITIONAL_BIT_TOO) ? 0 : ~value;
                }
            }
            default -> { }
        }
        driveTheLine();
    }

    private void data(long value) {
        data = value;
        count++;
        timer.arm(wires.clock().nanos() + MILLI_NANOS);
        Crimes.written(mutation);
    }

    private void scratch(long value) {
        if (is(Mutation.A_SEQUENCE_OF_WRITES_MAKES_IT_THROW) && count >= 3) {
            throw new ArithmeticException("count " + count);
        }
        scratch = is(Mutation.A_WRITABLE_BIT_IS_STUCK) ? value & ~0x80 : value;
    }

    private void banked(long value) {
        if (bank == 1) {
            banked = is(Mutation.A_CONDITIONAL_BIT_IS_STUCK) ? value & ~0x10 : value;
            scratch ^= is(Mutation.A_WRITE_OF_A_CONDITIONAL_REGISTER_SPILLS_OVER) ? value & 0xff : 0;
            bankedStatus |= 1;
        } else if (is(Mutation.A_CONDITIONAL_READ_ONLY_REGISTER_CAN_BE_WRITTEN)) {
            bankedId = value;
        }
    }

    private void control(long value) {
        control = value & 1;
        for (int i = 0; i < 100 && is(Mutation.A_WRITE_MAKES_A_STORM); i++) {
            wires.line("irq").pulse();
        }
    }

    private void address(long value) {
        address = value;
        scratch ^= is(Mutation.A_WRITE_SPILLS_OVER) ? value & 0xff : 0;
    }

    /** Writes a block to memory. What that does to the card itself finds it busy. */
    private void go() {
        if (busy && !is(Mutation.DMA_STARTS_DMA)) {
            return;
        }
        busy = true;
        wires.dma().write(address, new byte[BLOCK_BYTES], 0, BLOCK_BYTES);
        busy = false;
        raise(2);
    }

    private void raise(long bit) {
        status |= bit;
        driveTheLine();
    }

    private void driveTheLine() {
        boolean level = (control & 1) != 0 && status != 0;
        wires.line("irq").set(level);
        if (is(Mutation.IT_INSISTS_ON_ITS_PIN) && wires.line("irq").asserted() != level) {
            throw new IllegalStateException("the pin does not follow");
        }
    }

    @Override
    public void reset(Reset kind) {
        if (kind == Reset.INIT) {
            data = is(Mutation.INIT_CLEARS_A_REGISTER) ? 0 : data;
            return;
        }
        long before = scratch;
        long bankedBefore = banked;
        boolean level = wires.line("irq").asserted();
        take(State.atPowerOn(Mutation.NONE));
        if (is(Mutation.RESET_FORGETS_A_REGISTER)) {
            scratch = before;
        }
        if (is(Mutation.RESET_FORGETS_A_CONDITIONAL_REGISTER)) {
            banked = bankedBefore;
        }
        if (is(Mutation.RESET_LEAVES_THE_PIN)) {
            wires.line("irq").set(level);
        }
    }

    @Override
    public void handOver() {
        Crimes.handedOver(mutation);
    }

    @Override
    public void unplug() {
        Crimes.unplugged(mutation, this);
    }
}
