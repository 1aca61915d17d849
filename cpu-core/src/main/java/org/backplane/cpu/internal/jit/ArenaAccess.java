package org.backplane.cpu.internal.jit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.ByteOrder;
import sun.misc.Unsafe;

/**
 * Accesses to the arena, at any alignment, so many bytes from an index. {@code sun.misc.Unsafe} makes them where the JVM lets it access
 * memory without a word: until Java 23, later with {@code --sun-misc-unsafe-memory-access=allow}. Elsewhere a {@code VarHandle} does it,
 * which only C2 compiles well.
 *
 * <p>Nothing checks the index: an entry of the MMU's tables leads to a page of the arena, which neither moves nor shrinks, and who
 * looked there has made sure that the access ends in that page.
 */
final class ArenaAccess {
    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_MASK = 4095;
    private static final int FIRST_TO_WARN = 24;
    /** Calls after which HotSpot has compiled a method, as what best code calls has to be before C2 inlines it. */
    private static final int CALLS = 10_000;
    private static final String ALLOWED = "--sun-misc-unsafe-memory-access=allow";
    /** The class of what regions call themselves if they cannot have methods of {@link #OWNER} inlined. */
    static final String UNSAFE = "sun/misc/Unsafe";
    /** Whether there is such a class and it may be used. */
    static final boolean DIRECT = isDirect();
    /** The class with the methods that the code of a region calls. HotSpot inlines only so many bytes, so they are small. */
    static final String OWNER = Code.PACKAGE + "jit/ArenaAccess$" + (DIRECT ? "Direct" : "Views");

    /** Apart, because it may be that there is no such class. */
    private static final class Direct {
        static final Unsafe UNSAFE = unsafe();
        private static final long BASE = Unsafe.ARRAY_BYTE_BASE_OFFSET;

        private static Unsafe unsafe() {
            try {
                Field field = Unsafe.class.getDeclaredField("theUnsafe");
                field.setAccessible(true);
                return (Unsafe) field.get(null);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }

        static int getByte(byte[] arena, int index, int distance) {
            return UNSAFE.getByte(arena, BASE + index + distance) & 0xFF;
        }

        static int getShort(byte[] arena, int index, int distance) {
            return UNSAFE.getShort(arena, BASE + index + distance) & 0xFFFF;
        }

        static int getInt(byte[] arena, int index, int distance) {
            return UNSAFE.getInt(arena, BASE + index + distance);
        }

        static void setByte(byte[] arena, int index, int distance, int value) {
            UNSAFE.putByte(arena, BASE + index + distance, (byte) value);
        }

        static void setShort(byte[] arena, int index, int distance, int value) {
            UNSAFE.putShort(arena, BASE + index + distance, (short) value);
        }

        static void setInt(byte[] arena, int index, int distance, int value) {
            UNSAFE.putInt(arena, BASE + index + distance, value);
        }

        private static void use(byte[] some) {
            setInt(some, 0, 0, getInt(some, 0, 0));
            setShort(some, 0, 0, getShort(some, 0, 0));
            setByte(some, 0, 0, getByte(some, 0, 0));
        }
    }

    /** The same without {@code Unsafe}. */
    private static final class Views {
        private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
        private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

        static int getByte(byte[] arena, int index, int distance) {
            return arena[index + distance] & 0xFF;
        }

        static int getShort(byte[] arena, int index, int distance) {
            return (short) SHORT.get(arena, index + distance) & 0xFFFF;
        }

        static int getInt(byte[] arena, int index, int distance) {
            return (int) INT.get(arena, index + distance);
        }

        static void setByte(byte[] arena, int index, int distance, int value) {
            arena[index + distance] = (byte) value;
        }

        static void setShort(byte[] arena, int index, int distance, int value) {
            SHORT.set(arena, index + distance, (short) value);
        }

        static void setInt(byte[] arena, int index, int distance, int value) {
            INT.set(arena, index + distance, value);
        }

        private static void use(byte[] some) {
            setInt(some, 0, 0, getInt(some, 0, 0));
            setShort(some, 0, 0, getShort(some, 0, 0));
            setByte(some, 0, 0, getByte(some, 0, 0));
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

    /** What is added to an index for {@link #UNSAFE}, if it is used. */
    static int base() {
        return Unsafe.ARRAY_BYTE_BASE_OFFSET;
    }

    /** Does what can only be done once, and has HotSpot compile what the code of regions calls, so that it finds it done. */
    static void prepare() {
        byte[] some = new byte[Integer.BYTES];
        for (int i = 0; i < CALLS; i++) {
            if (DIRECT) {
                Direct.use(some);
            } else {
                Views.use(some);
            }
        }
    }

    /** The index of bytes in the arena by a table of the MMU, or a negative number if they cannot be accessed directly. */
    static int index(int[] table, int linear, int bytes) {
        int entry = table[linear >>> PAGE_SHIFT];
        boolean isDirect = bytes == 1 ? (entry & PAGE_MASK) == 0 : ((entry | linear) & PAGE_MASK) <= PAGE_MASK + 1 - bytes;
        return isDirect ? entry + linear : -1;
    }
}
