package org.backplane.bus.core.internal.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backplane.bus.BusErrorException;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.machine.Access;
import org.backplane.bus.machine.AccessObserver;
import org.backplane.bus.machine.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What observers of a machine are told. */
@Timeout(30)
class WatchTest {
    private final TestMachine machine = new TestMachine();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final AccessObserver observer = access -> seen.add(text(access));

    @AfterEach
    void close() {
        machine.close();
    }

    private static String text(Access access) {
        return (access.dma() ? "dma " : "") + (access.write() ? "write " : "read ") + access.space() + " "
                + Long.toHexString(access.address()) + " " + access.width() + " " + Long.toHexString(access.value())
                + (access.answered() ? "" : " unanswered") + " from " + Long.toHexString(access.instruction());
    }

    /** Lets a processor execute some instructions, and waits until it halts. */
    private void execute(FakeProcessor.Instruction... instructions) {
        FakeProcessor processor = new FakeProcessor(instructions);
        machine.insert("cpu", processor, Map.of());
        machine.fabric.powerOn();
        while (!machine.fabric.call(() -> processor.halted)) {
            assertThat(machine.fabric.state()).isEqualTo(Machine.State.RUNNING);
        }
    }

    @Test
    void accessesOfTheProcessorAreToldInTheirOrder() {
        machine.insert("uart", new FakeCard(), Map.of("bus.port", "0x3f8-0x3ff", "bus.port.valid", "1"));
        machine.insert("card", new FakeCard(), Map.of("bus.memory", "0xa0000+0x1000"));
        machine.fabric.observe(observer);

        execute(cpu -> cpu.socket.ports().write(0x3f8, 1, 0x141), cpu -> cpu.socket.ports().read(0x3fa, 1),
                cpu -> cpu.socket.memory().read(0xa0004, 4), cpu -> cpu.socket.ports().read(0x1_0080, 2),
                cpu -> cpu.socket.memory().write(0xfee00000L, 4, 7));

        assertThat(seen).containsExactly("write port 3f8 1 41 from 1000", "read port 3fa 1 2 from 1001",
                "read memory a0004 4 7060504 from 1002", "read port 80 2 ffff unanswered from 1003",
                "write memory fee00000 4 7 unanswered from 1004");
    }

    @Test
    void anAccessThatIsSplitIsToldAsTheProcessorMadeIt() {
        machine.insert("uart", new FakeCard(),
                Map.of("bus.port", "0x3f8-0x3ff", "bus.port.valid", "1,2,4", "bus.port.implemented", "1"));
        machine.fabric.observe(observer);

        execute(cpu -> cpu.socket.ports().read(0x3f9, 4), cpu -> cpu.socket.ports().read(0x3fe, 4));

        assertThat(seen).as("the second one reaches past the range").containsExactly("read port 3f9 4 4030201 from 1000",
                "read port 3fe 4 ffff0706 from 1001");
    }

    @Test
    void aRefusedWidthAndABusErrorAreNotAnswers() {
        FakeCard card = new FakeCard();
        card.onRead = () -> {
            throw BusErrorException.INSTANCE;
        };
        machine.insert("card", card, Map.of("bus.memory", "0xa0000+0x1000", "bus.memory.valid", "1"));
        machine.fabric.observe(observer);

        execute(cpu -> cpu.socket.memory().read(0xa0000, 1), cpu -> cpu.socket.memory().write(0xa0000, 4, 1));

        assertThat(seen).containsExactly("read memory a0000 1 ff unanswered from 1000",
                "write memory a0000 4 1 unanswered from 1001");
    }

    @Test
    void slabsAreNotShownWhicheverWayTheyAreReached() {
        machine.insert("ram", new Ram(), Map.of("bus.memory", "0x0+0x1000"));
        machine.fabric.observe(observer);

        execute(cpu -> cpu.socket.memory().write(0x10, 4, 5), cpu -> cpu.socket.memory().read(0x11, 2));

        assertThat(seen).isEmpty();
    }

    private static final class Ram extends FakeCard {
        @Override
        public RangeHandler range(String name) {
            return wires.slab("ram", 0x1000).window(0, 0x1000, true);
        }
    }

    @Test
    void dmaIsMarkedAndTheOperatorIsNotShown() {
        FakeCard master = new FakeCard();
        machine.insert("master", master, Map.of("bus.port", "0x10+1"));
        machine.insert("card", new FakeCard(), Map.of("bus.memory", "0xa0000+0x1000", "bus.memory.valid", "1,2"));
        machine.fabric.observe(observer);

        machine.fabric.call(() -> master.wires.dma().read(0xa0000, new byte[3], 0, 3));
        machine.fabric.call(() -> machine.fabric.memory().read(0xa0000, 1));

        assertThat(seen).containsExactly("dma read memory a0000 2 100 from " + Long.toHexString(-1),
                "dma read memory a0002 1 2 from " + Long.toHexString(-1));
    }

    @Test
    void nobodyIsToldAnythingAfterHeHasGone() {
        machine.insert("card", new FakeCard(), Map.of("bus.port", "0x10+1"));
        machine.fabric.observe(observer);
        machine.fabric.unobserve(observer);

        execute(cpu -> cpu.socket.ports().read(0x10, 1));

        assertThat(seen).isEmpty();
    }

    @Test
    void anObserverThatThrowsIsReportedOnceAndTheOthersAreToldAllTheSame() {
        machine.fabric.observe(new Broken());
        machine.fabric.observe(observer);

        execute(cpu -> cpu.socket.ports().read(0x10, 1), cpu -> cpu.socket.ports().read(0x11, 1));

        assertThat(seen).hasSize(2);
        assertThat(machine.events()).containsExactly(
                Broken.class.getName() + " fabric java.lang.IllegalStateException: broken");
        assertThat(machine.fabric.events().get(0).count).isEqualTo(1);
    }

    private static final class Broken implements AccessObserver {
        @Override
        public void accessed(Access access) {
            throw new IllegalStateException("broken");
        }
    }
}
