package org.backplane.bus.core.internal.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.core.internal.tap.TapSeat;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.tap.Tap;
import org.backplane.bus.tap.TapAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each way in which the map of a machine changes, while accesses to the same address go on. */
@Timeout(30)
class WarmMapTest {
    private static final Map<String, Object> PORTS = Map.of("bus.port", "0x10-0x1f");
    /** More than it takes until an access is known to the map (LookAsideTest). */
    private static final int MANY = 20;

    private final TestMachine machine = new TestMachine();
    private final FakeCard low = new FakeCard(0x10);
    private final FakeCard high = new FakeCard(0x20);

    @AfterEach
    void close() {
        machine.close();
    }

    private static Map<String, Object> withPriority(int priority) {
        Map<String, Object> properties = new HashMap<>(PORTS);
        properties.put("bus.port.priority", priority);
        return properties;
    }

    /** What the very next access reads; afterwards the same access is made many times. */
    private long next() {
        long value = machine.port(0x10, 1);
        machine.run(() -> {
            for (int i = 0; i < MANY; i++) {
                assertThat(machine.fabric.ports().read(0x10, 1)).isEqualTo(value);
            }
        });
        return value;
    }

    @Test
    void devicesComeAndGo() {
        Registration first = machine.insert("low", low, PORTS);
        assertThat(next()).isEqualTo(0x10);
        Registration second = machine.insert("high", high, withPriority(1));
        assertThat(next()).isEqualTo(0x20);
        second.remove();
        assertThat(next()).isEqualTo(0x10);
        first.remove();
        assertThat(next()).isEqualTo(0xff);
    }

    @Test
    void prioritiesAreChanged() {
        machine.insert("low", low, PORTS);
        Registration registration = machine.insert("high", high, withPriority(1));
        assertThat(next()).isEqualTo(0x20);
        machine.update(registration, withPriority(-1));
        assertThat(next()).isEqualTo(0x10);
        machine.update(registration, withPriority(2));
        assertThat(next()).isEqualTo(0x20);
    }

    @Test
    void aParkedDeviceIsLetIn() {
        Registration winner = machine.insert("low", low, PORTS);
        machine.insert("high", high, PORTS);
        assertThat(machine.slot("high").state).isEqualTo("parked");
        assertThat(next()).isEqualTo(0x10);
        winner.remove();
        assertThat(next()).isEqualTo(0x20);
    }

    @Test
    void aDeviceIsReplacedByAnotherRevision() {
        machine.insert("low", low, PORTS);
        assertThat(next()).isEqualTo(0x10);
        Registration revision = machine.insert("low", high, PORTS);
        assertThat(next()).isEqualTo(0x20);
        revision.remove();
        assertThat(next()).isEqualTo(0x10);
    }

    @Test
    void aWindowIsMovedAndClosed() {
        machine.insert("low", low, PORTS);
        machine.insert("high", high, Map.of("bus.port", "+0x10", "bus.port.priority", 1, "bus.port.name", "bar"));
        assertThat(next()).isEqualTo(0x10);
        machine.run(() -> high.wires.window("bar").move(0x8));
        assertThat(next()).isEqualTo(0x28);
        machine.run(() -> high.wires.window("bar").move(0x10));
        assertThat(next()).isEqualTo(0x20);
        machine.run(() -> high.wires.window("bar").close());
        assertThat(next()).isEqualTo(0x10);
    }

    @Test
    void theGuestClosesAWindowAndItsNextInstructionReadsWhatIsBehind() {
        machine.insert("low", low, PORTS);
        high.onPlug = wires -> wires.window("bar").move(0x10);
        machine.insert("high", high, Map.of("bus.port", "+0x10", "bus.port.priority", 1, "bus.port.name", "bar"));
        List<Long> values = new CopyOnWriteArrayList<>();
        FakeProcessor.Instruction many = cpu -> {
            for (int i = 0; i < MANY; i++) {
                cpu.socket.ports().read(0x10, 1);
            }
        };
        FakeProcessor.Instruction one = cpu -> values.add(cpu.socket.ports().read(0x10, 1));
        FakeProcessor processor = new FakeProcessor(many, one, cpu -> high.wires.window("bar").close(), one, many, one,
                cpu -> high.wires.window("bar").move(0x10), one);
        machine.insert("cpu", processor, Map.of());
        machine.fabric.powerOn();
        while (!machine.fabric.call(() -> processor.halted)) {
            assertThat(machine.fabric.state()).isEqualTo(Machine.State.RUNNING);
        }

        assertThat(values).containsExactly(0x20L, 0x10L, 0x10L, 0x20L);
    }

    @Test
    void aTapComesAndGoes() {
        machine.insert("low", low, PORTS);
        assertThat(next()).isEqualTo(0x10);
        TapSeat seat = new TapSeat("tap", new Tap() {
            @Override
            public void before(TapAccess access) {
                access.answer(0x77);
            }
        }, range -> true, true, "");
        machine.fabric.tap(seat);
        machine.settle();
        assertThat(next()).isEqualTo(0x77);
        machine.fabric.untap(seat);
        assertThat(next()).isEqualTo(0x10);
    }

    @Test
    void aDeviceIsQuarantinedAndReleased() {
        machine.insert("high", high, withPriority(1));
        machine.insert("low", low, PORTS);
        assertThat(next()).isEqualTo(0x20);
        high.onRead = () -> {
            throw new IllegalStateException("ouch");
        };

        machine.run(() -> {
            assertThat(machine.fabric.ports().read(0x10, 1)).as("the access at which it fails").isEqualTo(0xff);
            high.heard.clear();
            assertThat(machine.fabric.ports().read(0x10, 1)).as("it is in the map until the boundary").isEqualTo(0xff);
            assertThat(high.heard).as("but hears of nothing").isEmpty();
        });
        machine.settle();
        assertThat(next()).isEqualTo(0x10);

        high.onRead = () -> { };
        machine.fabric.release("high");
        machine.settle();
        assertThat(next()).isEqualTo(0x20);
    }

    @Test
    void whatNobodyAnswersIsListedWhoeverAnsweredBefore() {
        Registration registration = machine.insert("low", low, PORTS);
        next();
        registration.remove();
        next();

        assertThat(machine.fabric.untouched()).singleElement()
                .matches(entry -> entry.address == 0x10 && entry.count == MANY + 1);
    }
}
