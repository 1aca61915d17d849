package org.backplane.bus.core.internal.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.processor.PhysicalMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the processor may reach without a call, and when it is told that it may not any more. */
class ProcessorMemoryTest {
    private final TestMachine machine = new TestMachine();
    private final FakeProcessor processor = new FakeProcessor();
    private PhysicalMemory memory;

    /** A card with one slab of four pages; a range named rom is a window that cannot be written. */
    private static final class SlabCard extends FakeCard {
        private Slab slab;

        @Override
        public RangeHandler range(String name) {
            slab = slab == null ? wires.slab("storage", 4 * 4096) : slab;
            return slab.window(0, wires.rangeBytes(name), !name.equals("rom"));
        }
    }

    @BeforeEach
    void plug() {
        machine.insert("cpu", processor, Map.of());
        memory = processor.socket.memory();
        processor.heard.clear();
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private int readIndex(long page) {
        return machine.on(() -> memory.readIndex(page));
    }

    private int writeIndex(long page) {
        return machine.on(() -> memory.writeIndex(page));
    }

    @Test
    void wholePagesOfMemoryAreReachedDirectlyAndTheProcessorHearsOfTheMap() {
        SlabCard ram = new SlabCard();
        Registration registration = machine.insert("ram", ram, Map.of("bus.memory", "0x10000+12K"));

        assertThat(processor.heard).endsWith("mapChanged");
        assertThat(readIndex(0x10000)).isZero();
        assertThat(readIndex(0x12000)).isEqualTo(8192);
        assertThat(writeIndex(0x11000)).isEqualTo(4096);
        assertThat(readIndex(0x13000)).isEqualTo(-1);
        assertThat(readIndex(0xf000)).isEqualTo(-1);
        memory.arena()[4097] = 0x55;
        assertThat(machine.memory(0x11001, 1)).isEqualTo(0x55);
        assertThat(machine.slot("ram").ranges[0].direct).isTrue();

        processor.heard.clear();
        registration.remove();
        assertThat(processor.heard).as("the map first, then what was decoded of its bytes")
                .containsExactly("mapChanged", "arenaWritten 0 16384");
        assertThat(readIndex(0x10000)).isEqualTo(-1);
    }

    @Test
    void aRunEndsWhereAPageIsReadElsewhere() {
        machine.insert("ram", new SlabCard(), Map.of("bus.memory", "0x10000+16K"));
        assertThat(readRun(0x10000)).isEqualTo(16 << 10);
        assertThat(readRun(0x12fff)).as("the page that it lies in, and the next").isEqualTo(8 << 10);
        assertThat(readRun(0x14000)).isZero();
        assertThat(readRun(0xf000)).isZero();
        machine.insert("above", new FakeCard(), Map.of("bus.memory", "0x12010+4", "bus.memory.priority", 1));
        assertThat(readRun(0x10000)).isEqualTo(8 << 10);
        assertThat(readRun(0x12000)).isZero();
        assertThat(readRun(0x13000)).isEqualTo(4 << 10);
    }

    private long readRun(long page) {
        return machine.on(() -> memory.readRun(page));
    }

    @Test
    void portsAreNoBusinessOfTheMemoryMap() {
        machine.insert("com1", new FakeCard(), Map.of("bus.port", "0x3f8+8"));

        assertThat(processor.heard).isEmpty();
    }

    @Test
    void aPageThatIsSharedIsReachedDirectlyOnlyIfMemoryWinsAllOfIt() {
        machine.insert("ram", new SlabCard(), Map.of("bus.memory", "0x10000+16K"));
        machine.insert("above", new FakeCard(), Map.of("bus.memory", "0x11010+4", "bus.memory.priority", 1));
        machine.insert("below", new FakeCard(), Map.of("bus.memory", "0x12010+4", "bus.memory.priority", -1));
        machine.insert("writes", new FakeCard(), Map.of("bus.memory", "0x13010+4", "bus.memory.priority", 1,
                "bus.memory.access", "w"));

        assertThat(readIndex(0x11000)).isEqualTo(-1);
        assertThat(readIndex(0x12000)).isEqualTo(8192);
        assertThat(readIndex(0x13000)).isEqualTo(12288);
        assertThat(writeIndex(0x13000)).isEqualTo(-1);
    }

    @Test
    void romIsReadDirectlyAndNeverWritten() {
        machine.insert("rom", new SlabCard(), Map.of("bus.memory", "0xfffc_0000+16K", "bus.memory.name", "rom"));

        assertThat(readIndex(0xfffc0000L)).isZero();
        assertThat(writeIndex(0xfffc0000L)).isEqualTo(-1);
        machine.writeMemory(0xfffc0000L, 4, 1);
        assertThat(machine.memory(0xfffc0000L, 4)).isZero();
    }

    @Test
    void oneSlabMayAnswerAtSeveralAddresses() {
        SlabCard card = new SlabCard();
        machine.insert("bios", card, Map.of("bus.memory", List.of("0xe0000+16K", "0xfffe0000+16K"),
                "bus.memory.name", List.of("low", "high")));

        machine.writeMemory(0xe1234, 2, 0xbeef);

        assertThat(machine.memory(0xfffe1234L, 2)).isEqualTo(0xbeef);
        assertThat(readIndex(0xe1000)).isEqualTo(readIndex(0xfffe1000L));
    }

    @Test
    void aRangeThatIsNotPageAlignedWorksThroughReadAndWrite() {
        machine.insert("card", new SlabCard(), Map.of("bus.memory", "0x10800+8K"));

        assertThat(readIndex(0x10000)).isEqualTo(-1);
        assertThat(readIndex(0x11000)).as("no page of the arena begins there").isEqualTo(-1);
        machine.writeMemory(0x11ffe, 4, 0x11223344);
        assertThat(machine.memory(0x11ffe, 4)).isEqualTo(0x11223344);
        assertThat(machine.slot("card").ranges[0].direct).isFalse();
    }

    @Test
    void aWriteThroughTheFabricIsToldAsChangedCode() {
        machine.insert("ram", new SlabCard(), Map.of("bus.memory", "0x10000+16K"));
        processor.heard.clear();

        machine.on(() -> {
            memory.write(0x11004, 2, 1);
            return 0;
        });
        machine.writeMemory(0x11008, 1, 1);

        assertThat(processor.heard).containsExactly("arenaWritten 4100 2", "arenaWritten 4104 1");
    }

    @Test
    void aCleanPageIsWrittenThroughTheFabricOnce() {
        SlabCard vram = new SlabCard();
        machine.insert("vram", vram, Map.of("bus.memory", "0xa0000+16K"));
        assertThat(writeIndex(0xa1000)).isEqualTo(4096);
        processor.heard.clear();

        assertThat(machine.on(() -> vram.slab.takeDirtyPages()).cardinality()).isEqualTo(4);
        assertThat(processor.heard).as("what it learned before is void").containsExactly("writesMustReport 0 16384");
        assertThat(writeIndex(0xa1000)).isEqualTo(-1);

        machine.writeMemory(0xa1ffe, 4, 1);
        assertThat(writeIndex(0xa1000)).isEqualTo(4096);
        assertThat(writeIndex(0xa2000)).isEqualTo(8192);
        assertThat(writeIndex(0xa3000)).isEqualTo(-1);

        processor.heard.clear();
        assertThat(machine.on(() -> vram.slab.takeDirtyPages()).stream()).containsExactly(1, 2);
        assertThat(processor.heard).as("what it knows of other pages it may keep").containsExactly("writesMustReport 4096 8192");
        assertThat(writeIndex(0xa1000)).isEqualTo(-1);
    }

    @Test
    void aPeekOfMemorySeesIt() {
        SlabCard ram = new SlabCard();
        machine.insert("ram", ram, Map.of("bus.memory", "0x10000+16K"));
        machine.writeMemory(0x10000, 4, 0x12345678);

        assertThat(machine.on(() -> machine.fabric.memory().peek(0x10001, 2))).isEqualTo(0x3456);
        assertThat(machine.slot("ram").ranges[0].reads).isZero();
    }
}
