package org.backplane.device.vga.internal;

import org.backplane.bus.RangeHandler;

/** A run of the VGA's ports. */
final class VgaPorts implements RangeHandler {
    private final Vga vga;
    private final int first;

    /**
     * Makes the handler.
     *
     * @param vga   the chip
     * @param first the run's first port
     */
    VgaPorts(Vga vga, VgaPort first) {
        this.vga = vga;
        this.first = first.offset();
    }

    @Override
    public long read(long offset, int width) {
        return vga.read(VgaPort.read(first + (int) offset));
    }

    @Override
    public long peek(long offset, int width) {
        return vga.peek(VgaPort.read(first + (int) offset));
    }

    @Override
    public void write(long offset, int width, long value) {
        vga.write(VgaPort.written(first + (int) offset), (int) value);
    }
}
