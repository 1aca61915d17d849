package org.backplane.bus.core.internal.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.backplane.bus.BusErrorException;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.TestMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DmaPortTest {
    private final TestMachine machine = new TestMachine();
    private final FakeCard master = new FakeCard();
    private final Ram ram = new Ram(true);
    private final FakeProcessor processor = new FakeProcessor();

    /** Three pages of memory. */
    private static final class Ram extends FakeCard {
        private final boolean writable;
        private Slab slab;

        Ram(boolean writable) {
            this.writable = writable;
        }

        @Override
        public RangeHandler range(String name) {
            slab = slab == null ? wires.slab("ram", 3 * 4096) : slab;
            return slab.window(0, 3 * 4096, writable);
        }
    }

    @BeforeEach
    void plug() {
        machine.insert("cpu", processor, Map.of());
        machine.insert("master", master, Map.of());
        machine.insert("ram", ram, Map.of("bus.memory", "0x10000+12K", "bus.memory.valid", "1,2,4,8"));
        processor.heard.clear();
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private int read(long physical, byte[] into) {
        return machine.on(() -> master.wires.dma().read(physical, into, 0, into.length));
    }

    private int write(long physical, byte... from) {
        return machine.on(() -> master.wires.dma().write(physical, from, 0, from.length));
    }

    @Test
    void memoryIsCopiedAPageAtATimeAndToldToTheProcessor() {
        byte[] data = new byte[6000];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * 7);
        }

        assertThat(write(0x10800, data)).isEqualTo(6000);
        byte[] back = new byte[6000];
        assertThat(read(0x10800, back)).isEqualTo(6000);

        assertThat(back).isEqualTo(data);
        assertThat(processor.heard).containsExactly("arenaWritten 2048 2048", "arenaWritten 4096 3952");
        assertThat(machine.on(() -> ram.slab.read(0x801, 1))).isEqualTo(7);
    }

    @Test
    void aPartOfAnArrayIsCopiedToAPartOfMemory() {
        byte[] bytes = {1, 2, 3, 4};
        machine.on(() -> master.wires.dma().write(0x10000, bytes, 1, 2));
        byte[] into = {9, 9, 9, 9};
        machine.on(() -> master.wires.dma().read(0x10000, into, 2, 2));

        assertThat(into).containsExactly(9, 9, 2, 3);
        machine.on(() -> assertThatThrownBy(() -> master.wires.dma().read(0x10000, into, 3, 2))
                .isInstanceOf(IndexOutOfBoundsException.class));
        machine.on(() -> assertThatThrownBy(() -> master.wires.dma().write(0x10000, into, -1, 2))
                .isInstanceOf(IndexOutOfBoundsException.class));
    }

    @Test
    void devicesSeeTheWidestAlignedAccessesThatTheyImplement() {
        FakeCard device = new FakeCard();
        machine.insert("device", device, Map.of("bus.memory", "0x20000+32", "bus.memory.valid", "1,2,4,8",
                "bus.memory.implemented", "1,4"));
        byte[] into = new byte[10];

        assertThat(read(0x20003, into)).isEqualTo(10);

        assertThat(into).containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(device.heard).containsExactly("plug", "read 3 1", "read 4 4", "read 8 4", "read 12 1");
    }

    @Test
    void aDeviceThatImplementsOnlyWideAccessesIsReadAroundTheEdges() {
        FakeCard device = new FakeCard();
        machine.insert("device", device, Map.of("bus.memory", "0x20000+32", "bus.memory.implemented", "4"));
        byte[] into = new byte[2];

        assertThat(read(0x20003, into)).isEqualTo(2);

        assertThat(into).containsExactly(3, 4);
        assertThat(device.heard).containsExactly("plug", "read 0 4", "read 4 4");
    }

    @Test
    void whatNothingAnswersIsNotCountedReadsAllOnesAndIsListedOnceForEachRun() {
        byte[] into = new byte[4096 + 16];

        assertThat(read(0x12ff8, into)).as("the last 8 bytes of memory").isEqualTo(8);

        assertThat(into[7]).isZero();
        assertThat(into).endsWith(new byte[] {-1, -1, -1});
        assertThat(machine.fabric.untouched()).extracting(dto -> Long.toHexString(dto.address) + " " + dto.width + " x"
                + dto.count + " from " + dto.instruction).containsExactly("13000 8 x1 from -1", "14000 8 x1 from -1");
        assertThat(write(0x50000, (byte) 1)).isZero();
    }

    @Test
    void aBusErrorIsNotCounted() {
        FakeCard device = new FakeCard();
        device.onRead = () -> {
            throw BusErrorException.INSTANCE;
        };
        machine.insert("device", device, Map.of("bus.memory", "0x13000+8", "bus.memory.valid", "1,2,4,8"));
        byte[] into = new byte[12];

        assertThat(read(0x12ffc, into)).isEqualTo(4);

        assertThat(into).containsExactly(0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1);
        assertThat(processor.heard).as("the processor did not make this access").containsOnly("mapChanged");
    }

    @Test
    void romTakesTheWriteWithoutEffect() {
        Ram rom = new Ram(false);
        machine.insert("rom", rom, Map.of("bus.memory", "0xe0000+12K"));

        assertThat(write(0xe0000, (byte) 1, (byte) 2)).as("a range did answer").isEqualTo(2);

        assertThat(machine.memory(0xe0000, 2)).isZero();
    }

    @Test
    void dmaMarksCleanPagesDirty() {
        machine.on(() -> ram.slab.takeDirtyPages());

        write(0x10fff, (byte) 1, (byte) 2);

        assertThat(machine.on(() -> ram.slab.takeDirtyPages()).stream()).containsExactly(0, 1);
    }

    @Test
    void dmaIntoAHandlerThatUsesDmaIsCountedByItself() {
        FakeCard device = new FakeCard();
        byte[] inner = new byte[100];
        device.onRead = () -> master.wires.dma().read(0x10000, inner, 0, 100);
        machine.insert("device", device, Map.of("bus.memory", "0x20000+4"));

        assertThat(read(0x20000, new byte[4])).isEqualTo(4);
    }

    @Test
    void aChainOfCardsThatReachEachOtherDoesNotUseUpTheStack() {
        for (int i = 0; i < 40; i++) {
            FakeCard link = new FakeCard();
            long next = 0x20000 + 4 * (i + 1);
            link.onRead = () -> link.wires.dma().read(next, new byte[1], 0, 1);
            machine.insert("link" + i, link, Map.of("bus.memory", "0x" + Long.toHexString(0x20000 + 4 * i) + "+4"));
        }

        assertThat(machine.memory(0x20000, 1)).isZero();

        assertThat(machine.events()).containsExactly("link32 fabric DMA nested 32 deep is not carried out");
        assertThat(machine.slot("link32").state).isEqualTo("live");
        assertThat(read(0x10000, new byte[1])).as("and works again").isEqualTo(1);
    }

    @Test
    void cardsThatReachEachOtherByDmaGoRoundOnce() {
        FakeCard device = new FakeCard();
        FakeCard other = new FakeCard();
        device.onRead = () -> device.wires.dma().read(0x20004, new byte[1], 0, 1);
        other.onRead = () -> other.wires.dma().read(0x20000, new byte[1], 0, 1);
        machine.insert("device", device, Map.of("bus.memory", "0x20000+4"));
        machine.insert("other", other, Map.of("bus.memory", "0x20004+4"));

        assertThat(machine.memory(0x20000, 1)).isZero();

        assertThat(device.heard).containsExactly("plug", "read 0 1");
        assertThat(machine.events()).containsExactly(
                "other fabric DMA to 0x20000, a register of 'device' whose own DMA is under way");
        assertThat(machine.slot("device").state).as("neither is to blame").isEqualTo("live");
        assertThat(machine.slot("other").state).isEqualTo("live");
    }
}
