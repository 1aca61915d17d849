package org.backplane.bus.core.internal.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.declare.Declaration;
import org.backplane.bus.core.internal.declare.DeclarationException;
import org.backplane.bus.core.internal.declare.RangeDeclaration;
import org.backplane.bus.core.internal.declare.SpaceKind;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Journal;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.guard.AccessHistory;
import org.junit.jupiter.api.Test;

/** What a space still knows of earlier accesses, and that it never tells. */
class LookAsideTest {
    /** So many equal accesses make one known, whatever was accessed before. */
    private static final int WARM = 16;

    private final Space ports = new Space(SpaceKind.PORT);
    private final Space memory = new Space(SpaceKind.MEMORY);
    private final Untouched untouched = new Untouched();
    private final EventLog events = new EventLog(() -> 0, () -> 0, Journal.NONE);
    private final AddressMaps maps = new AddressMaps(() -> { });
    private final BusMaster portMaster = new BusMaster(ports, untouched, events, Initiator.CARD);
    private final BusMaster memoryMaster = new BusMaster(memory, untouched, events, Initiator.CARD);
    private final FakeCard card = new FakeCard(0x10);
    private final FakeCard other = new FakeCard(0x20);
    private final AccessHistory history = new AccessHistory();

    private Mapping map(RangeHandler handler, Object... namesAndValues) throws DeclarationException {
        Map<String, Object> properties = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        RangeDeclaration range = Declaration.parse(properties).ranges().get(0);
        Mapping mapping = new Mapping(range, handler, new Nobody(), new Identity("pid", "bundle", "1", 1));
        (range.space() == SpaceKind.PORT ? ports : memory).map(mapping);
        return mapping;
    }

    private final class Nobody implements Owner {
        @Override
        public String pid() {
            return "pid";
        }

        @Override
        public void failed(String doing, Throwable thrown) {
            throw new AssertionError(doing, thrown);
        }

        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public AccessHistory history() {
            return history;
        }
    }

    private void warmPort(long port, int width) {
        for (int i = 0; i < WARM; i++) {
            portMaster.read(port, width);
        }
        assertThat(ports.reads().known(port, width)).as("reads of %x", port).isNotNull();
    }

    private void warmMemory(long address, int width) {
        for (int i = 0; i < WARM; i++) {
            memoryMaster.read(address, width);
            memoryMaster.write(address, width, 0);
        }
        assertThat(memory.reads().known(address, width)).as("reads of %x", address).isNotNull();
        assertThat(memory.writes().known(address, width)).as("writes of %x", address).isNotNull();
        card.heard.clear();
    }

    @Test
    void whatIsKnownIsCountedAndRememberedAsWhatIsSearched() throws DeclarationException {
        Mapping range = map(card, "bus.port", "0x3f8-0x3ff");
        for (int i = 0; i < 3 * WARM; i++) {
            assertThat(portMaster.read(0x3fa, 1)).isEqualTo(0x12);
        }
        for (int i = 0; i < 2 * WARM; i++) {
            portMaster.write(0x3fb, 1, i);
        }

        assertThat(ports.reads().known(0x3fa, 1)).isSameAs(range);
        assertThat(ports.writes().known(0x3fb, 1)).isSameAs(range);
        assertThat(range.describe().reads).isEqualTo(3 * WARM);
        assertThat(range.describe().writes).isEqualTo(2 * WARM);
        assertThat(history.begun()).isEqualTo(5 * WARM);
        assertThat(history.list()).last().matches(access -> access.address == 0x3fb && access.write && access.returned
                && access.width == 1 && access.value == 2 * WARM - 1);
    }

    @Test
    void oneDirectionSaysNothingOfTheOther() throws DeclarationException {
        map(card, "bus.memory", "0x1000+16", "bus.memory.access", "r", "bus.memory.priority", 1);
        map(other, "bus.memory", "0x1000+16");
        warmMemory(0x1000, 4);

        memoryMaster.write(0x1000, 4, 0x55);

        assertThat(card.heard).isEmpty();
        assertThat(other.heard).last().isEqualTo("write 0 4 55");
    }

    @Test
    void aRangeThatComesAboveAnswersTheNextAccessAndTheLowerOneWhenItGoes() throws DeclarationException {
        map(card, "bus.port", "0x10-0x1f");
        warmPort(0x12, 1);

        Mapping above = map(other, "bus.port", "0x12+1", "bus.port.priority", 1);
        assertThat(portMaster.read(0x12, 1)).isEqualTo(0x20);
        warmPort(0x12, 1);

        ports.unmap(above);
        assertThat(portMaster.read(0x12, 1)).isEqualTo(0x12);
    }

    @Test
    void aRangeThatComesWithinAnAccessCutsTheNextOne() throws DeclarationException {
        map(card, "bus.memory", "0x1000+16");
        warmMemory(0x1004, 4);

        map(other, "bus.memory", "0x1007+1", "bus.memory.priority", 1);

        assertThat(memoryMaster.read(0x1004, 4)).isEqualTo(0x20161514L);
        memoryMaster.write(0x1004, 4, 0x44332211L);
        assertThat(card.heard).containsExactly("read 4 2", "read 6 1", "write 4 2 2211", "write 6 1 33");
        assertThat(other.heard).containsExactly("read 0 1", "write 0 1 44");
    }

    @Test
    void aRangeThatGoesAnswersNothingMore() throws DeclarationException {
        Mapping range = map(card, "bus.memory", "0x1000+16");
        warmMemory(0x1000, 4);

        memory.unmap(range);

        assertThat(memoryMaster.read(0x1000, 4)).isEqualTo(0xffff_ffffL);
        memoryMaster.write(0x1000, 4, 1);
        assertThat(card.heard).isEmpty();
        assertThat(untouched.list()).hasSize(2);
    }

    @Test
    void anotherWidthAtTheSameAddressIsDecidedAnew() throws DeclarationException {
        map(card, "bus.memory", "0x1000+16", "bus.memory.valid", "2,4,8", "bus.memory.implemented", "2,4");
        warmMemory(0x1000, 4);

        memoryMaster.read(0x1000, 2);
        memoryMaster.read(0x1000, 8);
        assertThat(memoryMaster.read(0x1000, 1)).as("refused").isEqualTo(0xff);

        assertThat(card.heard).containsExactly("read 0 2", "read 0 4", "read 4 4");
        assertThat(events.list()).extracting(event -> event.text)
                .containsExactly("read of width 1 to 'memory0' where the valid widths are 2,4,8");
    }

    @Test
    void whatIsRefusedWidenedOrNotAlignedIsNeverKnown() throws DeclarationException {
        map(card, "bus.memory", "0x1000+16", "bus.memory.valid", "1,4", "bus.memory.implemented", "4");
        warmMemory(0x1000, 4);
        for (int i = 0; i < 2 * WARM; i++) {
            assertThat(memoryMaster.read(0x1000, 1)).as("widened").isEqualTo(0x10);
            assertThat(memoryMaster.read(0x1000, 2)).as("refused").isEqualTo(0xffff);
            assertThat(memoryMaster.read(0x1001, 4)).as("not aligned").isEqualTo(0x14131211L);
        }

        assertThat(card.heard).as("one for the widened one, four for the one that is not aligned").hasSize(2 * WARM * 5)
                .allMatch(call -> call.endsWith(" 4"));
        for (int width = 1; width <= 8; width <<= 1) {
            assertThat(memory.reads().known(0x1001, width)).isNull();
            assertThat(memory.reads().known(0x1000, width) != null).isEqualTo(width == 4);
        }
    }

    @Test
    void alignmentCountsFromTheStartOfTheRange() throws DeclarationException {
        map(card, "bus.port", "0x201-0x208");
        for (int i = 0; i < WARM; i++) {
            assertThat(portMaster.read(0x204, 4)).isEqualTo(0x16151413L);
        }

        assertThat(ports.reads().known(0x204, 4)).as("offset 3 is not aligned").isNull();
    }

    @Test
    void anAddressThatDiffersInAnyBitIsAnotherOne() throws DeclarationException {
        Mapping low = map(card, "bus.memory", "0+64K");
        warmMemory(0, 4);
        warmMemory(0x40, 4);

        for (int bit = 2; bit < 64; bit++) {
            Mapping known = memory.reads().known(0x40 ^ 1L << bit, 4);
            assertThat(known).as("bit %s", bit).isSameAs(bit == 6 ? low : null);
            assertThat(memoryMaster.read(0x40 ^ 1L << bit, 4) == 0xffff_ffffL).as("bit %s", bit).isEqualTo(bit >= 16);
        }
        assertThat(memoryMaster.read(0, 1)).as("an empty place has the address 0 as well").isEqualTo(0x10);
    }

    @Test
    void manyAddressesByTurnsAreAnsweredRightlyThoughTheyShareTheirPlaces() throws DeclarationException {
        map((Offset) (offset, width) -> offset, "bus.memory", "0x100000+64K", "bus.memory.valid", "1,2,4,8",
                "bus.memory.implemented", "1,2,4,8");
        for (int round = 0; round < 20; round++) {
            for (int offset = 0; offset < 0x10000; offset += 8) {
                int width = 1 << (offset >>> 3 & 3);
                long expected = width == 8 ? offset : offset & (1L << 8 * width) - 1;
                assertThat(memoryMaster.read(0x100000 + offset, width)).isEqualTo(expected);
            }
        }
    }

    /** A register at each offset. */
    @FunctionalInterface
    private interface Offset extends RangeHandler {
        @Override
        default void write(long offset, int width, long value) {
            throw new AssertionError("nothing is written");
        }
    }

    @Test
    void aCardThatHasDiedAnswersNoMoreBeforeTheMapIsChanged() throws DeclarationException {
        Mapping range = map(card, "bus.memory", "0x1000+16");
        warmMemory(0x1000, 4);

        range.deaden();

        assertThat(memoryMaster.read(0x1000, 4)).isEqualTo(0xffff_ffffL);
        memoryMaster.write(0x1000, 4, 1);
        assertThat(card.heard).isEmpty();
    }

    @Test
    void whoeverIsPutInFrontOfAHandlerIsAskedNext() throws DeclarationException {
        Mapping range = map(card, "bus.memory", "0x1000+16");
        warmMemory(0x1000, 4);

        range.interpose(other);
        assertThat(memoryMaster.read(0x1000, 4)).isEqualTo(0x23222120L);
        range.interpose(null);
        assertThat(memoryMaster.read(0x1000, 4)).isEqualTo(0x13121110L);
    }

    @Test
    void anObserverHearsOfTheNextAccess() throws DeclarationException {
        map(card, "bus.port", "0x3f8-0x3ff");
        Initiator guest = new Initiator() {
            @Override
            public long instruction() {
                return 1;
            }

            @Override
            public void busError(long physical) {
                throw new AssertionError("a port has none");
            }
        };
        BusMaster processor = new BusMaster(ports, untouched, events, guest);
        warmPort(0x3f8, 1);
        List<Long> seen = new ArrayList<>();
        Watch watch = new Watch(maps, events);
        watch.add(access -> seen.add(access.value()));

        ports.watch(watch);
        processor.read(0x3f8, 1);
        ports.watch(null);
        processor.read(0x3f8, 1);

        assertThat(seen).containsExactly(0x10L);
    }

    @Test
    void aMasterThatIsCutOffKnowsNothing() throws DeclarationException {
        map(card, "bus.port", "0x3f8-0x3ff");
        warmPort(0x3f8, 1);

        portMaster.revoke();

        assertThat(portMaster.read(0x3f8, 1)).isEqualTo(0xff);
    }

    @Test
    void whoAnswersAPageIsKnownUntilPartOfItIsAnothers() throws DeclarationException {
        Mapping whole = map(card, "bus.memory", "0x10000+64K");
        for (int i = 0; i < WARM; i++) {
            assertThat(memory.page(0x12000)).isSameAs(whole);
        }
        assertThat(memory.reads().known(0x12000, LookAside.PAGE)).isSameAs(whole);
        assertThat(memory.reads().known(0x12000, 4)).as("a page is no access").isNull();

        Mapping part = map(other, "bus.memory", "0x12ff8+8", "bus.memory.priority", 1);
        assertThat(memory.page(0x12000)).isNull();
        memory.unmap(part);
        assertThat(memory.page(0x12000)).isSameAs(whole);
    }
}
