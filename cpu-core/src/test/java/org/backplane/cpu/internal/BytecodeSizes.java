package org.backplane.cpu.internal;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/** The sizes of the methods of a class file (JVMS 17 §4.1, §4.6, §4.7.3). */
final class BytecodeSizes {
    private static final int MAGIC = 0xCAFEBABE;
    // Tags of the constant pool (JVMS 17 table 4.4-A).
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private final DataInputStream in;
    private String[] texts;

    private BytecodeSizes(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** Bytes of code by method name and descriptor; methods without code are left out. */
    static Map<String, Integer> of(InputStream classFile) throws IOException {
        return new BytecodeSizes(classFile).read();
    }

    private Map<String, Integer> read() throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("not a class file");
        }
        in.skipNBytes(4);
        readConstants();
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        members(new TreeMap<>());
        Map<String, Integer> sizes = new TreeMap<>();
        members(sizes);
        return sizes;
    }

    private void readConstants() throws IOException {
        int count = in.readUnsignedShort();
        texts = new String[count];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            if (tag == UTF8) {
                texts[i] = in.readUTF();
            } else {
                in.skipNBytes(constantBytes(tag));
            }
            if (tag == LONG || tag == DOUBLE) {
                i++;
            }
        }
    }

    private static int constantBytes(int tag) {
        return switch (tag) {
            case LONG, DOUBLE -> 8;
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            default -> 4;
        };
    }

    /** Reads the fields or the methods, and enters the sizes of those that have code. */
    private void members(Map<String, Integer> sizes) throws IOException {
        for (int members = in.readUnsignedShort(); members > 0; members--) {
            in.skipNBytes(2);
            String name = texts[in.readUnsignedShort()] + texts[in.readUnsignedShort()];
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                String attribute = texts[in.readUnsignedShort()];
                int length = in.readInt();
                if (attribute.equals("Code")) {
                    in.skipNBytes(4);
                    sizes.put(name, in.readInt());
                    length -= 8;
                }
                in.skipNBytes(length);
            }
        }
    }
}
