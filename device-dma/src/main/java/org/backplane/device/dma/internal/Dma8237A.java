package org.backplane.device.dma.internal;

import java.util.Arrays;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.RangeHandler;

/**
 * The registers of Intel 8237A, "High Performance Programmable DMA Controller", October 1987: one controller with four
 * channels. {@link DmaRegister} lists the registers; {@link TransferEngine} does what they ask for.
 *
 * <p>Not modelled: see {@link DmaPair}.
 */
final class Dma8237A implements RangeHandler {
    /** Channels of one controller. */
    static final int CHANNELS = 4;

    private static final int COMMAND_MEMORY_TO_MEMORY = 0x01;
    private static final int COMMAND_DISABLE = 0x04;
    private static final int COMMAND_ROTATING_PRIORITY = 0x10;
    private static final int COMMAND_PIN_SENSES = 0xc0;
    private static final int SELECT = 0x03;
    private static final int SET = 0x04;
    private static final int UNDRIVEN = 0xff;

    private final DmaChannel[] channels = new DmaChannel[CHANNELS];
    private final int addressShift;
    private final DeviceEvents events;
    private final Runnable changed;
    private int command;
    private boolean high;
    private int lowestPriority = CHANNELS - 1;

    /**
     * Makes a controller after power-on.
     *
     * @param unitBytes what the channels transfer at a time: 1 or 2 bytes, which is the distance of the registers too
     * @param events    where the guest's oddities are reported
     * @param changed   called after the guest has written a register
     */
    Dma8237A(int unitBytes, DeviceEvents events, Runnable changed) {
        this.addressShift = unitBytes - 1;
        this.events = events;
        this.changed = changed;
        for (int i = 0; i < CHANNELS; i++) {
            channels[i] = new DmaChannel(unitBytes);
        }
    }

    /** The command register, the byte pointer flip-flop, the channel that was served last, and the channels. */
    record State(int command, boolean high, int lowestPriority, DmaChannel.State[] channels) {
        State {
            if (channels.length != CHANNELS) {
                throw new IllegalArgumentException(channels.length + " channels where there are " + CHANNELS);
            }
        }
    }

    State state() {
        return new State(command, high, lowestPriority,
                Arrays.stream(channels).map(DmaChannel::state).toArray(DmaChannel.State[]::new));
    }

    void restore(State state) {
        command = state.command;
        high = state.high;
        lowestPriority = state.lowestPriority;
        for (int i = 0; i < CHANNELS; i++) {
            channels[i].restore(state.channels[i]);
        }
    }

    DmaChannel channel(int number) {
        return channels[number];
    }

    boolean enabled() {
        return (command & COMMAND_DISABLE) == 0;
    }

    /** The channel whose turn is after so many others ("Priority"). */
    int byPriority(int position) {
        return lowestPriority + 1 + position & SELECT;
    }

    /** With rotating priority the channel that was served becomes the last. */
    void served(int channel) {
        if ((command & COMMAND_ROTATING_PRIORITY) != 0) {
            lowestPriority = channel;
        }
    }

    @Override
    public long read(long offset, int width) {
        int address = (int) offset >> addressShift;
        long value = peek(offset, width);
        switch (DmaRegister.read(address)) {
            case CHANNEL -> high = !high;
            case STATUS -> {
                for (DmaChannel channel : channels) {
                    channel.terminalCount = false;
                }
            }
            case UNREADABLE -> events.guest(String.format(
                    "port %x of the controller read: %s", address, DmaRegister.UNREADABLE.cited()));
            default -> { }
        }
        return value;
    }

    @Override
    public long peek(long offset, int width) {
        int address = (int) offset >> addressShift;
        return switch (DmaRegister.read(address)) {
            case CHANNEL -> readChannel(address);
            case STATUS -> status();
            case TEMPORARY -> 0;
            case ALL_MASK -> masks();
            case UNREADABLE -> UNDRIVEN;
            case COMMAND, REQUEST, SINGLE_MASK, MODE, CLEAR_FLIP_FLOP, MASTER_CLEAR, CLEAR_MASK ->
                throw new AssertionError(address);
        };
    }

    @Override
    public void write(long offset, int width, long value) {
        int address = (int) offset >> addressShift;
        write(DmaRegister.written(address), address, (int) value & 0xff);
        changed.run();
    }

    private void write(DmaRegister register, int address, int value) {
        DmaChannel selected = channels[value & SELECT];
        switch (register) {
            case CHANNEL -> writeChannel(address, value);
            case COMMAND -> writeCommand(value);
            case REQUEST -> selected.softwareRequest = (value & SET) != 0;
            case SINGLE_MASK -> selected.masked = (value & SET) != 0;
            case MODE -> selected.writeMode(value);
            case CLEAR_FLIP_FLOP -> high = false;
            case MASTER_CLEAR -> masterClear();
            case CLEAR_MASK -> writeMasks(0);
            case ALL_MASK -> writeMasks(value);
            case STATUS, TEMPORARY, UNREADABLE -> throw new AssertionError(register);
        }
    }

    /** "Master Clear": as RESET; modes, addresses and counts stay. */
    void masterClear() {
        command = 0;
        high = false;
        lowestPriority = CHANNELS - 1;
        for (DmaChannel channel : channels) {
            channel.masked = true;
            channel.terminalCount = false;
            channel.softwareRequest = false;
        }
    }

    private int readChannel(int address) {
        DmaChannel channel = channels[address >> 1];
        return (address & 1) == 0 ? channel.readAddress(high) : channel.readCount(high);
    }

    private void writeChannel(int address, int value) {
        DmaChannel channel = channels[address >> 1];
        if ((address & 1) == 0) {
            channel.writeAddress(high, value);
        } else {
            channel.writeCount(high, value);
        }
        high = !high;
    }

    private void writeCommand(int value) {
        if ((value & COMMAND_MEMORY_TO_MEMORY) != 0) {
            events.guest("COMMAND written with " + hex(value)
                    + ": a PC's chip set does no memory-to-memory transfers (82371SB \"DCOM\")");
        }
        if ((value & COMMAND_PIN_SENSES) != 0) {
            events.guest("COMMAND written with " + hex(value)
                    + ": the senses of DREQ and DACK are fixed (82371SB \"DCOM\")");
        }
        command = value;
        if ((value & COMMAND_ROTATING_PRIORITY) == 0) {
            lowestPriority = CHANNELS - 1;
        }
    }

    private int status() {
        int status = 0;
        for (int i = 0; i < CHANNELS; i++) {
            status |= channels[i].terminalCount ? 1 << i : 0;
            status |= channels[i].requested || channels[i].softwareRequest ? 0x10 << i : 0;
        }
        return status;
    }

    private int masks() {
        int masks = 0;
        for (int i = 0; i < CHANNELS; i++) {
            masks |= channels[i].masked ? 1 << i : 0;
        }
        return masks;
    }

    private void writeMasks(int masks) {
        for (int i = 0; i < CHANNELS; i++) {
            channels[i].masked = (masks >> i & 1) != 0;
        }
    }

    private static String hex(int value) {
        return String.format("%02x", value);
    }
}
