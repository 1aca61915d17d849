package org.backplane.bus.core.internal.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;
import org.backplane.bus.Window;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.machine.RangeDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ranges that have no address but that which their card gives them. */
class PlacementTest {
    private static final Map<String, Object> FLOATING = Map.of("bus.port", "+0x10", "bus.port.name", "regs",
            "bus.memory", List.of("0x1000+16", "+4K"), "bus.memory.name", List.of("fixed", "vram"));

    private final TestMachine machine = new TestMachine();
    private final FakeCard card = new FakeCard(0x40);

    @AfterEach
    void close() {
        machine.close();
    }

    private void move(FakeCard whose, String range, long address) {
        machine.run(() -> whose.wires.window(range).move(address));
        machine.settle();
    }

    private RangeDTO range(String pid, String name) {
        return List.of(machine.slot(pid).ranges).stream().filter(range -> range.name.equals(name)).findFirst()
                .orElseThrow();
    }

    @Test
    void aRangeAnswersWhereItsCardPutsIt() {
        machine.insert("card", card, FLOATING);
        assertThat(range("card", "regs").live).as("closed at first").isFalse();
        assertThat(range("card", "fixed").live).isTrue();
        assertThat(machine.fabric.ranges()).as("a closed range has no address").hasSize(1);

        move(card, "regs", 0xc000);
        assertThat(machine.port(0xc003, 1)).isEqualTo(0x43);
        assertThat(range("card", "regs").first).isEqualTo(0xc000);
        assertThat(range("card", "regs").live).isTrue();

        move(card, "regs", 0xd000);
        assertThat(machine.port(0xc003, 1)).isEqualTo(0xff);
        assertThat(machine.port(0xd003, 1)).isEqualTo(0x43);
        assertThat(range("card", "regs").reads).as("it goes on counting").isEqualTo(2);

        machine.run(() -> card.wires.window("regs").close());
        assertThat(machine.port(0xd003, 1)).isEqualTo(0xff);
        assertThat(range("card", "regs").live).isFalse();
        assertThat(machine.<Long>on(() -> card.wires.window("regs").address())).isEqualTo(0xd000);
        assertThat(machine.<Boolean>on(() -> card.wires.window("regs").isOpen())).isFalse();
    }

    @Test
    void aRangeThatIsPlacedInPlugAnswersFromTheStart() {
        card.onPlug = wires -> wires.window("vram").move(0xa0000);
        machine.insert("card", card, FLOATING);

        assertThat(machine.memory(0xa0001, 1)).isEqualTo(0x41);
        assertThat(machine.memory(0x1001, 1)).isEqualTo(0x41);
    }

    @Test
    void onlyFloatingRangesHaveAWindow() {
        machine.insert("card", card, FLOATING);

        machine.run(() -> {
            assertThat(card.wires.rangeBytes("vram")).isEqualTo(4096);
            assertThatThrownBy(() -> card.wires.window("fixed")).isInstanceOf(NoSuchElementException.class)
                    .hasMessage("the device declares the range 'fixed' with an address");
            assertThatThrownBy(() -> card.wires.window("nothing")).isInstanceOf(NoSuchElementException.class);
            assertThat(card.wires.window("vram")).isSameAs(card.wires.window("vram"));
        });
    }

    @Test
    void whatLiesPastTheEndOfTheSpaceIsCutOff() {
        machine.insert("card", card, FLOATING);

        move(card, "regs", 0xfff8);
        assertThat(range("card", "regs").last).isEqualTo(0xffff);
        assertThat(machine.port(0xffff, 1)).isEqualTo(0x47);
        assertThat(machine.port(0, 1)).as("it does not wrap").isEqualTo(0xff);

        move(card, "regs", 0x1_0000);
        assertThat(range("card", "regs").live).isFalse();
        move(card, "vram", -4096);
        assertThat(range("card", "vram").live).isFalse();
    }

    @Test
    void aMoveTakesEffectBetweenTwoInstructions() {
        card.onRead = () -> card.wires.window("regs").move(0xd000);
        machine.insert("card", card, FLOATING);
        move(card, "regs", 0xc000);
        FakeProcessor processor = new FakeProcessor(
                cpu -> cpu.heard.add("same " + cpu.socket.ports().read(0xc000, 1) + " " + cpu.socket.ports().read(0xc001, 1)
                        + " " + cpu.socket.ports().read(0xd001, 1)),
                cpu -> cpu.heard.add("next " + cpu.socket.ports().read(0xc000, 1) + " " + cpu.socket.ports().read(0xd001, 1)),
                cpu -> cpu.socket.requestPowerOff(0));
        machine.insert("cpu", processor, Map.of());
        CompletableFuture<Integer> off = machine.fabric.poweredOff().toCompletableFuture();
        machine.fabric.powerOn();
        off.join();

        assertThat(processor.heard).containsSubsequence("same 64 65 255", "next 255 65");
    }

    @Test
    void anOperatorsNextAccessFindsTheRangeWhereItIs() {
        card.onRead = () -> card.wires.window("regs").move(0xd000);
        machine.insert("card", card, FLOATING);

        machine.run(() -> {
            machine.fabric.memory().read(0x1000, 1);
            assertThat(machine.fabric.ports().read(0xd002, 1)).isEqualTo(0x42);
        });
    }

    @Test
    void memoryThatProcessorsReachDirectlyMovesToo() {
        FakeCard vga = new FakeCard() {
            private Slab slab;

            @Override
            public RangeHandler range(String name) {
                slab = slab == null ? wires.slab("vram", 4096) : slab;
                return slab.window(0, 4096, true);
            }
        };
        FakeProcessor processor = new FakeProcessor();
        machine.insert("cpu", processor, Map.of());
        machine.insert("vga", vga, Map.of("bus.memory", "+4K", "bus.memory.name", "vram"));
        move(vga, "vram", 0xa0000);
        int index = machine.on(() -> processor.socket.memory().readIndex(0xa0000));
        assertThat(index).isNotNegative();
        assertThat(range("vga", "vram").direct).isTrue();
        processor.heard.clear();

        move(vga, "vram", 0xfd000000L);

        assertThat(processor.heard).as("what it knows is void").containsExactly("mapChanged");
        assertThat(machine.<Integer>on(() -> processor.socket.memory().readIndex(0xa0000))).isEqualTo(-1);
        assertThat(machine.<Integer>on(() -> processor.socket.memory().readIndex(0xfd000000L))).isEqualTo(index);
    }

    @Test
    void whereRangesOfEqualPriorityMeetTheOlderOneAnswersUntilItLeaves() {
        FakeCard rom = new FakeCard(0x80);
        Registration first = machine.insert("rom", rom, Map.of("bus.memory", "0x1000+16"));
        machine.insert("gfx", card, Map.of("bus.memory", "+4K", "bus.memory.name", "bar0"));

        move(card, "bar0", 0x800);
        move(card, "bar0", 0x810);

        assertThat(machine.memory(0x1001, 1)).as("it goes on answering").isEqualTo(0x81);
        assertThat(machine.memory(0x1010, 1)).as("the rest of the newcomer").isEqualTo(0x40);
        assertThat(machine.events()).containsExactly("gfx fabric memory: 'bar0' of 'gfx' is where 'memory0' of 'rom' "
                + "answers already at the same priority 0");
        assertThat(machine.fabric.events().get(0).count).isEqualTo(2);

        first.remove();
        assertThat(machine.memory(0x1001, 1)).as("as soon as the other has gone").isEqualTo((0x40 + 0x7f1) & 0xff);
    }

    @Test
    void aRangeThatComesToAFixedAddressDoesNotTakeItFromOneThatWasPlacedThere() {
        machine.insert("gfx", card, Map.of("bus.memory", "+4K", "bus.memory.name", "bar0"));
        move(card, "bar0", 0x1000);
        machine.insert("rom", new FakeCard(0x80), Map.of("bus.memory", "0x1000+16"));

        assertThat(machine.slot("rom").state).isEqualTo("live");
        assertThat(machine.memory(0x1001, 1)).isEqualTo(0x41);
        assertThat(machine.events()).containsExactly("rom fabric memory: 'memory0' of 'rom' is where 'bar0' of 'gfx' "
                + "answers already at the same priority 0");

        move(card, "bar0", 0x2000);
        assertThat(machine.memory(0x1001, 1)).isEqualTo(0x81);
    }

    @Test
    void twoPlacedRangesMeet() {
        FakeCard other = new FakeCard(0x80);
        machine.insert("a", card, Map.of("bus.port", "+16", "bus.port.name", "w"));
        machine.insert("b", other, Map.of("bus.port", "+16", "bus.port.name", "w"));
        move(card, "w", 0xc000);
        move(other, "w", 0xc008);

        assertThat(machine.port(0xc008, 1)).isEqualTo(0x48);
        assertThat(machine.port(0xc010, 1)).isEqualTo(0x88);
        assertThat(machine.events()).hasSize(1);

        machine.run(() -> card.wires.window("w").close());
        assertThat(machine.port(0xc008, 1)).isEqualTo(0x80);
    }

    @Test
    void aChangeOfTheConfigurationLeavesARangeInItsPlace() {
        Registration registration = machine.insert("card", card, Map.of("bus.port", "+16", "bus.port.name", "regs"));
        Window window = machine.on(() -> card.wires.window("regs"));
        move(card, "regs", 0xc000);
        machine.port(0xc000, 1);

        machine.update(registration, Map.of("bus.port", "+8", "bus.port.name", "regs"));
        assertThat(machine.port(0xc007, 1)).isEqualTo(0x47);
        assertThat(machine.port(0xc008, 1)).as("shorter now").isEqualTo(0xff);
        assertThat(range("card", "regs").reads).isEqualTo(2);

        machine.update(registration, Map.of("bus.port", "0x20+8"));
        assertThat(machine.port(0xc007, 1)).as("no longer declared").isEqualTo(0xff);
        machine.run(() -> window.move(0xd000));
        assertThat(machine.port(0xd000, 1)).isEqualTo(0xff);

        machine.update(registration, Map.of("bus.port", "+8", "bus.port.name", "regs"));
        assertThat(machine.port(0xd000, 1)).as("where the card wanted it meanwhile").isEqualTo(0x40);
    }

    @Test
    void anUnpluggedCardsWindowDoesNothing() {
        Registration registration = machine.insert("card", card, FLOATING);
        Window window = machine.on(() -> card.wires.window("regs"));
        move(card, "regs", 0xc000);

        registration.remove();
        assertThat(machine.port(0xc000, 1)).isEqualTo(0xff);
        machine.run(() -> {
            window.move(0xd000);
            card.wires.window("regs").move(0xd000);
            assertThat(window.isOpen()).isFalse();
        });
        machine.settle();

        assertThat(machine.port(0xd000, 1)).isEqualTo(0xff);
        assertThat(machine.fabric.liveRanges()).isEmpty();
    }

    @Test
    void aFailedCardsPlacedRangeGoes() {
        card.onRead = () -> {
            throw new IllegalStateException("ouch");
        };
        machine.insert("card", card, FLOATING);
        move(card, "regs", 0xc000);
        machine.port(0xc000, 1);
        machine.settle();

        assertThat(machine.slot("card").state).isEqualTo("quarantined");
        assertThat(machine.fabric.liveRanges()).isEmpty();
        machine.insert("other", new FakeCard(1), Map.of("bus.port", "0xc000+1"));
        assertThat(machine.port(0xc000, 1)).isEqualTo(1);
        assertThat(machine.events()).as("nothing is left to collide with").hasSize(1);
    }

    @Test
    void theListOfLiveRangesFollows() {
        machine.insert("card", card, FLOATING);
        move(card, "regs", 0xc000);
        List<Mapping> before = machine.fabric.liveRanges();
        move(card, "regs", 0xd000);
        List<Mapping> after = machine.fabric.liveRanges();

        assertThat(before).extracting(mapping -> mapping.describe().name).containsExactly("fixed", "regs");
        assertThat(after).extracting(mapping -> mapping.describe().name).containsExactly("fixed", "regs");
        assertThat(after.get(0)).isSameAs(before.get(0));
        assertThat(after.get(1)).as("a new place is a new entry").isNotSameAs(before.get(1));
        assertThat(machine.mapChanges.get()).isGreaterThanOrEqualTo(3);
    }
}
