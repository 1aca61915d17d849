package org.backplane.bus.testkit;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.backplane.bus.Dma;

/** A memory space for a bus master; only what the test has mapped answers. */
public final class FakeDma implements Dma {
    private final MachineThread machine;
    private final TreeMap<Long, byte[]> blocks = new TreeMap<>();

    FakeDma(MachineThread machine) {
        this.machine = machine;
    }

    /**
     * Maps memory.
     *
     * @param physical physical address of its first byte; at least 0
     * @param bytes    the storage; what the card writes arrives here
     */
    public void map(long physical, byte[] bytes) {
        blocks.put(physical, bytes);
    }

    @Override
    public int read(long physical, byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        Arrays.fill(into, offset, offset + length, (byte) 0xff);
        int answered = 0;
        for (int i = 0; machine.check() && i < length; i++) {
            byte[] block = blockAt(physical + i);
            if (block != null) {
                into[offset + i] = block[indexAt(physical + i)];
                answered++;
            }
        }
        return answered;
    }

    @Override
    public int write(long physical, byte[] from, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, from.length);
        int answered = 0;
        for (int i = 0; machine.check() && i < length; i++) {
            byte[] block = blockAt(physical + i);
            if (block != null) {
                block[indexAt(physical + i)] = from[offset + i];
                answered++;
            }
        }
        return answered;
    }

    private byte[] blockAt(long physical) {
        Map.Entry<Long, byte[]> block = blocks.floorEntry(physical);
        return block != null && physical - block.getKey() < block.getValue().length ? block.getValue() : null;
    }

    private int indexAt(long physical) {
        return (int) (physical - blocks.floorKey(physical));
    }
}
