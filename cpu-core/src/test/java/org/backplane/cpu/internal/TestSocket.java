package org.backplane.cpu.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.backplane.bus.AddressSpace;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Dma;
import org.backplane.bus.Line;
import org.backplane.bus.LineListener;
import org.backplane.bus.Reset;
import org.backplane.bus.RoleListener;
import org.backplane.bus.Slab;
import org.backplane.bus.Timer;
import org.backplane.bus.TimerCallback;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Window;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.pci.PciWires;
import org.backplane.bus.processor.PhysicalMemory;
import org.backplane.bus.processor.ProcessorSocket;

/** A socket for a processor in tests: RAM from address 0, nothing else in memory, and ports that are written down. */
public final class TestSocket implements ProcessorSocket, PhysicalMemory {
    private final byte[] ram;
    /** Accesses to ports, such as {@code "out 80 1 55"} and {@code "in 60 1"}. */
    public final List<String> portLog = new ArrayList<>();
    /** What reads of ports answer; all ones where nothing is put. */
    public final Map<Integer, Long> portAnswers = new HashMap<>();
    /** Accesses to physical memory outside RAM. */
    public final List<String> deviceLog = new ArrayList<>();
    /** Physical address of a page of RAM that does not answer; what is outside RAM does. */
    public long hidden = -1;
    /** What answers reads outside RAM, and hears of reads and writes there. */
    public LongSupplier device = () -> -1;
    public final Map<String, LineListener> pins = new HashMap<>();
    /** How many elements a block of port accesses has at most; 0 if there are single ones only. */
    public int mostInBlock;
    /** If there are blocks, what reads give one after the other, and where blocks of writes go. */
    public final byte[] blocks = new byte[0x1000];
    private int block;
    /** Told of every access to a port, or block of them. */
    public Runnable onPort = () -> { };
    public int vector = 255;
    public long nanos;

    public TestSocket(int ramBytes) {
        ram = new byte[ramBytes];
    }

    // Physical memory.

    @Override
    public byte[] arena() {
        return ram;
    }

    @Override
    public int readIndex(long physicalPage) {
        return isRam(physicalPage, 1) ? (int) physicalPage : -1;
    }

    private boolean isRam(long address, int width) {
        return address >= 0 && address + width <= ram.length && (address & -Slab.PAGE_BYTES) != hidden;
    }

    @Override
    public int writeIndex(long physicalPage) {
        return readIndex(physicalPage);
    }

    @Override
    public long read(long address, int width) {
        if (!isRam(address, width)) {
            deviceLog.add("read " + Long.toHexString(address) + " " + width);
            return device.getAsLong() & -1L >>> 64 - 8 * width;
        }
        return peek(address, width);
    }

    @Override
    public void write(long address, int width, long value) {
        if (!isRam(address, width)) {
            deviceLog.add("write " + Long.toHexString(address) + " " + width + " " + Long.toHexString(value));
            device.getAsLong();
            return;
        }
        for (int i = 0; i < width; i++) {
            ram[(int) address + i] = (byte) (value >>> 8 * i);
        }
        written.accept((int) address, width);
    }

    /** Told of writes through the space, as the fabric tells the processor. */
    public BiConsumer<Integer, Integer> written = (index, length) -> { };

    @Override
    public long peek(long address, int width) {
        if (address + width > ram.length || address < 0) {
            return -1L >>> 64 - 8 * width;
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (ram[(int) address + i] & 0xFFL) << 8 * i;
        }
        return value;
    }

    // Ports and pins.

    @Override
    public Window window(String name) {
        throw new NoSuchElementException(name);
    }

    @Override
    public PciWires pci() {
        throw new IllegalStateException("a processor is no PCI function");
    }

    @Override
    public <R> void watch(Class<R> role, RoleListener<R> listener) {
        // There is nobody else.
    }

    @Override
    public List<SlotDTO> slots() {
        return List.of();
    }

    @Override
    public PhysicalMemory memory() {
        return this;
    }

    @Override
    public AddressSpace ports() {
        return new AddressSpace() {
            @Override
            public long read(long address, int width) {
                portLog.add("in " + Long.toHexString(address) + " " + width);
                onPort.run();
                if (mostInBlock > 0) {
                    block += width;
                    return peekBlock(width);
                }
                return portAnswers.getOrDefault((int) address, -1L) & -1L >>> 64 - 8 * width;
            }

            @Override
            public void write(long address, int width, long value) {
                portLog.add("out " + Long.toHexString(address) + " " + width + " "
                        + Long.toHexString(value & -1L >>> 64 - 8 * width));
                onPort.run();
            }

            @Override
            public long peek(long address, int width) {
                return -1;
            }

            @Override
            public int readBlock(long address, int width, byte[] into, int index, int count) {
                int elements = Math.min(count, mostInBlock);
                for (int i = 0; i < elements * width; i++) {
                    into[index + i] = blocks[block++];
                }
                return inBlock("in ", address, width, elements);
            }

            @Override
            public int writeBlock(long address, int width, byte[] from, int index, int count) {
                int elements = Math.min(count, mostInBlock);
                System.arraycopy(from, index, blocks, block, elements * width);
                block += elements * width;
                return inBlock("out ", address, width, elements);
            }

            /** The last element that was taken. */
            private long peekBlock(int width) {
                long value = 0;
                for (int i = 1; i <= width; i++) {
                    value = value << 8 | blocks[block - i] & 0xFF;
                }
                return value;
            }

            private int inBlock(String kind, long address, int width, int elements) {
                if (elements > 0) {
                    portLog.add(kind + Long.toHexString(address) + " " + width + " x" + elements);
                    onPort.run();
                }
                return elements;
            }
        };
    }

    @Override
    public int acknowledgeInterrupt() {
        return vector;
    }

    @Override
    public void sense(String pin, LineListener listener) {
        pins.put(pin, listener);
        if (pin.equals("a20")) {
            listener.changed(true);
        }
    }

    @Override
    public VirtualClock clock() {
        return () -> nanos;
    }

    @Override
    public String pid() {
        return "test";
    }

    /** A line that nobody else drives. */
    @Override
    public Line line(String pin) {
        return new Line() {
            private boolean level;

            @Override
            public void set(boolean asserted) {
                level = asserted;
            }

            @Override
            public boolean asserted() {
                return level;
            }
        };
    }

    // What a processor does not use.

    private static AssertionError unused() {
        return new AssertionError("a processor has no use for this");
    }

    @Override
    public long rangeBytes(String name) {
        throw unused();
    }

    @Override
    public Timer timer(String name, TimerCallback callback) {
        throw unused();
    }

    @Override
    public Dma dma() {
        throw unused();
    }

    @Override
    public Slab slab(String name, long lengthBytes) {
        throw unused();
    }

    @Override
    public DeviceEvents events() {
        throw unused();
    }

    @Override
    public void post(Runnable work) {
        throw unused();
    }

    @Override
    public void requestReset(Reset kind) {
        throw unused();
    }

    @Override
    public void requestPowerOff(int status) {
        throw unused();
    }

    /** Clears RAM. */
    public void clear() {
        Arrays.fill(ram, (byte) 0);
    }
}
