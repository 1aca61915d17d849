package org.backplane.cpu.internal.jit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.ByteOrder;
import sun.misc.Unsafe;

/**
 * Accesses to more than a byte of the arena, at any alignment. C1 makes one instruction of them where the JVM lets
 * {@code sun.misc.Unsafe} access memory without a word: until Java 23, later with {@code --sun-misc-unsafe-memory-access=allow}.
 * Elsewhere a {@code VarHandle} does it, which only C2 compiles well.
 *
 * <p>Nothing checks the index: an entry of the MMU's tables leads to a page of the arena, which neither moves nor shrinks, and who
 * looked there has made sure that the access ends in that page.
 */
final class ArenaAccess {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_TO_WARN = 24;
    private static final String ALLOWED = "--sun-misc-unsafe-memory-access=allow";
    private static final boolean DIRECT = isDirect();

    /** Apart, because it may be that there is no such class. */
    private static final class Direct {
        private static final Unsafe UNSAFE = unsafe();

        private static Unsafe unsafe() {
            try {
                Field field = Unsafe.class.getDeclaredField("theUnsafe");
                field.setAccessible(true);
                return (Unsafe) field.get(null);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }

        static int getInt(byte[] arena, int index) {
            return UNSAFE.getInt(arena, (long) Unsafe.ARRAY_BYTE_BASE_OFFSET + index);
        }

        static short getShort(byte[] arena, int index) {
            return UNSAFE.getShort(arena, (long) Unsafe.ARRAY_BYTE_BASE_OFFSET + index);
        }

        static void setInt(byte[] arena, int index, int value) {
            UNSAFE.putInt(arena, (long) Unsafe.ARRAY_BYTE_BASE_OFFSET + index, value);
        }

        static void setShort(byte[] arena, int index, short value) {
            UNSAFE.putShort(arena, (long) Unsafe.ARRAY_BYTE_BASE_OFFSET + index, value);
        }
    }

    private ArenaAccess() {
    }

    private static boolean isDirect() {
        try {
            Class.forName("sun.misc.Unsafe");
        } catch (ClassNotFoundException e) {
            return false;
        }
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN && (Runtime.version().feature() < FIRST_TO_WARN
                || ManagementFactory.getRuntimeMXBean().getInputArguments().contains(ALLOWED));
    }

    /** Does what can only be done once, so that C1 can inline all of this into the code of a region. */
    static void prepare() {
        byte[] some = new byte[Integer.BYTES];
        setInt(some, 0, getInt(some, 0));
        setShort(some, 0, getShort(some, 0));
    }

    static int getInt(byte[] arena, int index) {
        return DIRECT ? Direct.getInt(arena, index) : (int) INT.get(arena, index);
    }

    static int getShort(byte[] arena, int index) {
        return (DIRECT ? Direct.getShort(arena, index) : (short) SHORT.get(arena, index)) & 0xFFFF;
    }

    static void setInt(byte[] arena, int index, int value) {
        if (DIRECT) {
            Direct.setInt(arena, index, value);
        } else {
            INT.set(arena, index, value);
        }
    }

    static void setShort(byte[] arena, int index, int value) {
        if (DIRECT) {
            Direct.setShort(arena, index, (short) value);
        } else {
            SHORT.set(arena, index, (short) value);
        }
    }
}
