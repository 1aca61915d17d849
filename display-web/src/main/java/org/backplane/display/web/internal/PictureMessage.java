package org.backplane.display.web.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.backplane.bus.role.Frame;
import org.backplane.display.web.internal.Tiles.Area;

/**
 * A picture, or what changed in it, as a binary message: width and height of the picture, then for each area x, y, width and
 * height, 16 bits each, and its pixels, four bytes each: red, green, blue, 255. Most significant byte first.
 */
final class PictureMessage {
    private static final int OPAQUE = 0xff;
    private static final int HEADER_BYTES = 4;
    private static final int AREA_BYTES = 8;
    private static final int PIXEL_BYTES = 4;

    private PictureMessage() {
    }

    /** Makes the message. */
    static ByteBuffer of(Frame frame, Tiles tiles, BitSet changed) {
        List<Area> areas = new ArrayList<>();
        tiles.areas(changed, areas::add);
        int bytes = areas.stream().mapToInt(area -> AREA_BYTES + area.width() * area.height() * PIXEL_BYTES).sum();
        ByteBuffer message = ByteBuffer.allocate(HEADER_BYTES + bytes);
        message.putShort((short) frame.width()).putShort((short) frame.height());
        areas.forEach(area -> put(message, frame, area));
        return message.flip();
    }

    private static void put(ByteBuffer message, Frame frame, Area area) {
        message.putShort((short) area.x()).putShort((short) area.y());
        message.putShort((short) area.width()).putShort((short) area.height());
        int[] pixels = frame.pixels();
        for (int y = area.y(); y < area.y() + area.height(); y++) {
            int from = y * frame.width() + area.x();
            for (int i = from; i < from + area.width(); i++) {
                message.putInt(pixels[i] << 8 | OPAQUE);
            }
        }
    }
}
