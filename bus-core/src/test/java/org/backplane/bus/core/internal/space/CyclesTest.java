package org.backplane.bus.core.internal.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.backplane.bus.BlockHandler;
import org.backplane.bus.BusErrorException;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.declare.Declaration;
import org.backplane.bus.core.internal.declare.DeclarationException;
import org.backplane.bus.core.internal.declare.RangeDeclaration;
import org.backplane.bus.core.internal.declare.SpaceKind;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Journal;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.machine.UntouchedDTO;
import org.junit.jupiter.api.Test;

/** Every access as the guest makes it, and what arrives at the handler. */
class CyclesTest {
    private final Space ports = new Space(SpaceKind.PORT);
    private final Space memory = new Space(SpaceKind.MEMORY);
    private final Untouched untouched = new Untouched();
    private final EventLog events = new EventLog(() -> 5, () -> 0x1234, Journal.NONE);
    private final List<String> busErrors = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Initiator guest = new Initiator() {
        @Override
        public long instruction() {
            return 0x1234;
        }

        @Override
        public void busError(long physical) {
            busErrors.add(Long.toHexString(physical));
        }
    };
    private final BusMaster portMaster = new BusMaster(ports, untouched, events, guest);
    private final BusMaster memoryMaster = new BusMaster(memory, untouched, events, guest);

    private Mapping map(FakeCard card, Object... namesAndValues) throws DeclarationException {
        Map<String, Object> properties = new java.util.HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        RangeDeclaration range = Declaration.parse(properties).ranges().get(0);
        Mapping mapping = new Mapping(range, card, owner(), new Identity("pid", "bundle", "1", 1));
        (range.space() == SpaceKind.PORT ? ports : memory).map(mapping);
        return mapping;
    }

    private Owner owner() {
        return new Owner() {
            @Override
            public String pid() {
                return "pid";
            }

            @Override
            public void failed(String doing, Throwable thrown) {
                failures.add(thrown.getMessage() + ", in " + doing);
            }

            @Override
            public boolean alive() {
                return true;
            }
        };
    }

    private List<String> untouchedAccesses() {
        List<String> texts = new ArrayList<>();
        for (UntouchedDTO dto : untouched.list()) {
            texts.add((dto.write ? "write " : "read ") + dto.space + " " + Long.toHexString(dto.address) + " " + dto.width
                    + " x" + dto.count + " from " + Long.toHexString(dto.instruction));
        }
        return texts;
    }

    @Test
    void anAccessOfAnImplementedWidthArrivesAsItIsAndIsCounted() throws DeclarationException {
        FakeCard card = new FakeCard();
        Mapping range = map(card, "bus.port", "0x3f8-0x3ff");

        assertThat(portMaster.read(0x3fc, 4)).as("the bits above the width are masked").isEqualTo(0x07060504L);
        portMaster.write(0x3fa, 2, 0x1_2345_6789L);

        assertThat(card.heard).containsExactly("read 4 4", "write 2 2 6789");
        assertThat(range.describe().reads).isEqualTo(1);
        assertThat(range.describe().writes).isEqualTo(1);
    }

    /** Takes three elements at a time, or says that it has taken another number. */
    private static final class BlockCard extends FakeCard implements BlockHandler {
        private int says = 3;

        @Override
        public int readBlock(long offset, int width, byte[] into, int count) {
            heard.add("read block " + offset + " " + width + " x" + count);
            Arrays.fill(into, (byte) 0x5a);
            return Math.min(says, count);
        }

        @Override
        public int writeBlock(long offset, int width, byte[] from, int count) {
            heard.add("write block " + offset + " " + width + " x" + count + " from " + from[0]);
            return says;
        }
    }

    @Test
    void aBlockArrivesWholeAndEachElementIsCounted() throws DeclarationException {
        BlockCard card = new BlockCard();
        Mapping range = map(card, "bus.port", "0x1f0-0x1f7");
        byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

        assertThat(portMaster.readBlock(0x1f0, 2, bytes, 1, 4)).isEqualTo(3);
        assertThat(bytes).as("what was not transferred stays").containsExactly(1, 0x5a, 0x5a, 0x5a, 0x5a, 0x5a, 0x5a, 8, 9, 10);
        assertThat(portMaster.writeBlock(0x1f0, 2, bytes, 8, 1)).as("more than was asked for: the card fails").isEqualTo(1);

        assertThat(card.heard).containsExactly("read block 0 2 x4", "write block 0 2 x1 from 9");
        assertThat(range.describe().reads).isEqualTo(3);
        assertThat(range.describe().writes).isZero();
        assertThat(failures).containsExactly(
                "a block of 3 elements where at most 1 were asked for, in write of width 2 to '" + range.declaration.name()
                        + "' at offset 0x0");
    }

    @Test
    void whatTakesNoBlocksIsLeftAlone() throws DeclarationException {
        FakeCard plain = new FakeCard();
        BlockCard card = new BlockCard();
        map(plain, "bus.port", "0x60-0x67");
        map(card, "bus.port", "0x1f0-0x1f7", "bus.port.valid", "1,2,4", "bus.port.implemented", "1,2");

        assertThat(portMaster.readBlock(0x60, 2, new byte[8], 0, 4)).as("a card without blocks").isZero();
        assertThat(portMaster.readBlock(0x1f0, 4, new byte[8], 0, 2)).as("a width that is split").isZero();
        assertThat(portMaster.readBlock(0x1f1, 2, new byte[8], 0, 2)).as("not aligned").isZero();
        assertThat(portMaster.readBlock(0x300, 2, new byte[8], 0, 2)).as("nobody").isZero();

        assertThat(plain.heard).isEmpty();
        assertThat(card.heard).isEmpty();
    }

    @Test
    void aWiderAccessIsSplitLowestAddressFirst() throws DeclarationException {
        FakeCard card = new FakeCard();
        Mapping range = map(card, "bus.port", "0x60-0x67", "bus.port.valid", "1,2,4,8", "bus.port.implemented", "1,2");

        assertThat(portMaster.read(0x60, 8)).isEqualTo(0x0706050403020100L);
        portMaster.write(0x60, 4, 0xddccbbaaL);

        assertThat(card.heard).containsExactly("read 0 2", "read 2 2", "read 4 2", "read 6 2", "write 0 2 bbaa",
                "write 2 2 ddcc");
        assertThat(range.describe().reads).as("each call counts").isEqualTo(4);
    }

    @Test
    void aNarrowerReadIsCutOutOfAWiderOne() throws DeclarationException {
        FakeCard card = new FakeCard();
        map(card, "bus.memory", "0x1000+16", "bus.memory.implemented", "4");

        assertThat(memoryMaster.read(0x1006, 1)).isEqualTo(6);
        assertThat(memoryMaster.read(0x100a, 2)).isEqualTo(0x0b0a);

        assertThat(card.heard).containsExactly("read 4 4", "read 8 4");
    }

    @Test
    void aNarrowerWriteIsCompletedWithWhatPeekGives() throws DeclarationException {
        FakeCard card = new FakeCard();
        map(card, "bus.memory", "0x1000+16", "bus.memory.implemented", "4");

        memoryMaster.write(0x1006, 1, 0xaa);
        memoryMaster.write(0x1008, 2, 0xbbcc);

        assertThat(card.heard).containsExactly("peek 4 4", "write 4 4 7aa0504", "peek 8 4", "write 8 4 b0abbcc");
    }

    @Test
    void aNarrowerImplementedWidthIsPreferredToAWiderOne() throws DeclarationException {
        FakeCard card = new FakeCard();
        map(card, "bus.memory", "0x1000+16", "bus.memory.implemented", "1,4");

        memoryMaster.read(0x1002, 2);

        assertThat(card.heard).as("a wider read could have side effects on bytes nobody asked for")
                .containsExactly("read 2 1", "read 3 1");
    }

    @Test
    void aMisalignedAccessIsCutIntoAlignedOnes() throws DeclarationException {
        FakeCard card = new FakeCard();
        map(card, "bus.memory", "0x1000+16");

        assertThat(memoryMaster.read(0x1001, 4)).isEqualTo(0x04030201L);
        memoryMaster.write(0x1003, 2, 0xbbaa);

        assertThat(card.heard).containsExactly("read 1 1", "read 2 2", "read 4 1", "write 3 1 aa", "write 4 1 bb");
    }

    @Test
    void alignmentCountsFromTheStartOfTheRange() throws DeclarationException {
        FakeCard card = new FakeCard();
        map(card, "bus.port", "0x1cf-0x1d2");

        portMaster.read(0x1cf, 2);
        portMaster.read(0x1d0, 2);

        assertThat(card.heard).containsExactly("read 0 2", "read 1 1", "read 2 1");
    }

    @Test
    void anAccessAcrossRangesIsCutAtTheirBorder() throws DeclarationException {
        FakeCard low = new FakeCard(0x10);
        FakeCard high = new FakeCard(0x20);
        map(low, "bus.port", "0x100-0x101");
        map(high, "bus.port", "0x103+1");

        assertThat(portMaster.read(0x100, 4)).isEqualTo(0x20ff1110L);
        portMaster.write(0x100, 4, 0x44332211L);

        assertThat(low.heard).containsExactly("read 0 2", "write 0 2 2211");
        assertThat(high.heard).containsExactly("read 0 1", "write 0 1 44");
        assertThat(untouchedAccesses()).containsExactly("read port 102 1 x1 from 1234", "write port 102 1 x1 from 1234");
    }

    @Test
    void whatIsCutIsCutIntoValidWidthsWherePossible() throws DeclarationException {
        FakeCard card = new FakeCard();
        map(card, "bus.memory", "0x1000+16", "bus.memory.valid", "1");

        memoryMaster.read(0x1001, 4);

        assertThat(card.heard).containsExactly("read 1 1", "read 2 1", "read 3 1", "read 4 1");
    }

    @Test
    void aWidthThatIsNotValidMeetsNothingAndIsReported() throws DeclarationException {
        FakeCard card = new FakeCard();
        Mapping range = map(card, "bus.port", "0x3f8-0x3ff", "bus.port.valid", "1,4", "bus.port.name", "regs");

        assertThat(portMaster.read(0x3f8, 2)).isEqualTo(0xffff);
        assertThat(portMaster.peek(0x3f8, 2)).isEqualTo(0xffff);
        portMaster.write(0x3fa, 2, 0);
        portMaster.write(0x3fa, 2, 0);

        assertThat(card.heard).isEmpty();
        assertThat(range.describe().reads).isZero();
        assertThat(untouchedAccesses()).containsExactly("write port 3fa 2 x2 from 1234", "read port 3f8 2 x1 from 1234");
        assertThat(events.list()).extracting(event -> event.kind + " " + event.text + " x" + event.count)
                .containsExactly("fabric read of width 2 to 'regs' where the valid widths are 1,4 x1",
                        "fabric write of width 2 to 'regs' where the valid widths are 1,4 x2");
        assertThat(events.list().get(0).instruction).isEqualTo(0x1234);
    }

    @Test
    void nothingAnswersAllOnes() {
        assertThat(memoryMaster.read(0x5000, 8)).isEqualTo(-1L);
        assertThat(memoryMaster.read(0x5001, 4)).isEqualTo(0xffff_ffffL);
        assertThat(portMaster.read(0x80, 1)).isEqualTo(0xff);
        memoryMaster.write(0x5000, 4, 1);

        assertThat(untouchedAccesses()).containsExactly(
                "read memory 5000 8 x1 from 1234",
                "read memory 5001 1 x1 from 1234", "read memory 5002 2 x1 from 1234", "read memory 5004 1 x1 from 1234",
                "read port 80 1 x1 from 1234", "write memory 5000 4 x1 from 1234");
    }

    @Test
    void aPeekIsNeitherCountedNorListedAndHasNoSideEffect() throws DeclarationException {
        FakeCard card = new FakeCard();
        Mapping range = map(card, "bus.memory", "0x1000+16", "bus.memory.implemented", "2");

        assertThat(memoryMaster.peek(0x1001, 4)).isEqualTo(0x04030201L);
        assertThat(memoryMaster.peek(0x9000, 4)).isEqualTo(0xffff_ffffL);

        assertThat(card.heard).containsExactly("peek 0 2", "peek 2 2", "peek 4 2");
        assertThat(range.describe().reads).isZero();
        assertThat(untouched.list()).isEmpty();
    }

    @Test
    void portsWrapAt64Ki() throws DeclarationException {
        FakeCard last = new FakeCard(0x10);
        FakeCard first = new FakeCard(0x20);
        map(last, "bus.port", "0xffff+1");
        map(first, "bus.port", "0+1");

        assertThat(portMaster.read(0xffff, 2)).isEqualTo(0x2010);
        assertThat(portMaster.read(0x1ffff, 1)).isEqualTo(0x10);
        assertThat(first.heard).containsExactly("read 0 1");
    }

    @Test
    void aRangeThatAnswersAllPortsIsCutAtTheWrap() throws DeclarationException {
        FakeCard all = new FakeCard();
        map(all, "bus.port", "1-0xffff");

        portMaster.read(0xffff, 2);

        assertThat(all.heard).as("offset fffe is aligned, but the access leaves the range").containsExactly("read 65534 1");
    }

    @Test
    void memoryWrapsAt64BitsAndAnswersOnlyBelow52() throws DeclarationException {
        FakeCard bottom = new FakeCard(0x10);
        FakeCard top = new FakeCard(0x20);
        map(bottom, "bus.memory", "0+4K");
        map(top, "bus.memory", "0xffffffffff000+4K");

        assertThat(memoryMaster.read(-2, 4)).isEqualTo(0x1110ffffL);
        assertThat(memoryMaster.read(1L << 52, 1)).as("bit 52 is no alias of address 0").isEqualTo(0xff);
        assertThat(memoryMaster.read((1L << 52) - 1, 2)).isEqualTo(0xff1fL);
        assertThat(memoryMaster.read(1L << 63, 8)).isEqualTo(-1L);
    }

    @Test
    void anAccessFallsThroughARangeThatDoesNotAnswerItsDirection() throws DeclarationException {
        FakeCard rom = new FakeCard(0x10);
        FakeCard ram = new FakeCard(0x20);
        map(ram, "bus.memory", "0x1000+16");
        map(rom, "bus.memory", "0x1000+16", "bus.memory.priority", 1, "bus.memory.access", "r");

        assertThat(memoryMaster.read(0x1000, 1)).isEqualTo(0x10);
        memoryMaster.write(0x1000, 1, 0x55);

        assertThat(rom.heard).containsExactly("read 0 1");
        assertThat(ram.heard).containsExactly("write 0 1 55");
    }

    @Test
    void aBusErrorReadsAllOnesIsReportedAndToldToTheMaster() throws DeclarationException {
        FakeCard card = new FakeCard();
        card.onRead = () -> {
            throw BusErrorException.INSTANCE;
        };
        Mapping range = map(card, "bus.memory", "0x1000+16", "bus.memory.name", "regs");
        FakeCard port = new FakeCard();
        port.onRead = card.onRead;
        map(port, "bus.port", "0x10+1");

        assertThat(memoryMaster.read(0x1004, 4)).isEqualTo(0xffff_ffffL);
        assertThat(memoryMaster.read(0x1004, 4)).isEqualTo(0xffff_ffffL);
        assertThat(portMaster.read(0x10, 1)).isEqualTo(0xff);

        assertThat(busErrors).as("a port has no physical address").containsExactly("1004", "1004");
        assertThat(events.list()).extracting(event -> event.text + " x" + event.count).containsExactly(
                "bus error: read of width 4 to 'regs' at offset 0x4 x2",
                "bus error: read of width 1 to 'port0' at offset 0x0 x1");
        assertThat(range.describe().reads).as("the handler did not answer").isZero();
        assertThat(failures).isEmpty();
    }

    @Test
    void anyOtherExceptionIsAFailureOfTheDevice() throws DeclarationException {
        FakeCard card = new FakeCard();
        card.onRead = () -> {
            throw new NoClassDefFoundError("javax/missing");
        };
        map(card, "bus.memory", "0x1000+16", "bus.memory.name", "regs");

        assertThat(memoryMaster.read(0x1004, 4)).isEqualTo(0xffff_ffffL);

        assertThat(failures).containsExactly("javax/missing, in read of width 4 to 'regs' at offset 0x4");
    }
}
