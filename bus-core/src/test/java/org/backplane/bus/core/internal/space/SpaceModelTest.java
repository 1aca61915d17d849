package org.backplane.bus.core.internal.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.backplane.bus.MemoryType;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.core.internal.declare.Claims;
import org.backplane.bus.core.internal.declare.RangeDeclaration;
import org.backplane.bus.core.internal.declare.RangeDeclaration.Direction;
import org.backplane.bus.core.internal.declare.Span;
import org.backplane.bus.core.internal.declare.SpaceKind;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Journal;
import org.backplane.bus.core.internal.event.Owner;

/**
 * The map against a model of it: a list of ranges that is searched from one end to the other, byte by byte. Ranges come
 * and go at random; after each change accesses of all widths and alignments are made near the ends of the ranges. Some are
 * made again and again, so that the map knows them when it changes ({@link LookAside}).
 */
class SpaceModelTest {
    private static final int ALL_WIDTHS = 1 | 2 | 4 | 8;
    /** Addresses where blocks of some level of the tree begin. */
    private static final long[] BORDERS = {0, 8, 0x1000, 0x2000, 0x40_0000, 0x1_0000_0000L, 0x400_0000_0000L,
        (1L << 52) - 64};
    private static final long[] LENGTHS = {1, 2, 3, 4, 7, 8, 9, 16, 24, 100, 0x1000, 0x1008, 0x2000, 0x40_0000, 0x7fff_fff0L,
        0x1_0000_0000L};

    /** So many equal accesses make one known. */
    private static final int OFTEN = 16;

    private final List<Range> live = new ArrayList<>();
    /** What is accessed before and after each change. */
    private final List<Access> favourites = new ArrayList<>();
    /** Those of them that have a claim; the others were placed. */
    private final List<Range> claimed = new ArrayList<>();
    private final Claims claims = new Claims();
    private int made;
    /** Calls that arrive at handlers: range, offset, width. */
    private final List<Call> calls = new ArrayList<>();

    private record Call(Range range, long offset, int width) {
    }

    private record Access(long address, int width, boolean write) {
    }

    private static final class Range implements RangeHandler, Owner {
        private final SpaceModelTest test;
        private final int number;
        private final RangeDeclaration declaration;
        private final Mapping mapping;

        Range(SpaceModelTest test, int number, RangeDeclaration declaration) {
            this.test = test;
            this.number = number;
            this.declaration = declaration;
            this.mapping = new Mapping(declaration, this, this, new Identity("r" + number, "", "", number));
        }

        boolean answers(long address, boolean write) {
            return declaration.first() <= address && address <= declaration.last()
                    && (write ? declaration.direction().writes() : declaration.direction().reads());
        }

        @Override
        public long read(long offset, int width) {
            test.calls.add(new Call(this, offset, width));
            long value = 0;
            for (int i = 0; i < width; i++) {
                value |= byteAt(offset + i) << (8 * i);
            }
            return value;
        }

        long byteAt(long offset) {
            return (number * 37 + offset * 11 + (offset >>> 8)) & 0xff;
        }

        @Override
        public void write(long offset, int width, long value) {
            test.calls.add(new Call(this, offset, width));
            for (int i = 0; i < width; i++) {
                if ((value >>> (8 * i) & 0xff) != byteAt(offset + i)) {
                    throw new AssertionError("byte " + i + " of a write of " + Long.toHexString(value));
                }
            }
        }

        @Override
        public String pid() {
            return "r" + number;
        }

        @Override
        public void failed(String doing, Throwable thrown) {
            throw new AssertionError(doing, thrown);
        }

        @Override
        public boolean alive() {
            return true;
        }
    }

    @Property(tries = 300)
    void memoryAnswersAsAListOfRangesWould(@ForAll long seed) {
        changeAndCompare(new Space(SpaceKind.MEMORY), new Random(seed));
    }

    @Property(tries = 300)
    void portsAnswerAsAListOfRangesWould(@ForAll long seed) {
        changeAndCompare(new Space(SpaceKind.PORT), new Random(seed));
    }

    private void changeAndCompare(Space space, Random random) {
        live.clear();
        claimed.clear();
        favourites.clear();
        BusMaster master = new BusMaster(space, new Untouched(), new EventLog(() -> 0, () -> 0, Journal.NONE),
                Initiator.CARD);
        long page = 0;
        for (int step = 0; step < 40; step++) {
            if (live.size() > 2 && random.nextInt(3) == 0) {
                unmap(space, live.get(random.nextInt(live.size())));
            } else {
                map(space, random);
            }
            favourites.forEach(favourite -> access(space, master, favourite));
            for (int i = 0; i < 10; i++) {
                access(space, master, anyAccess(space, random));
            }
            favour(space, master, random);
            if (space.kind() == SpaceKind.MEMORY) {
                page = step % 3 == 0 ? interestingAddress(space, random) & -4096L : page;
                comparePage(space, page);
                for (int i = 0; i < OFTEN; i++) {
                    space.page(page);
                }
            }
        }
        new ArrayList<>(live).forEach(range -> unmap(space, range));
        assertThat(space.reads().isEmpty() && space.writes().isEmpty())
                .as("nothing is left of ranges that have gone").isTrue();
    }

    private void map(Space space, Random random) {
        long first = interestingAddress(space, random);
        long longest = space.kind() == SpaceKind.PORT ? random.nextInt(5) == 0 ? 0x10000 : 40 : Long.MAX_VALUE;
        long length = Math.min(LENGTHS[random.nextInt(LENGTHS.length)], longest);
        long last = Math.min(first + length - 1, space.kind().lastAddress());
        RangeDeclaration declaration = new RangeDeclaration(space.kind(), new Span(first, last), "range",
                random.nextInt(4) - 1, Direction.values()[random.nextInt(3)], MemoryType.UC, ALL_WIDTHS, ALL_WIDTHS);
        boolean placed = random.nextInt(4) == 0;
        if (placed || claims.against(declaration).isEmpty()) {
            Range range = new Range(this, made++, declaration);
            if (!placed) {
                claims.add(new Claims.Claim(range.pid(), declaration));
                claimed.add(range);
            }
            live.add(range);
            space.map(range.mapping);
        } else {
            assertThat(live).as("a claim stands against it").anyMatch(range -> conflict(range.declaration, declaration));
        }
    }

    private static boolean conflict(RangeDeclaration a, RangeDeclaration b) {
        return a.priority() == b.priority() && a.first() <= b.last() && b.first() <= a.last()
                && (a.direction().reads() && b.direction().reads() || a.direction().writes() && b.direction().writes());
    }

    private void unmap(Space space, Range range) {
        live.remove(range);
        if (claimed.remove(range)) {
            claims.remove(range.declaration);
        }
        space.unmap(range.mapping);
    }

    /** An address near a border of blocks or near an end of a range. */
    private long interestingAddress(Space space, Random random) {
        long near = BORDERS[random.nextInt(space.kind() == SpaceKind.PORT ? 4 : BORDERS.length)];
        if (!live.isEmpty() && random.nextBoolean()) {
            RangeDeclaration range = live.get(random.nextInt(live.size())).declaration;
            near = random.nextBoolean() ? range.first() : range.last();
        }
        return Math.max(0, Math.min(near + random.nextInt(40) - 20, space.kind().lastAddress()));
    }

    private Access anyAccess(Space space, Random random) {
        return new Access(interestingAddress(space, random), 1 << random.nextInt(4), random.nextBoolean());
    }

    /** Makes some accesses so often that the next ones need no search, as far as they can be known at all. */
    private void favour(Space space, BusMaster master, Random random) {
        if (favourites.size() == 4) {
            favourites.remove(random.nextInt(4));
        }
        favourites.add(anyAccess(space, random));
        for (Access favourite : favourites) {
            long value = expected(space, favourite.address, favourite.width, favourite.write);
            for (int i = 0; i < OFTEN; i++) {
                if (favourite.write) {
                    master.write(favourite.address, favourite.width, value);
                } else {
                    master.read(favourite.address, favourite.width);
                }
            }
            access(space, master, favourite);
        }
    }

    private void access(Space space, BusMaster master, Access access) {
        long address = access.address;
        int width = access.width;
        calls.clear();
        if (access.write) {
            master.write(address, width, expected(space, address, width, true));
        } else {
            assertThat(master.read(address, width)).as("read of %s at %x", width, address)
                    .isEqualTo(expected(space, address, width, false));
        }
        checkCalls(space, address, width, access.write);
        assertThat(master.peek(address, width)).as("RangeHandler.peek of these ranges knows nothing")
                .isEqualTo(width == 8 ? -1L : (1L << (8 * width)) - 1);
    }

    private long expected(Space space, long address, int width, boolean write) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            long at = address + i & (space.kind() == SpaceKind.PORT ? 0xffff : -1L);
            Range owner = owner(at, write);
            value |= (owner == null ? 0xff : owner.byteAt(at - owner.declaration.first())) << (8 * i);
        }
        return value;
    }

    /** The whole of the model's wisdom: the highest priority, and of equal ones that which was mapped first. */
    private Range owner(long address, boolean write) {
        Range owner = null;
        for (Range range : live) {
            if (range.answers(address, write)
                    && (owner == null || range.declaration.priority() > owner.declaration.priority())) {
                owner = range;
            }
        }
        return owner;
    }

    private void checkCalls(Space space, long address, int width, boolean write) {
        List<Range> touched = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            touched.add(owner(address + i & (space.kind() == SpaceKind.PORT ? 0xffff : -1L), write));
        }
        int bytes = 0;
        for (Call call : calls) {
            assertThat(call.offset % call.width).as("natural alignment").isZero();
            for (int i = 0; i < call.width; i++) {
                assertThat(owner(call.range.declaration.first() + call.offset + i, write)).isSameAs(call.range);
            }
            bytes += call.width;
        }
        assertThat(bytes).as("each byte that has an owner is called for once")
                .isEqualTo((int) touched.stream().filter(range -> range != null).count());
        Range first = touched.get(0);
        if (first != null && touched.stream().allMatch(range -> range == first)
                && (address - first.declaration.first()) % width == 0
                && address + width - 1 <= first.declaration.last()) {
            assertThat(calls).as("an aligned access to one range is one call").hasSize(1);
        }
    }

    private void comparePage(Space space, long page) {
        for (boolean write : new boolean[] {false, true}) {
            Range first = owner(page, write);
            boolean whole = first != null;
            for (int i = 1; whole && i < 4096; i++) {
                whole = owner(page + i, write) == first;
            }
            Mapping found = (write ? space.writes() : space.reads()).page(page);
            assertThat(found).as("who answers the page %x whole", page).isSameAs(whole ? first.mapping : null);
            if (found != null) {
                compareEnd(write ? space.writes() : space.reads(), found, page);
            }
        }
    }

    /** Who answers can change where a range begins or ends, and nowhere else. */
    private void compareEnd(RangeTrie map, Mapping range, long page) {
        long end = map.end(range, page);
        assertThat(end & 4095).isZero();
        assertThat(end).isGreaterThan(page);
        for (Range other : live) {
            for (long at : new long[] {other.declaration.first() & -4096L, other.declaration.last() & -4096L}) {
                if (at >= page && at < end) {
                    assertThat(map.page(at)).as("who answers the page %x, before %x", at, end).isSameAs(range);
                }
            }
        }
        if (end <= SpaceKind.MEMORY.lastAddress()) {
            assertThat(map.page(end)).as("who answers the page %x", end).isNotSameAs(range);
        }
    }
}
