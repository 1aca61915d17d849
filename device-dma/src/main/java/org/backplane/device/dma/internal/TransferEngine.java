package org.backplane.device.dma.internal;

import java.util.Arrays;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Dma;
import org.backplane.bus.role.DmaPeripheral;

/**
 * Moves the data of one channel between its peripheral and memory ("Transfer Types"). The bus is so fast here that a
 * transfer takes no time; whether demand, single or block mode cuts it into pieces makes no difference that a guest sees.
 */
final class TransferEngine {
    private static final int CHUNK_BYTES = 4096;
    private static final byte UNDRIVEN = (byte) 0xff;

    private final Dma memory;
    private final DeviceEvents events;
    private final byte[] chunk = new byte[CHUNK_BYTES];

    TransferEngine(Dma memory, DeviceEvents events) {
        this.memory = memory;
        this.events = events;
    }

    /**
     * Serves a request until the peripheral has no more, lets its request go, or the count is through.
     *
     * @return whether terminal count was reached
     */
    boolean serve(int number, DmaChannel channel) {
        if (channel.transfer() == DmaChannel.Transfer.ILLEGAL) {
            events.guest("channel " + number + ": transfer type 11 is illegal (8237A \"Mode Register\"), taken as verify");
        }
        // In block mode the request has to last until DACK only.
        boolean block = channel.mode() == DmaChannel.Mode.BLOCK;
        // The request bit gives a DACK that no peripheral has asked for: nobody drives the bus or takes what is on it.
        DmaPeripheral peripheral = channel.requested ? channel.peripheral() : null;
        // Whatever happens to the registers meanwhile, a turn ends after the count that it began with.
        int left = channel.remaining();
        do {
            int wanted = Math.min(Math.min(left, channel.remaining()), channel.contiguous());
            wanted = Math.min(wanted, CHUNK_BYTES / channel.unitBytes());
            int moved = move(channel, peripheral, wanted * channel.unitBytes()) / channel.unitBytes();
            if (moved > 0 && channel.advance(moved)) {
                channel.terminate();
                if (peripheral != null) {
                    peripheral.terminalCount();
                }
                return true;
            }
            left -= moved;
            if (moved < wanted || left == 0) {
                return false;
            }
        } while (block || channel.requested || channel.softwareRequest);
        return false;
    }

    private int move(DmaChannel channel, DmaPeripheral peripheral, int bytes) {
        if (channel.transfer() == DmaChannel.Transfer.READ) {
            memory.read(channel.physical(), chunk, 0, bytes);
            return peripheral == null ? bytes : bounded(peripheral.fromMemory(chunk, 0, bytes), bytes);
        }
        Arrays.fill(chunk, 0, bytes, UNDRIVEN);
        int given = peripheral == null ? bytes : bounded(peripheral.toMemory(chunk, 0, bytes), bytes);
        if (channel.transfer() == DmaChannel.Transfer.WRITE) {
            memory.write(channel.physical(), chunk, 0, given - given % channel.unitBytes());
        }
        return given;
    }

    private static int bounded(int answer, int bytes) {
        if (answer < 0 || answer > bytes) {
            throw new AssertionError("the peripheral moved " + answer + " of " + bytes + " bytes");
        }
        return answer;
    }
}
