package org.backplane.bus.core.internal.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.pci.PciHost;
import org.backplane.bus.pci.PciSeat;
import org.backplane.bus.pci.PciWires;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PCI functions, and a host bridge that does what the test says. */
class PciFunctionsTest {
    private static final Map<String, Object> DICE = Map.of("bus.pci", "4.0", "bus.pci.vendor", 0x1234,
            "bus.pci.device", 0x5678, "bus.pci.class", 0xff0000, "bus.pci.bars", List.of("0:mem+4K", "1:io+16"),
            "bus.pci.pin", 1);

    private static final class Bridge extends FakeCard implements PciHost {
        private final List<PciSeat> seats = new ArrayList<>();
        private String refusal;
        private Runnable onMessage = () -> { };

        @Override
        public void attach(PciSeat seat) {
            heard.add("attach " + seat.pid());
            if (refusal != null) {
                throw new IllegalArgumentException(refusal);
            }
            seats.add(seat);
        }

        @Override
        public void detach(PciSeat seat) {
            heard.add("detach " + seat.pid());
            seats.remove(seat);
        }

        @Override
        public void interrupt(PciSeat seat, boolean asserted) {
            heard.add("interrupt " + seat.pid() + " " + asserted);
            assertThat(seat.interrupt()).isEqualTo(asserted);
        }

        @Override
        public void message(PciSeat seat, int number) {
            onMessage.run();
            heard.add("message " + seat.pid() + " " + number);
        }

        @Override
        public boolean messagesEnabled(PciSeat seat) {
            return true;
        }

        @Override
        public void status(PciSeat seat, int bits) {
            heard.add("status " + seat.pid() + " " + Integer.toHexString(bits));
        }
    }

    private static final class Dice extends FakeCard implements PciConfiguration {
        private RuntimeException failure;

        Dice() {
            super(0x40);
        }

        @Override
        public int readConfiguration(int offset) {
            if (failure != null) {
                throw failure;
            }
            return offset | 0x500;
        }

        @Override
        public void writeConfiguration(int offset, int value) {
            heard.add("configure " + offset + " " + value);
        }

        @Override
        public int capabilities() {
            return 0x52;
        }
    }

    private final TestMachine machine = new TestMachine();
    private final Bridge bridge = new Bridge();
    private final Dice dice = new Dice();

    @AfterEach
    void close() {
        machine.close();
    }

    private PciSeat plugBoth() {
        machine.insert("bridge", bridge, Map.of());
        machine.insert("dice", dice, DICE);
        bridge.heard.clear();
        return bridge.seats.get(0);
    }

    @Test
    void aFunctionThatComesFirstWaitsForTheBridge() {
        machine.insert("dice", dice, DICE);
        machine.insert("ram", new FakeCard(), Map.of());
        assertThat(machine.slot("dice").state).isEqualTo("live");
        machine.runAndSettle(() -> {
            assertThat(dice.wires.pci().busMaster()).isFalse();
            assertThat(dice.wires.pci().messagesEnabled()).isFalse();
            dice.wires.pci().message(0);
            dice.wires.line("intx").set(true);
        });

        machine.insert("bridge", bridge, Map.of());

        assertThat(bridge.heard).containsExactly("plug", "attach dice", "interrupt dice true");
        assertThat(bridge.seats.get(0).identity().deviceId()).isEqualTo(0x5678);
        assertThat(bridge.seats.get(0).identity().device()).isEqualTo(4);
    }

    @Test
    void theBridgePlacesTheRangesOfTheBaseAddressRegisters() {
        PciSeat seat = plugBoth();
        assertThat(machine.slot("dice").ranges).extracting(range -> range.name + " " + range.live)
                .containsExactly("bar0 false", "bar1 false");

        machine.runAndSettle(() -> {
            seat.place(0, 0xfebf0000L);
            seat.place(1, 0xc000);
        });
        assertThat(machine.memory(0xfebf0002L, 1)).isEqualTo(0x42);
        assertThat(machine.port(0xc003, 1)).isEqualTo(0x43);

        machine.runAndSettle(() -> seat.displace(0));
        assertThat(machine.memory(0xfebf0002L, 1)).isEqualTo(0xff);
        machine.runAndSettle(() -> assertThatThrownBy(() -> seat.place(2, 0)).hasMessage("dice has no base address register 2"));
    }

    @Test
    void dmaMeetsNothingWithoutBusMastering() {
        PciSeat seat = plugBoth();
        FakeCard ram = new FakeCard(0x10);
        machine.insert("ram", ram, Map.of("bus.memory", "0-0xff"));
        byte[] bytes = new byte[2];
        machine.runAndSettle(() -> assertThat(dice.wires.dma().read(0, bytes, 0, 2)).isZero());
        assertThat(bytes).containsExactly(0xff, 0xff);
        machine.runAndSettle(() -> assertThat(dice.wires.dma().write(0, bytes, 0, 2)).isZero());
        assertThat(ram.heard).containsExactly("plug");

        machine.runAndSettle(() -> {
            seat.busMaster(true);
            assertThat(dice.wires.pci().busMaster()).isTrue();
            assertThat(dice.wires.dma().read(0, bytes, 0, 2)).isEqualTo(2);
        });
        assertThat(bytes).containsExactly(0x10, 0x11);
    }

    @Test
    void interruptsMessagesAndErrorsReachTheBridge() {
        PciSeat seat = plugBoth();
        FakeCard ram = new FakeCard();
        machine.insert("ram", ram, Map.of("bus.memory", "0x80+8"));
        machine.runAndSettle(() -> {
            seat.write(0x80, 1);
            dice.wires.line("intx").set(true);
            dice.wires.line("intx").set(false);
            dice.wires.pci().message(3);
            seat.busMaster(true);
            dice.wires.pci().message(4);
            dice.wires.pci().status(0x2000);
            seat.write(0x84, 0x11223344);
            assertThat(dice.wires.pci().messagesEnabled()).isTrue();
        });

        assertThat(bridge.heard).containsExactly("interrupt dice true", "interrupt dice false", "message dice 4",
                "status dice 2000");
        assertThat(ram.heard).as("a message is the function's own DMA").containsExactly("plug", "write 4 4 11223344");
    }

    @Test
    void theBridgeReachesTheCardsRegisters() {
        PciSeat seat = plugBoth();
        dice.heard.clear();
        machine.runAndSettle(() -> {
            assertThat(seat.configuration().readConfiguration(0x41)).as("a byte").isEqualTo(0x41);
            assertThat(seat.configuration().capabilities()).as("aligned").isEqualTo(0x50);
            seat.configuration().writeConfiguration(0x44, 7);
        });
        assertThat(dice.heard).containsExactly("configure 68 7");

        dice.failure = new IllegalStateException("ouch");
        machine.runAndSettle(() -> assertThat(seat.configuration().readConfiguration(0x41))
                .as("what nobody answers").isEqualTo(0xff));
        assertThat(machine.slot("dice").reason)
                .isEqualTo("java.lang.IllegalStateException: ouch, in read of configuration register 41");
        assertThat(machine.slot("bridge").state).isEqualTo("live");
        assertThat(bridge.heard).containsExactly("detach dice");
    }

    @Test
    void aFunctionThatGoesIsDetachedAndItsSeatIsDead() {
        machine.insert("bridge", bridge, Map.of());
        Registration registration = machine.insert("dice", dice, DICE);
        PciSeat seat = bridge.seats.get(0);
        machine.runAndSettle(() -> {
            seat.place(1, 0xc000);
            dice.wires.line("intx").set(true);
        });
        PciWires wires = machine.on(() -> dice.wires.pci());
        bridge.heard.clear();

        registration.remove();

        assertThat(bridge.heard).containsExactly("interrupt dice false", "detach dice");
        machine.runAndSettle(() -> {
            seat.place(1, 0xd000);
            seat.busMaster(true);
            assertThat(seat.configuration().readConfiguration(0x40)).isZero();
            assertThat(seat.pid()).isEqualTo("dice");
            wires.message(1);
            wires.status(0x8000);
            assertThat(wires.busMaster()).isFalse();
        });
        assertThat(machine.fabric.liveRanges()).isEmpty();
        assertThat(bridge.heard).hasSize(2);
    }

    @Test
    void aFunctionIsDetachedAndAttachedWhenItIsDeclaredAnew() {
        machine.insert("bridge", bridge, Map.of());
        Registration registration = machine.insert("dice", dice, DICE);
        machine.runAndSettle(() -> bridge.seats.get(0).place(1, 0xc000));
        Map<String, Object> changed = new HashMap<>(DICE);
        changed.put("bus.pci.revision", 7);

        machine.update(registration, changed);
        assertThat(bridge.seats.get(0).identity().revisionId()).isEqualTo(7);
        assertThat(machine.port(0xc000, 1)).as("the bridge has not placed it yet").isEqualTo(0xff);
        machine.runAndSettle(() -> bridge.seats.get(0).place(1, 0xd000));
        assertThat(machine.port(0xd000, 1)).isEqualTo(0x40);

        changed.put("bus.pci", "");
        machine.update(registration, changed);
        assertThat(bridge.seats).isEmpty();
        assertThat(machine.slot("dice").ranges).isEmpty();
        machine.runAndSettle(() -> assertThatThrownBy(() -> dice.wires.pci()).isInstanceOf(IllegalStateException.class)
                .hasMessage("'dice' is no PCI function: it has no property bus.pci"));
    }

    @Test
    void aFunctionThatTheBridgeHasNoPlaceForFails() {
        bridge.refusal = "device 4 of the root bus is taken by 'nic'";
        machine.insert("bridge", bridge, Map.of());
        machine.insert("dice", dice, DICE);

        assertThat(machine.slot("dice").state).isEqualTo("failed");
        assertThat(machine.slot("dice").reason).isEqualTo(bridge.refusal);
        assertThat(machine.slot("bridge").state).isEqualTo("live");
        assertThat(dice.heard).containsExactly("plug", "unplug");
    }

    @Test
    void aFunctionThatTheBridgeHasNoPlaceForFailsAlsoIfItWasThereFirst() {
        bridge.refusal = "no such bus";
        machine.insert("dice", dice, DICE);
        machine.insert("bridge", bridge, Map.of());
        machine.settle();

        assertThat(machine.slot("dice").state).isEqualTo("failed");
        assertThat(machine.slot("dice").reason).isEqualTo("no such bus");
    }

    @Test
    void aBridgeThatGoesLeavesItsFunctionsToTheNext() {
        Registration first = machine.insert("bridge", bridge, Map.of());
        machine.insert("dice", dice, DICE);
        Bridge second = new Bridge();
        machine.insert("second", second, Map.of());
        assertThat(second.seats).as("the one that was plugged first serves").isEmpty();
        PciSeat seat = bridge.seats.get(0);
        machine.runAndSettle(() -> {
            seat.place(1, 0xc000);
            seat.busMaster(true);
        });

        first.remove();

        assertThat(machine.port(0xc000, 1)).as("its ranges are closed").isEqualTo(0xff);
        machine.runAndSettle(() -> assertThat(dice.wires.pci().busMaster()).isFalse());
        machine.runAndSettle(() -> seat.place(1, 0xc000));
        assertThat(machine.port(0xc000, 1)).as("the old seat is dead").isEqualTo(0xff);
        machine.runAndSettle(() -> second.seats.get(0).place(1, 0xd000));
        assertThat(machine.port(0xd000, 1)).isEqualTo(0x40);
    }

    @Test
    void aBridgeThatFailsTakesNoFunctionWithIt() {
        PciSeat seat = plugBoth();
        bridge.onMessage = () -> {
            throw new IllegalStateException("ouch");
        };
        machine.runAndSettle(() -> {
            seat.busMaster(true);
            dice.wires.pci().message(0);
            dice.wires.pci().message(0);
        });

        assertThat(machine.slot("bridge").reason).isEqualTo("java.lang.IllegalStateException: ouch, in message of 'dice'");
        assertThat(machine.slot("dice").state).isEqualTo("live");
        Bridge next = new Bridge();
        machine.insert("next", next, Map.of());
        assertThat(next.heard).containsExactly("plug", "attach dice");
    }

    @Test
    void theInterruptPinLeadsToNoLine() {
        machine.insert("dice", dice, new HashMap<>(DICE) {
            {
                put("bus.drives", "intx=irq5");
            }
        });

        assertThat(machine.slot("dice").state).isEqualTo("invalid");
        assertThat(machine.slot("dice").reason).isEqualTo("bus.drives: 'intx' is soldered to the PCI bus already");
    }

    @Test
    void aCardSeesTheSlotsUntilItIsUnplugged() {
        Registration registration = machine.insert("dice", dice, DICE);
        machine.runAndSettle(() -> assertThat(dice.wires.slots()).extracting(slot -> slot.pid).containsExactly("dice"));

        registration.remove();
        machine.runAndSettle(() -> assertThat(dice.wires.slots()).isEmpty());
    }

    private KeeperDevice plugKeeper() {
        KeeperDevice keeper = new KeeperDevice(1);
        machine.insert("bridge", bridge, Map.of());
        return keeper;
    }

    private void replaceAndExpectTheSeat(boolean inPlace) {
        KeeperDevice old = plugKeeper();
        Map<String, Object> properties = new HashMap<>(DICE);
        properties.put("bus.drives", "irq=nowhere");
        Registration first = machine.insert("dice", old, properties);
        PciSeat seat = bridge.seats.get(0);
        machine.runAndSettle(() -> {
            seat.place(0, 0xe000_0000L);
            seat.place(1, 0xc000);
            seat.busMaster(true);
            old.card.wires.line("intx").set(true);
        });
        machine.writeMemory(0xe000_0000L, 1, 0x33);
        bridge.heard.clear();
        KeeperDevice young = new KeeperDevice(1);
        young.onRestore = wires -> wires.line("intx").set(true);

        if (inPlace) {
            first.removeForUpdate();
        }
        machine.insert("dice", young, properties);

        assertThat(bridge.heard).as("the bridge hears of nothing, nor does the interrupt pin drop").isEmpty();
        assertThat(bridge.seats).containsExactly(seat);
        assertThat(machine.memory(0xe000_0000L, 1)).as("BAR 0 is where it was").isEqualTo(0x33);
        assertThat(machine.port(0xc000, 1)).as("BAR 1 is where it was").isEqualTo(0x33);
        machine.runAndSettle(() -> {
            assertThat(young.card.wires.pci().busMaster()).isTrue();
            seat.place(0, 0xe100_0000L);
        });
        assertThat(machine.memory(0xe100_0000L, 1)).as("the bridge moves the new card's window").isEqualTo(0x33);
        machine.runAndSettle(() -> young.card.wires.line("intx").set(false));
        assertThat(bridge.heard).containsExactly("interrupt dice false");
    }

    @Test
    void aRevisionBesideTheOldOneTakesItsSeatOver() {
        replaceAndExpectTheSeat(false);
    }

    @Test
    void aRevisionInPlaceTakesTheSeatOver() {
        replaceAndExpectTheSeat(true);
    }

    @Test
    void anotherFunctionDoesNotTakeTheSeatOver() {
        KeeperDevice old = plugKeeper();
        machine.insert("dice", old, DICE);
        PciSeat seat = bridge.seats.get(0);
        machine.runAndSettle(() -> seat.place(0, 0xe000_0000L));
        Map<String, Object> other = new HashMap<>(DICE);
        other.put("bus.pci.device", 0x5679);
        bridge.heard.clear();

        machine.insert("dice", new KeeperDevice(1), other);

        assertThat(bridge.heard).containsExactly("detach dice", "attach dice");
        assertThat(machine.memory(0xe000_0000L, 1)).isEqualTo(0xff);
    }

    @Test
    void aSeatThatNobodyTakesOverIsLeft() {
        KeeperDevice old = plugKeeper();
        Map<String, Object> properties = new HashMap<>(DICE);
        properties.put("bus.grace", 1);
        Registration first = machine.insert("dice", old, properties);
        bridge.heard.clear();
        first.removeForUpdate();
        machine.settle();
        assertThat(bridge.heard).containsExactly("detach dice");
    }
}
