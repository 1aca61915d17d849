package org.backplane.bus.state;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * States as bytes. Big-endian; a text is its length in bytes as u32 and that many bytes of UTF-8.
 *
 * <pre>
 *   state  = "BPST"  schema name: text  schema version: u32  record
 *   record = count: u32, then for each value: name: text, type: u8, value
 *   value  = type 1 number: i64
 *            type 2 text
 *            type 3 byte array, 4 int array, 5 long array: count: u32, elements
 *            type 6 record
 * </pre>
 *
 * <p>Values keep their order, so equal states that were built alike have equal bytes. Any thread.
 */
public final class StateFormat {
    /** Characters that a name of a value has at most. */
    static final int LONGEST_NAME = 255;

    private static final int MAGIC = 0x42505354;
    private static final int DEEPEST = 16;
    private static final int NUMBER = 1;
    private static final int TEXT = 2;
    private static final int BYTES = 3;
    private static final int INTEGERS = 4;
    private static final int NUMBERS = 5;
    private static final int RECORD = 6;

    private StateFormat() {
    }

    /**
     * Writes a state.
     *
     * @param state the state
     * @return its bytes
     */
    public static byte[] write(DeviceState state) {
        return bytes(out -> {
            out.writeInt(MAGIC);
            writeText(out, state.schema().name());
            out.writeInt(state.schema().version());
            writeRecord(out, state.values());
        });
    }

    /**
     * How many bytes {@link #write} makes of a state, without making them.
     *
     * @param state the state
     * @return the number of bytes
     * @since 1.1
     */
    public static long length(DeviceState state) {
        return StateLength.of(state);
    }

    /**
     * Reads a state.
     *
     * @param bytes what {@link #write} wrote, and nothing else
     * @return the state
     * @throws StateException if the bytes are anything else; the message is one line
     */
    public static DeviceState read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (in.getInt() != MAGIC) {
                throw new StateException("the bytes are no state: they do not start with BPST");
            }
            DeviceState state = new DeviceState(new StateSchema(readText(in), in.getInt()), readRecord(in, 1));
            if (in.hasRemaining()) {
                throw new StateException(in.remaining() + " bytes follow the state");
            }
            return state;
        } catch (BufferUnderflowException cut) {
            throw new StateException("the state is cut off after " + bytes.length + " bytes");
        }
    }

    static byte[] bytes(StateRecord record) {
        return bytes(out -> writeRecord(out, record));
    }

    private interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.write(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void writeRecord(DataOutputStream out, StateRecord record) throws IOException {
        out.writeInt(record.values().size());
        for (Map.Entry<String, Object> entry : record.values().entrySet()) {
            writeText(out, entry.getKey());
            writeValue(out, entry.getValue());
        }
    }

    private static void writeValue(DataOutputStream out, Object value) throws IOException {
        if (value instanceof Long) {
            out.writeByte(NUMBER);
            out.writeLong((Long) value);
        } else if (value instanceof String) {
            out.writeByte(TEXT);
            writeText(out, (String) value);
        } else if (value instanceof StateRecord) {
            out.writeByte(RECORD);
            writeRecord(out, (StateRecord) value);
        } else {
            writeArray(out, value);
        }
    }

    private static void writeArray(DataOutputStream out, Object array) throws IOException {
        if (array instanceof byte[]) {
            out.writeByte(BYTES);
            out.writeInt(((byte[]) array).length);
            out.write((byte[]) array);
        } else if (array instanceof int[]) {
            out.writeByte(INTEGERS);
            out.writeInt(((int[]) array).length);
            for (int element : (int[]) array) {
                out.writeInt(element);
            }
        } else if (array instanceof long[]) {
            out.writeByte(NUMBERS);
            out.writeInt(((long[]) array).length);
            for (long element : (long[]) array) {
                out.writeLong(element);
            }
        } else {
            throw new AssertionError(array);
        }
    }

    private static StateRecord readRecord(ByteBuffer in, int depth) {
        if (depth > DEEPEST) {
            throw new StateException("records are nested more than " + DEEPEST + " deep");
        }
        StateBuilder builder = new StateBuilder();
        int count = count(in, 1);
        for (int i = 0; i < count; i++) {
            String name = readText(in);
            builder.put(name, readValue(in, name, depth));
        }
        StateRecord record = builder.build();
        if (record.names().size() != count) {
            throw new StateException("a name comes twice in a record of " + count + " values");
        }
        return record;
    }

    private static Object readValue(ByteBuffer in, String name, int depth) {
        int type = in.get();
        return switch (type) {
            case NUMBER -> in.getLong();
            case TEXT -> readText(in);
            case BYTES -> readBytes(in);
            case INTEGERS -> readIntegers(in);
            case NUMBERS -> readNumbers(in);
            case RECORD -> readRecord(in, depth + 1);
            default -> throw new StateException("'" + name + "' has the unknown type " + type);
        };
    }

    private static byte[] readBytes(ByteBuffer in) {
        byte[] bytes = new byte[count(in, 1)];
        in.get(bytes);
        return bytes;
    }

    private static int[] readIntegers(ByteBuffer in) {
        int[] integers = new int[count(in, Integer.BYTES)];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = in.getInt();
        }
        return integers;
    }

    private static long[] readNumbers(ByteBuffer in) {
        long[] numbers = new long[count(in, Long.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.getLong();
        }
        return numbers;
    }

    private static String readText(ByteBuffer in) {
        ByteBuffer bytes = ByteBuffer.wrap(readBytes(in));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException malformed) {
            throw new StateException("a text before byte " + in.position() + " is no UTF-8");
        }
    }

    /** A count of elements that are really there, so that a damaged one does not ask for the whole memory. */
    private static int count(ByteBuffer in, int elementBytes) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / elementBytes) {
            throw new BufferUnderflowException();
        }
        return count;
    }
}
