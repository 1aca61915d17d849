package org.backplane.bus.core.internal.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.backplane.bus.BusErrorException;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;
import org.backplane.bus.Wires;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.tap.Tap;
import org.backplane.bus.tap.TapAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What taps see and what they can change. */
@Timeout(30)
class TapsTest {
    private final TestMachine machine = new TestMachine();
    private final FakeCard uart = new FakeCard(0x40);
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        machine.close();
    }

    private static String text(TapAccess access) {
        return access.pid() + "/" + access.range() + " " + (access.write() ? "write " : "read ") + access.space() + " "
                + Long.toHexString(access.address()) + "+" + access.offset() + " " + access.width() + " "
                + Long.toHexString(access.value()) + (access.isBusError() ? " bus error" : "") + " from "
                + Long.toHexString(access.instruction());
    }

    /** A tap that writes down what it sees and does something before and after. */
    private final class Probe implements Tap {
        private final String name;
        private final Consumer<TapAccess> before;
        private final Consumer<TapAccess> after;

        Probe(String name, Consumer<TapAccess> before, Consumer<TapAccess> after) {
            this.name = name;
            this.before = before;
            this.after = after;
        }

        @Override
        public void before(TapAccess access) {
            seen.add(name + " before " + text(access));
            before.accept(access);
        }

        @Override
        public void after(TapAccess access) {
            seen.add(name + " after " + text(access));
            after.accept(access);
        }
    }

    private TapSeat tap(Tap tap, String pid, boolean mustFire) {
        TapSeat seat = new TapSeat("tap", tap, range -> range.pid.equals(pid), mustFire, "");
        machine.fabric.tap(seat);
        machine.settle();
        return seat;
    }

    private TapSeat before(Consumer<TapAccess> before) {
        return tap(new Probe("t", before, access -> { }), "uart", true);
    }

    private TapSeat after(Consumer<TapAccess> after) {
        return tap(new Probe("t", access -> { }, after), "uart", true);
    }

    private Registration plugUart() {
        return machine.insert("uart", uart, Map.of("bus.port", "0x3f8-0x3ff", "bus.port.name", "regs"));
    }

    private RangeDTO range(String pid) {
        return machine.fabric.ranges().stream().filter(range -> range.pid.equals(pid)).findFirst().orElseThrow();
    }

    @Test
    void anAccessOfTheGuestIsSeenBeforeAndAfterTheDevice() {
        plugUart();
        tap(new Probe("t", access -> assertThat(access.deviceNanos()).isZero(), access -> { }), "uart", false);
        FakeProcessor processor = new FakeProcessor(FakeProcessor.NOP, cpu -> cpu.socket.ports().read(0x3f9, 1),
                cpu -> cpu.socket.ports().write(0x3fa, 1, 0x55));
        machine.insert("cpu", processor, Map.of());
        machine.fabric.powerOn();
        while (!machine.fabric.call(() -> processor.halted)) {
            assertThat(machine.fabric.state()).isEqualTo(Machine.State.RUNNING);
        }

        assertThat(seen).containsExactly("t before uart/regs read port 3f9+1 1 0 from 1001",
                "t after uart/regs read port 3f9+1 1 41 from 1001", "t before uart/regs write port 3fa+2 1 55 from 1002",
                "t after uart/regs write port 3fa+2 1 55 from 1002");
        assertThat(uart.heard).containsSubsequence("read 1 1", "write 2 1 55");
        assertThat(machine.events()).isEmpty();
    }

    @Test
    void aRangeThatItHasNotChosenAnswersAsBefore() {
        plugUart();
        machine.insert("other", new FakeCard(0x20), Map.of("bus.port", "0x80-0x80"));
        tap(new Probe("t", access -> access.answer(0), access -> { }), "uart", false);

        assertThat(machine.port(0x80, 1)).isEqualTo(0x20);
        assertThat(seen).isEmpty();
    }

    @Test
    void aRangeThatComesLaterIsTappedAndOneThatIsReplacedStaysSo() {
        tap(new Probe("t", access -> { }, access -> { }), "uart", false);
        Registration registration = plugUart();
        assertThat(machine.port(0x3f8, 1)).isEqualTo(0x40);
        registration.remove();
        machine.insert("uart", new FakeCard(0x60), Map.of("bus.port", "0x2f8-0x2ff"));

        assertThat(machine.port(0x2f8, 1)).isEqualTo(0x60);
        assertThat(seen).hasSize(4);
    }

    @Test
    void aTapAnswersInTheDevicesPlace() {
        plugUart();
        before(access -> access.answer(0x1234));

        assertThat(machine.port(0x3f8, 1)).as("as wide as the access").isEqualTo(0x34);
        machine.writePort(0x3f8, 1, 0x99);

        assertThat(uart.heard).containsExactly("plug");
        assertThat(seen).filteredOn(line -> line.contains("after")).as("it sees its own answer").hasSize(2);
    }

    @Test
    void aTapChangesWhatTheGuestReadsAndWhatTheDeviceGets() {
        plugUart();
        after(access -> {
            if (!access.write()) {
                access.value(access.value() ^ 0xff);
            }
        });
        assertThat(machine.port(0x3f8, 1)).isEqualTo(0xbf);

        before(access -> {
            if (access.write()) {
                access.value(0x7);
            }
        });
        machine.writePort(0x3f8, 1, 0x1);
        assertThat(uart.heard).endsWith("write 0 1 7");
    }

    @Test
    void aTapInjectsABusError() {
        FakeCard card = new FakeCard();
        machine.insert("uart", card, Map.of("bus.memory", "0xa0000+0x1000"));
        before(TapAccess::busError);

        assertThat(machine.memory(0xa0000, 4)).isEqualTo(0xffff_ffffL);
        assertThat(card.heard).containsExactly("plug");
        assertThat(machine.events()).containsExactly("uart fabric bus error: read of width 4 to 'memory0' at offset 0x0");
    }

    @Test
    void aBusErrorOfTheDeviceIsSeenAndMayBeLeftAlone() {
        uart.onRead = () -> {
            throw BusErrorException.INSTANCE;
        };
        plugUart();
        tap(new Probe("t", access -> { }, access -> { }), "uart", false);

        assertThat(machine.port(0x3f8, 1)).isEqualTo(0xff);
        assertThat(seen).last().asString().contains("bus error");
        assertThat(machine.slot("uart").state).isEqualTo("live");
    }

    @Test
    void severalTapsSeeAnAccessInTheirOrderAndBackwards() {
        plugUart();
        tap(new Probe("one", access -> { }, access -> { }), "uart", false);
        tap(new Probe("two", access -> access.answer(7), access -> { }), "uart", false);
        tap(new Probe("three", access -> { }, access -> { }), "uart", false);

        assertThat(machine.port(0x3f8, 1)).isEqualTo(7);
        assertThat(seen).as("the third one is behind the answer").extracting(line -> line.split(" uart")[0])
                .containsExactly("one before", "two before", "two after", "one after");
    }

    @Test
    void aTapThatThrowsIsTakenOutAndWhatItDidIsUndone() {
        plugUart();
        before(access -> {
            access.answer(0x99);
            throw new IllegalStateException("ouch");
        });

        assertThat(machine.port(0x3f8, 1)).as("the device answers").isEqualTo(0x40);
        machine.settle();
        assertThat(machine.port(0x3f8, 1)).isEqualTo(0x40);

        assertThat(seen).hasSize(1);
        assertThat(machine.slot("uart").state).isEqualTo("live");
        assertThat(machine.events()).contains("tap fabric the tap is taken out: java.lang.IllegalStateException: ouch");
    }

    @Test
    void evenAStackOverflowInATapHurtsTheTapAlone() {
        plugUart();
        after(new Consumer<>() {
            @Override
            public void accept(TapAccess access) {
                accept(access);
            }
        });

        assertThat(machine.port(0x3f8, 1)).isEqualTo(0x40);
        assertThat(machine.slot("uart").state).isEqualTo("live");
        assertThat(machine.events()).anyMatch(text -> text.contains("taken out: java.lang.StackOverflowError"));
    }

    @Test
    void accessesThatATapMakesItselfPassItBy() {
        plugUart();
        before(access -> assertThat(machine.fabric.ports().read(0x3f9, 1)).isEqualTo(0x41));

        assertThat(machine.port(0x3f8, 1)).isEqualTo(0x40);
        assertThat(seen).hasSize(2);
    }

    @Test
    void anAccessThatIsOverCannotBeChanged() {
        plugUart();
        List<TapAccess> kept = new ArrayList<>();
        before(kept::add);
        machine.port(0x3f8, 1);
        before(access -> kept.get(0).answer(1));

        machine.port(0x3f8, 1);

        assertThat(machine.events()).anyMatch(text -> text.contains("the access is over"));
    }

    @Test
    void aReadHasNoValueBeforeTheDeviceAndAWriteNoneAfterIt() {
        plugUart();
        before(access -> access.value(1));
        machine.port(0x3f8, 1);
        after(access -> access.value(1));
        machine.writePort(0x3f8, 1, 2);

        assertThat(machine.events()).anyMatch(text -> text.contains("nothing has been read yet"))
                .anyMatch(text -> text.contains("the write has been made"));
    }

    @Test
    void aFaultThatNeverHappenedIsReportedWhenItsTapGoes() {
        plugUart();
        TapSeat never = before(access -> { });
        TapSeat fires = before(access -> access.answer(0));
        machine.port(0x3f8, 1);
        assertThat(machine.fabric.advice()).as("it may still happen").singleElement()
                .matches(finding -> finding.kind.equals("tap-not-fired") && finding.text.contains("it saw 1 access"));

        machine.fabric.untap(fires);
        assertThat(machine.events()).isEmpty();
        machine.fabric.untap(never);

        assertThat(machine.events()).singleElement().asString()
                .isEqualTo("tap fabric the tap was to change an access and never did; it saw 1 access");
        assertThat(machine.fabric.advice()).singleElement().matches(finding -> finding.severity.equals("wrong"));
    }

    @Test
    void aTapThatChoseNothingSaysSo() {
        machine.fabric.untap(before(access -> access.answer(0)));

        assertThat(machine.events()).singleElement().asString()
                .endsWith("it saw 0 accesses, and no range was what it had chosen");
    }

    @Test
    void theMachineThatGoesReportsFaultsThatNeverHappened() {
        plugUart();
        before(access -> { });

        machine.close();

        assertThat(machine.events()).singleElement().asString().contains("never did");
    }

    @Test
    void memoryWithoutSideEffectsIsReachedByCallsWhileItIsTapped() {
        machine.insert("uart", new SlabCard(), Map.of("bus.memory", "0x10000+0x1000", "bus.memory.type", "WB"));
        assertThat(range("uart").direct).isTrue();

        TapSeat seat = before(access -> access.answer(5));
        assertThat(range("uart").direct).isFalse();
        assertThat(machine.memory(0x10000, 4)).isEqualTo(5);

        machine.fabric.untap(seat);
        assertThat(range("uart").direct).isTrue();
        assertThat(machine.memory(0x10000, 4)).isZero();
    }

    @Test
    void theProcessorLearnsThatMemoryIsTapped() {
        machine.insert("uart", new SlabCard(), Map.of("bus.memory", "0x10000+0x1000"));
        FakeProcessor processor = new FakeProcessor();
        machine.insert("cpu", processor, Map.of());
        int before = processor.heard.size();

        tap(new Probe("t", access -> { }, access -> { }), "uart", false);

        assertThat(processor.heard.subList(before, processor.heard.size())).containsExactly("mapChanged");
        assertThat(machine.on(() -> processor.socket.memory().readIndex(0x10000))).isEqualTo(-1);
    }

    private static final class SlabCard extends FakeCard {
        private RangeHandler window;

        @Override
        public Card plug(Wires wires) {
            window = wires.slab("memory", Slab.PAGE_BYTES).window(0, Slab.PAGE_BYTES, true);
            return super.plug(wires);
        }

        @Override
        public RangeHandler range(String name) {
            return window;
        }
    }
}
