package org.backplane.bus.core.internal.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.backplane.bus.Device;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.SlotDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final Map<String, Object> COM1 = Map.of("bus.port", "0x3f8-0x3ff", "bus.port.valid", "1");

    private final TestMachine machine = new TestMachine();

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void aDeviceAnswersItsRangesUntilItGoes() {
        FakeCard card = new FakeCard();
        Registration registration = machine.insert("com1", card, COM1);
        assertThat(machine.slot("com1").state).isEqualTo("live");
        assertThat(machine.port(0x3fb, 1)).isEqualTo(3);

        assertThat(registration.remove()).isTrue();

        assertThat(machine.port(0x3fb, 1)).isEqualTo(0xff);
        assertThat(card.heard).containsExactly("plug", "read 3 1", "unplug");
        assertThat(machine.slot("com1").state).isEqualTo("empty");
        assertThat(machine.transitions).containsExactly("com1 live", "com1 empty");
    }

    @Test
    void aSlotShowsItsDeviceAndItsRanges() {
        machine.insert("vga", new FakeCard(), Map.of(
                "bus.memory", "0xa0000-0xbffff", "bus.memory.type", "WC", "bus.memory.access", "r",
                "bus.memory.name", "window", "bus.memory.priority", 3, "bus.memory.implemented", "1,2",
                "bus.port", "0x3c0-0x3cf", "bus.drives", "irq=irq9", "bus.senses", List.of("a=b", "c")));
        machine.port(0x3c0, 1);
        machine.writePort(0x3c0, 1, 0);
        machine.writePort(0x3c0, 1, 0);

        SlotDTO slot = machine.slot("vga");
        assertThat(slot.bundle).isEqualTo("bundle.vga");
        assertThat(slot.version).isEqualTo("1.0.0");
        assertThat(slot.bundleId).isEqualTo(1);
        assertThat(slot.reason).isEmpty();
        assertThat(slot.drives).containsExactly("irq=irq9");
        assertThat(slot.senses).containsExactly("a=b", "c=c");
        RangeDTO window = slot.ranges[0];
        assertThat(window.space + " " + window.first + " " + window.last + " " + window.name + " " + window.priority + " "
                + window.access + " " + window.type + " " + window.valid + " " + window.implemented + " " + window.live + " "
                + window.direct + " " + window.pid + " " + window.bundle + " " + window.version)
                .isEqualTo("memory 655360 786431 window 3 r WC 1,2,4 1,2 true false vga bundle.vga 1.0.0");
        RangeDTO registers = slot.ranges[1];
        assertThat(registers.type).as("ports have no memory type").isEmpty();
        assertThat(registers.reads).isEqualTo(1);
        assertThat(registers.writes).isEqualTo(2);
    }

    @Test
    void rangesAreListedBySpaceAddressAndFallingPriority() {
        machine.insert("a", new FakeCard(), Map.of("bus.port", List.of("0x20-0x21", "0x10-0x11")));
        machine.insert("b", new FakeCard(), Map.of("bus.memory", "0x1000-0x1fff", "bus.port", "0x10+1",
                "bus.port.priority", 5));
        machine.insert("c", new FakeCard(), Map.of("bus.port", "0x20+1"));
        machine.insert("d", new FakeCard(), Map.of("bus.port", "nonsense"));

        assertThat(machine.fabric.ranges()).extracting(range -> range.pid + " " + range.space + " " + range.first + " "
                + range.live).containsExactly("b memory 4096 true", "b port 16 true", "a port 16 true", "a port 32 true",
                        "c port 32 false");
    }

    @Test
    void anOverlapAtEqualPriorityParksTheNewcomerUntilTheWinnerLeaves() {
        FakeCard winner = new FakeCard(0x10);
        FakeCard newcomer = new FakeCard(0x20);
        Registration first = machine.insert("com1", winner, COM1);
        machine.insert("modem", newcomer, Map.of("bus.port", "0x3ff-0x400", "bus.memory", "0x1000+16"));

        String reason = "bus.port: 0x3ff-0x400 of 'modem' overlaps 0x3f8-0x3ff of 'com1' at the same priority 0";
        assertThat(machine.slot("modem").state).isEqualTo("parked");
        assertThat(machine.slot("modem").reason).isEqualTo(reason);
        assertThat(machine.events()).containsExactly("modem fabric " + reason);
        assertThat(machine.port(0x3ff, 1)).isEqualTo(0x17);
        assertThat(machine.port(0x400, 1)).as("all or nothing").isEqualTo(0xff);
        assertThat(machine.memory(0x1000, 1)).as("all or nothing").isEqualTo(0xff);
        assertThat(newcomer.heard).as("it is not plugged in").isEmpty();

        first.remove();

        assertThat(machine.slot("modem").state).isEqualTo("live");
        assertThat(machine.slot("modem").reason).isEmpty();
        assertThat(machine.port(0x3ff, 1)).isEqualTo(0x20);
        assertThat(machine.transitions).containsExactly("com1 live", "modem parked", "modem live", "com1 empty");
    }

    @Test
    void differentPrioritiesSpacesAndDirectionsAreNoConflict() {
        machine.insert("a", new FakeCard(0x10), Map.of("bus.port", "0x10-0x1f"));
        machine.insert("b", new FakeCard(0x20), Map.of("bus.port", "0x10-0x1f", "bus.port.priority", 1,
                "bus.port.access", "r"));
        machine.insert("c", new FakeCard(0x30), Map.of("bus.port", "0x10-0x1f", "bus.port.priority", 1,
                "bus.port.access", "w"));
        machine.insert("d", new FakeCard(0x40), Map.of("bus.memory", "0x10-0x1f"));

        assertThat(machine.fabric.slots()).allMatch(slot -> slot.state.equals("live"));
        assertThat(machine.port(0x10, 1)).isEqualTo(0x20);
    }

    @Test
    void theParkedGoLiveInTheOrderOfTheirArrival() {
        Registration winner = machine.insert("winner", new FakeCard(), Map.of("bus.port", "0x10-0x1f"));
        Registration early = machine.insert("z-early", new FakeCard(), Map.of("bus.port", "0x10-0x11"));
        machine.insert("a-late", new FakeCard(), Map.of("bus.port", "0x11-0x12"));
        machine.insert("beside", new FakeCard(), Map.of("bus.port", "0x12-0x13"));

        winner.remove();

        assertThat(machine.slot("z-early").state).isEqualTo("live");
        assertThat(machine.slot("a-late").state).isEqualTo("parked");
        assertThat(machine.slot("a-late").reason).as("the reason names the present winner").contains("'z-early'");
        assertThat(machine.slot("beside").state).as("it does not queue behind one that cannot go").isEqualTo("live");

        early.remove();
        assertThat(machine.slot("a-late").reason).contains("'beside'");
    }

    @Test
    void aParkedDeviceThatGoesLeavesTheQueue() {
        Registration winner = machine.insert("winner", new FakeCard(), COM1);
        FakeCard card = new FakeCard();
        Registration parked = machine.insert("parked", card, COM1);

        parked.remove();
        winner.remove();

        assertThat(card.heard).isEmpty();
        assertThat(machine.slot("parked").state).isEqualTo("empty");
    }

    @Test
    void aDeclarationThatCannotBeReadMakesTheSlotInvalid() {
        FakeCard card = new FakeCard();
        Registration registration = machine.insert("com1", card, Map.of("bus.port", "0x3f8-0x3fz"));

        assertThat(machine.slot("com1").state).isEqualTo("invalid");
        assertThat(machine.slot("com1").reason).isEqualTo("bus.port: '0x3fz' is not a number");
        assertThat(machine.events()).containsExactly("com1 fabric bus.port: '0x3fz' is not a number");
        assertThat(card.heard).isEmpty();

        machine.update(registration, COM1);
        assertThat(machine.slot("com1").state).isEqualTo("live");
    }

    @Test
    void aPlugThatThrowsMakesTheSlotFail() {
        FakeCard card = new FakeCard();
        card.onPlug = wires -> {
            wires.line("irq").set(true);
            wires.slab("ram", 1 << 20);
            throw new IllegalStateException("no such\nfile");
        };
        machine.insert("disk", card, Map.of("bus.port", "0x1f0-0x1f7", "bus.drives", "irq=irq14"));

        assertThat(machine.slot("disk").state).isEqualTo("failed");
        assertThat(machine.slot("disk").reason).isEqualTo("java.lang.IllegalStateException: no such file, in plug");
        assertThat(machine.port(0x1f0, 1)).isEqualTo(0xff);
        FakeCard next = new FakeCard();
        next.onPlug = wires -> {
            wires.slab("ram", 1 << 20);
            wires.sense("in", asserted -> next.heard.add("in " + asserted));
        };
        machine.insert("next", next, Map.of("bus.port", "0x1f0-0x1f7", "bus.senses", "in=irq14"));
        assertThat(machine.slot("next").state).as("nothing of the failed one is in the way").isEqualTo("live");
        assertThat(next.heard).containsExactly("plug");
    }

    @Test
    void aCardWithoutAHandlerForADeclaredRangeFailsAsAWhole() {
        FakeCard card = new FakeCard();
        Registration registration = machine.insert("card", card, Map.of("bus.port", List.of("0x10+1", "0x20+1"),
                "bus.port.name", List.of("regs", "missing")));

        assertThat(machine.slot("card").state).isEqualTo("failed");
        assertThat(machine.slot("card").reason)
                .isEqualTo("java.util.NoSuchElementException: no such range here, in range 'missing'");
        assertThat(machine.port(0x10, 1)).isEqualTo(0xff);
        assertThat(card.heard).containsExactly("plug", "unplug");

        machine.update(registration, Map.of("bus.port", "0x10+1"));
        assertThat(machine.slot("card").state).as("a new configuration is a new chance").isEqualTo("live");
        assertThat(machine.port(0x10, 1)).isZero();
    }

    @Test
    void aPlugThatReturnsNothingFails() {
        Device nothing = wires -> null;
        machine.insert("card", nothing, COM1);

        assertThat(machine.slot("card").reason).isEqualTo("plug returned no card");
        assertThat(machine.slot("card").state).isEqualTo("failed");
    }

    @Test
    void changedPropertiesMoveTheRangesOfTheSameCard() {
        FakeCard card = new FakeCard();
        Registration registration = machine.insert("com1", card, COM1);
        machine.port(0x3f8, 1);
        long generation = machine.fabric.status().mapGeneration;

        machine.update(registration, Map.of("bus.port", "0x2f8+4"));

        assertThat(machine.fabric.status().mapGeneration).as("one change of the map").isEqualTo(generation + 1);
        assertThat(machine.port(0x3f8, 1)).isEqualTo(0xff);
        assertThat(machine.port(0x2f9, 1)).isEqualTo(1);
        assertThat(card.heard).containsExactly("plug", "read 0 1", "read 1 1");
        assertThat(machine.on(() -> card.wires.rangeBytes("port0"))).isEqualTo(4);
        assertThat(machine.slot("com1").ranges[0].reads).as("the counters go on").isEqualTo(2);
    }

    @Test
    void changedPropertiesMoveTheLines() {
        FakeCard card = new FakeCard();
        card.onPlug = wires -> wires.line("irq").set(true);
        FakeCard pic = new FakeCard();
        pic.onPlug = wires -> {
            wires.sense("ir4", asserted -> pic.heard.add("ir4 " + asserted));
            wires.sense("ir3", asserted -> pic.heard.add("ir3 " + asserted));
        };
        machine.insert("pic", pic, Map.of("bus.senses", List.of("ir3=irq3", "ir4=irq4")));
        Registration registration = machine.insert("com1", card, Map.of("bus.drives", "irq=irq4"));

        machine.update(registration, Map.of("bus.drives", "irq=irq3"));
        machine.update(registration, Map.of("bus.drives", "irq=irq3", "bus.port", "0x2f8+8"));

        assertThat(pic.heard).as("a line that stays does not flicker")
                .containsExactly("plug", "ir4 true", "ir4 false", "ir3 true");
    }

    @Test
    void aNewDeclarationThatIsInvalidUnmapsTheCardAndKeepsIt() {
        FakeCard card = new FakeCard();
        FakeCard pic = new FakeCard();
        pic.onPlug = wires -> wires.sense("ir4", asserted -> pic.heard.add("ir4 " + asserted));
        machine.insert("pic", pic, Map.of("bus.senses", "ir4=irq4"));
        card.onPlug = wires -> wires.line("irq").set(true);
        Map<String, Object> good = Map.of("bus.port", "0x3f8+8", "bus.drives", "irq=irq4");
        Registration registration = machine.insert("com1", card, good);

        machine.update(registration, Map.of("bus.port", "0x3f8+x"));
        assertThat(machine.slot("com1").state).isEqualTo("invalid");
        assertThat(machine.port(0x3f8, 1)).isEqualTo(0xff);
        assertThat(pic.heard).as("a card that does not answer drives nothing").endsWith("ir4 true", "ir4 false");

        machine.update(registration, good);
        assertThat(machine.port(0x3f8, 1)).isZero();
        assertThat(pic.heard).endsWith("ir4 false", "ir4 true");
        assertThat(card.heard).as("the same card all the time").containsExactly("plug", "read 0 1");
    }

    @Test
    void aNewDeclarationInConflictParksTheCardAndFreesWhatItHad() {
        FakeCard card = new FakeCard(0x10);
        Registration registration = machine.insert("com1", card, COM1);
        FakeCard waiting = new FakeCard(0x40);
        machine.insert("waiting", waiting, COM1);
        Registration other = machine.insert("com2", new FakeCard(0x20), Map.of("bus.port", "0x2f8+8"));

        machine.update(registration, Map.of("bus.port", "0x2f8+8"));
        assertThat(machine.slot("com1").state).isEqualTo("parked");
        assertThat(machine.slot("com1").reason).contains("0x2f8-0x2ff of 'com2'");
        assertThat(machine.port(0x2f8, 1)).isEqualTo(0x20);
        assertThat(machine.port(0x3f8, 1)).as("who waited for it has it now").isEqualTo(0x40);

        other.remove();
        assertThat(machine.port(0x2f8, 1)).isEqualTo(0x10);
        assertThat(card.heard).containsExactly("plug", "read 0 1");
    }

    @Test
    void aSecondDeviceOfTheSamePidTakesThePlaceOfTheFirstInOneChange() {
        FakeCard old = new FakeCard(0x10);
        FakeCard young = new FakeCard(0x20);
        young.onPlug = wires -> old.heard.add("the new one is plugged in");
        Registration first = machine.insert("com1", old, COM1);
        long generation = machine.fabric.status().mapGeneration;

        machine.insert("com1", young, COM1);
        assertThat(machine.fabric.status().mapGeneration).isEqualTo(generation + 1);
        assertThat(old.heard).containsExactly("plug", "unplug", "the new one is plugged in");
        assertThat(machine.slot("com1").bundleId).isEqualTo(2);

        machine.update(first, Map.of("bus.port", "0x100+1"));
        first.remove();
        assertThat(machine.port(0x3f8, 1)).as("what becomes of the first is of no consequence").isEqualTo(0x20);
        assertThat(young.heard).containsExactly("plug", "read 0 1");
    }

    @Test
    void aReplacementThatCouldNotAnswerWaitsAndTheFirstStays() {
        FakeCard old = new FakeCard(0x10);
        FakeCard young = new FakeCard(0x20);
        Registration first = machine.insert("com1", old, COM1);
        machine.insert("com2", new FakeCard(), Map.of("bus.port", "0x2f8+8"));

        Registration second = machine.insert("com1", young, Map.of("bus.port", "0x2f8+8"));
        assertThat(machine.port(0x3f8, 1)).isEqualTo(0x10);
        assertThat(machine.events()).containsExactly("com1 fabric the new device does not replace the present one: "
                + "bus.port: 0x2f8-0x2ff of 'com1' overlaps 0x2f8-0x2ff of 'com2' at the same priority 0");

        machine.update(second, Map.of("bus.port", "0x3e8+z"));
        assertThat(machine.slot("com1").state).isEqualTo("live");
        machine.update(second, Map.of("bus.port", "0x3e8+8"));
        assertThat(machine.port(0x3e8, 1)).isEqualTo(0x20);
        assertThat(machine.port(0x3f8, 1)).isEqualTo(0xff);
        first.remove();
        assertThat(machine.slot("com1").state).isEqualTo("live");
    }

    @Test
    void aWaitingReplacementFollowsWhenTheFirstGoes() {
        Registration first = machine.insert("com1", new FakeCard(0x10), COM1);
        machine.insert("com1", new FakeCard(0x20), Map.of("bus.port", "bad"));

        first.remove();

        assertThat(machine.slot("com1").state).isEqualTo("invalid");
        assertThat(machine.slot("com1").bundleId).isEqualTo(2);
    }

    @Test
    void theFirstComesBackIfItsReplacementGoesBeforeIt() {
        FakeCard old = new FakeCard(0x10);
        machine.insert("com1", old, COM1);
        Registration second = machine.insert("com1", new FakeCard(0x20), COM1);

        second.remove();

        assertThat(machine.port(0x3f8, 1)).isEqualTo(0x10);
        assertThat(old.heard).containsExactly("plug", "unplug", "plug", "read 0 1");
    }

    @Test
    void devicesOfOtherMachinesAreNotOurs() {
        FakeCard card = new FakeCard();
        Registration registration = machine.insert("com1", card, Map.of("bus.port", "0x3f8+8", "bus.machine", "second"));
        assertThat(machine.fabric.slots()).isEmpty();

        machine.update(registration, Map.of("bus.port", "0x3f8+8", "bus.machine", "main"));
        assertThat(machine.slot("com1").state).isEqualTo("live");
        machine.update(registration, Map.of("bus.port", "0x3f8+8", "bus.machine", "second"));
        assertThat(machine.slot("com1").state).isEqualTo("empty");
        assertThat(card.heard).containsExactly("plug", "unplug");
        registration.remove();
    }

    @Test
    void aMachineTakesOneProcessorAndParksTheSecond() {
        FakeProcessor first = new FakeProcessor();
        FakeProcessor second = new FakeProcessor();
        Registration registration = machine.insert("cpu0", first, Map.of());
        machine.insert("cpu1", second, Map.of());

        assertThat(machine.slot("cpu0").state).isEqualTo("live");
        assertThat(machine.slot("cpu1").state).isEqualTo("parked");
        assertThat(machine.slot("cpu1").reason).isEqualTo("the machine has a processor already: 'cpu0'");
        assertThat(second.heard).isEmpty();

        registration.remove();
        assertThat(machine.slot("cpu1").state).isEqualTo("live");
        assertThat(second.heard).startsWith("plug");
    }

    @Test
    void aProcessorThatDeclaresARangeIsInvalid() {
        machine.insert("cpu0", new FakeProcessor(), COM1);

        assertThat(machine.slot("cpu0").reason).isEqualTo("bus.port: '0x3f8-0x3ff' is declared by a processor");
        assertThat(machine.fabric.registers()).isEmpty();
    }

    @Test
    void emptySlotsAreRememberedButNotWithoutBound() {
        for (int i = 0; i < 1030; i++) {
            machine.insert("d" + i, new FakeCard(), Map.of()).remove();
        }

        assertThat(machine.fabric.slots()).hasSize(1024).noneMatch(slot -> slot.pid.equals("d5"))
                .anyMatch(slot -> slot.pid.equals("d6"));
    }
}
