package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.I2B;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.I2S;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.IF_ICMPLE;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.NOP;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.objectweb.asm.Label;

/**
 * Emits accesses to memory: one look into the MMU's flat table ({@link PageLooks}), one comparison, and the access to the arena; without
 * the look where that is taken for granted ({@link RunEmitter}). What the comparison refuses leaves the region. An access near another one
 * ({@link NearAccesses}) looks into the table only if it is not in the same page.
 */
final class MemoryEmitter {
    private static final int PAGE = 4096;
    private static final int PAGE_MASK = PAGE - 1;

    /**
     * Where bytes are in the arena.
     *
     * @param local    of an index
     * @param distance to be added to it
     */
    record Place(int local, int distance) {
    }

    /** Bytes that are accessed at once. */
    private enum Kind {
        BYTE("Byte", "B", 0xFF, I2B), SHORT("Short", "S", 0xFFFF, I2S), INT("Int", "I", 0, NOP);

        private final String name;
        private final String type;
        /** Of the bits that a read gives, or 0 for all. */
        private final int mask;
        private final int narrow;

        Kind(String name, String type, int mask, int narrow) {
            this.name = name;
            this.type = type;
            this.mask = mask;
            this.narrow = narrow;
        }

        static Kind of(int size) {
            return size == 8 ? BYTE : size == 16 ? SHORT : INT;
        }
    }

    private final Code code;
    private final Expressions values;
    private final PageLooks looks;
    private final RunEmitter runs;
    private final boolean journal;
    /** C1 has no room on its stack to inline a method that calls {@code Unsafe} ({@code C1InlineStackLimit}), but inlines that. */
    private final boolean callsUnsafe;
    private NearAccesses near;
    /** Groups with accesses to come. */
    private final List<NearAccesses.Group> open = new ArrayList<>();
    // The place of the last read that will be written.
    private Node updated;
    private Place updatedPlace;

    MemoryEmitter(Code code, Expressions values, PageLooks looks, RunEmitter runs, boolean journal) {
        this.code = code;
        this.values = values;
        this.looks = looks;
        this.runs = runs;
        this.journal = journal;
        this.callsUnsafe = ArenaAccess.DIRECT && code.isInMemory();
    }

    /** A block begins. */
    void begin(NearAccesses accesses) {
        near = accesses;
        open.clear();
    }

    /** Another instruction begins. */
    void begin() {
        updated = null;
    }

    /** The temporaries that later instructions need. */
    BitSet temporaries() {
        BitSet used = new BitSet();
        open.removeIf(group -> group.left == 0);
        for (NearAccesses.Group group : open) {
            used.set(Code.bit(group.index));
            used.set(Code.bit(group.inPage));
        }
        return used;
    }

    /** Pushes what is read at a linear address. */
    void load(Node node, Supplier<Label> refused) {
        boolean update = node.kind == Node.Kind.UPDATE;
        Place place = check(node, update ? "writes" : "reads", node.number, node.inputs[0], refused);
        if (update) {
            updated = node.inputs[0];
            updatedPlace = place;
        }
        Kind kind = Kind.of(node.number);
        if (callsUnsafe) {
            pushAddress(place);
            code.callVirtual(ArenaAccess.UNSAFE, "get" + kind.name, "(Ljava/lang/Object;J)" + kind.type);
            if (kind.mask != 0) {
                code.push(kind.mask);
                code.op(IAND);
            }
        } else {
            code.constant("arena", "[B");
            push(place);
            code.callStatic(ArenaAccess.OWNER, "get" + kind.name, "([BII)I");
        }
    }

    /** Pushes what {@code Unsafe} wants to know of a place. */
    private void pushAddress(Place place) {
        code.staticField(ArenaAccess.OWNER, "UNSAFE", "L" + ArenaAccess.UNSAFE + ";");
        code.constant("arena", "[B");
        code.load(place.local);
        code.push(ArenaAccess.base() + place.distance);
        code.op(IADD);
        code.op(I2L);
    }

    private void push(Place place) {
        code.load(place.local);
        code.push(place.distance);
    }

    /** Leaves the region unless all bytes can be accessed directly. */
    private Place check(Object step, String table, int size, Node address, Supplier<Label> refused) {
        NearAccesses.Access access = near.of(step);
        if (access == null) {
            return new Place(checkPage(table, size, values.local(address), refused.get()), 0);
        }
        access.group().left--;
        if (!access.isFirst()) {
            return new Place(near(access, table, size / 8, address, refused), access.distance());
        }
        int linear = values.local(address);
        access.group().index = checkPage(table, size, linear, refused.get());
        access.group().inPage = code.newTemporary();
        code.load(linear);
        code.push(PAGE_MASK);
        code.op(IAND);
        code.store(access.group().inPage);
        open.add(access.group());
        return new Place(access.group().index, 0);
    }

    /** The local of the index that the first access of the group would have if this one's page were its page. */
    private int near(NearAccesses.Access access, String table, int bytes, Node address, Supplier<Label> refused) {
        NearAccesses.Group group = access.group();
        int distance = access.distance();
        if (distance >= 0 && distance + bytes <= group.bytes) {
            values.release(address);
            return group.index;
        }
        Label leave = refused.get();
        int index = code.newTemporary();
        Label samePage = new Label();
        code.load(group.index);
        code.store(index);
        code.load(group.inPage);
        code.push(distance >= 0 ? PAGE - bytes - distance : -distance);
        code.jump(distance >= 0 ? IF_ICMPLE : IF_ICMPGE, samePage);
        code.constant(table, "[I");
        values.pushAgain(address);
        code.push(bytes);
        code.callStatic(Code.PACKAGE + "jit/ArenaAccess", "index", "([III)I");
        code.op(DUP);
        code.store(index);
        code.jump(IFLT, leave);
        code.load(index);
        code.push(distance);
        code.op(ISUB);
        code.store(index);
        code.place(samePage);
        values.release(address);
        return index;
    }

    /** Looks into the table, unless it reads what can be taken for granted; the local of the index in the arena. */
    private int checkPage(String table, int size, int linear, Label refused) {
        if (runs.isThere() && table.equals("reads")) {
            return runs.find(size, linear, refused);
        }
        int entry = looks.look(table, size, linear, refused);
        int index = code.newTemporary();
        code.load(entry);
        code.load(linear);
        code.op(IADD);
        code.store(index);
        return index;
    }

    /** Makes sure that bytes can be written; where they are. */
    Place checkStore(Step.Store store, Supplier<Label> refused) {
        if (updated == store.address()) {
            values.release(store.address());
            return updatedPlace;
        }
        return check(store, "writes", store.size(), store.address(), refused);
    }

    /** Writes a local, or a constant. */
    void store(int size, Place place, Runnable pushValue) {
        if (journal) {
            code.constant("data", "L" + Code.DATA + ";");
            push(place);
            code.op(IADD);
            code.push(size / 8);
            code.callStatic(Code.PACKAGE + "jit/Journal", "note", "(L" + Code.DATA + ";II)V");
        }
        Kind kind = Kind.of(size);
        if (callsUnsafe) {
            pushAddress(place);
            pushValue.run();
            if (kind.narrow != NOP) {
                code.op(kind.narrow);
            }
            code.callVirtual(ArenaAccess.UNSAFE, "put" + kind.name, "(Ljava/lang/Object;J" + kind.type + ")V");
        } else {
            code.constant("arena", "[B");
            push(place);
            pushValue.run();
            code.callStatic(ArenaAccess.OWNER, "set" + kind.name, "([BIII)V");
        }
    }
}
