package org.backplane.display.web.internal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import org.backplane.bus.role.Frame;

/** A picture in tiles, to find what changes in it. One thread. */
final class Tiles {
    /** The size of a character of VGA's text modes, four of them beside each other. */
    static final int WIDTH = 32;
    static final int HEIGHT = 16;

    /** A part of a picture, in pixels. */
    record Area(int x, int y, int width, int height) {
    }

    private int width;
    private int height;
    private int[] before = new int[0];

    /** Compares with the picture of the last call; gives the tiles that changed, in rows from the top left. */
    BitSet changed(Frame frame) {
        BitSet tiles = new BitSet();
        if (frame.width() != width || frame.height() != height) {
            width = frame.width();
            height = frame.height();
            before = new int[width * height];
            tiles = all();
        } else {
            for (int tile = 0; tile < columns() * rows(); tile++) {
                tiles.set(tile, differs(area(tile, 1), frame.pixels()));
            }
        }
        System.arraycopy(frame.pixels(), 0, before, 0, before.length);
        return tiles;
    }

    /** All tiles, for one who has seen none. */
    BitSet all() {
        BitSet tiles = new BitSet();
        tiles.set(0, columns() * rows());
        return tiles;
    }

    /** Gives tiles as areas: those beside each other in one. */
    void areas(BitSet tiles, Consumer<Area> sink) {
        for (int tile = tiles.nextSetBit(0); tile >= 0; tile = tiles.nextSetBit(tile)) {
            int endOfRow = (tile / columns() + 1) * columns();
            int end = Math.min(tiles.nextClearBit(tile), endOfRow);
            sink.accept(area(tile, end - tile));
            tile = end;
        }
    }

    private int columns() {
        return (width + WIDTH - 1) / WIDTH;
    }

    private int rows() {
        return (height + HEIGHT - 1) / HEIGHT;
    }

    private Area area(int tile, int count) {
        int x = tile % columns() * WIDTH;
        int y = tile / columns() * HEIGHT;
        return new Area(x, y, Math.min(count * WIDTH, width - x), Math.min(HEIGHT, height - y));
    }

    private boolean differs(Area area, int[] pixels) {
        for (int y = area.y(); y < area.y() + area.height(); y++) {
            int from = y * width + area.x();
            if (!Arrays.equals(before, from, from + area.width(), pixels, from, from + area.width())) {
                return true;
            }
        }
        return false;
    }
}
