package org.backplane.device.vga.internal;

import org.backplane.bus.RangeHandler;

/**
 * The video memory as the processor sees it from A0000h on: sequencer and graphics controller say which maps an address
 * means and what becomes of the data (FreeVGA "Accessing Graphics Memory"). While the display interface has a packed mode,
 * the window shows 64 KiB of the array instead, chosen by its bank register.
 *
 * <p>With chain 4 the two lowest bits of the address choose the map; bits 14 and 15 take their place on the way to it, as the
 * CRT controller's doubleword addresses have it (IBM VGA "CRT Controller": counter bits 12 and 13).
 *
 * <p>IBM wants three bits to agree on odd and even addresses: bit 2 of the sequencer's memory mode, bit 4 of graphics mode,
 * bit 1 of miscellaneous graphics. Where they do not, the adapter of these PCI ids goes by graphics mode alone (measured:
 * QEMU 7.2), and GRUB as firmware relies on that.
 */
final class HostWindow implements RangeHandler {
    private static final int BANK_SHIFT = 16;
    private static final int BANK_MASK = 0xffff;
    private static final int EVEN_MAPS = 0x05;
    private static final int ODD_MAPS = 0x0a;
    private static final int ALL_MAPS = 0x0f;

    private final Sequencer sequencer;
    private final GraphicsController graphics;
    private final Dispi dispi;
    private final VideoMemory memory;

    /** Where the window is ("Miscellaneous Graphics Register" bits 2 and 3). */
    enum Map {
        WINDOW_128K(0xa0000, 0x20000),
        WINDOW_64K(0xa0000, 0x10000),
        MONOCHROME_32K(0xb0000, 0x8000),
        COLOR_32K(0xb8000, 0x8000);

        private final long address;
        private final int bytes;

        Map(long address, int bytes) {
            this.address = address;
            this.bytes = bytes;
        }

        long address() {
            return address;
        }

        /** The name of the range that is long enough for it and no longer. */
        String rangeName() {
            return "window-" + (bytes >> 10) + "k";
        }
    }

    HostWindow(Sequencer sequencer, GraphicsController graphics, Dispi dispi, VideoMemory memory) {
        this.sequencer = sequencer;
        this.graphics = graphics;
        this.dispi = dispi;
        this.memory = memory;
    }

    @Override
    public long read(long offset, int width) {
        if (dispi.packed()) {
            return memory.read(banked(offset), width);
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            int at = (int) offset + i;
            int maps = memory.maps(address(at));
            graphics.latch(maps);
            value |= (long) graphics.read(maps, readMap(at)) << 8 * i;
        }
        return value;
    }

    @Override
    public long peek(long offset, int width) {
        if (dispi.packed()) {
            return memory.read(banked(offset), width);
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            int at = (int) offset + i;
            value |= (long) graphics.read(memory.maps(address(at)), readMap(at)) << 8 * i;
        }
        return value;
    }

    @Override
    public void write(long offset, int width, long value) {
        if (dispi.packed()) {
            memory.write(banked(offset), width, value);
            return;
        }
        for (int i = 0; i < width; i++) {
            write((int) offset + i, (int) (value >>> 8 * i) & 0xff);
        }
    }

    private void write(int at, int value) {
        int maps = GraphicsController.bytesOf(writtenMaps(at));
        int address = address(at);
        int data = graphics.write(value);
        memory.maps(address, maps == -1 ? data : data & maps | memory.maps(address) & ~maps);
    }

    private int writtenMaps(int at) {
        int addressed = ALL_MAPS;
        if (sequencer.chain4()) {
            addressed = 1 << (at & 3);
        } else if (graphics.oddEven()) {
            addressed = (at & 1) == 0 ? EVEN_MAPS : ODD_MAPS;
        }
        return addressed & sequencer.mapMask();
    }

    private int readMap(int at) {
        if (sequencer.chain4()) {
            return at & 3;
        }
        return graphics.oddEven() ? graphics.readMap() & 2 | at & 1 : graphics.readMap();
    }

    private int address(int at) {
        return planar(sequencer.chain4() ? chained(at) : graphics.oddEven() ? at & ~1 : at);
    }

    private static int chained(int at) {
        return at & 0xfffc | at >> 14 & 3;
    }

    /** The address in the maps: a VGA has 64 KiB of each, the display interface's planar mode one such part a bank. */
    private int planar(int address) {
        return address & BANK_MASK | (dispi.planar() ? dispi.bank() << BANK_SHIFT : 0);
    }

    private long banked(long offset) {
        return (long) dispi.bank() << BANK_SHIFT | offset & BANK_MASK;
    }
}
