package org.backplane.bus.state;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How many bytes {@link StateFormat} makes of something, without making them. */
final class StateLength {
    private static final int MAGIC_AND_VERSION = 8;
    private static final int COUNT = 4;
    private static final int TYPE = 1;

    private StateLength() {
    }

    static long of(DeviceState state) {
        return MAGIC_AND_VERSION + text(state.schema().name()) + record(state.values());
    }

    private static long text(String text) {
        return COUNT + text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static long record(StateRecord record) {
        long length = COUNT;
        for (Map.Entry<String, Object> entry : record.values().entrySet()) {
            length += text(entry.getKey()) + TYPE + value(entry.getValue());
        }
        return length;
    }

    private static long value(Object value) {
        if (value instanceof StateRecord) {
            return record((StateRecord) value);
        } else if (value instanceof String) {
            return text((String) value);
        } else if (value instanceof byte[]) {
            return COUNT + ((byte[]) value).length;
        } else if (value instanceof int[]) {
            return COUNT + (long) ((int[]) value).length * Integer.BYTES;
        } else if (value instanceof long[]) {
            return COUNT + (long) ((long[]) value).length * Long.BYTES;
        }
        return Long.BYTES;
    }
}
