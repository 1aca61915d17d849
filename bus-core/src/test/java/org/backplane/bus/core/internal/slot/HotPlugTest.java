package org.backplane.bus.core.internal.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Wires;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.pci.PciFunctionDTO;
import org.backplane.bus.pci.PciHost;
import org.backplane.bus.pci.PciHotPlug;
import org.backplane.bus.pci.PciInventory;
import org.backplane.bus.pci.PciSeat;
import org.backplane.bus.pci.PciSlotDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions that come and go while a guest runs, which is played by the hot-plug controller's card. */
class HotPlugTest {
    private static final Map<String, Object> DICE = Map.of("bus.pci", "4.0", "bus.pci.vendor", 0x1234,
            "bus.pci.device", 0x5678, "bus.pci.class", 0xff0000, "bus.pci.bars", List.of("0:mem+4K"));
    private static final String PRESENT = "PCI slot 04: the guest is told of it";
    private static final long LONG_MILLIS = 60_000;

    /** A host bridge that has what is attached where it wants to be. */
    private static final class Bridge extends FakeCard implements PciHost, PciInventory {
        private final List<PciSeat> seats = new ArrayList<>();

        @Override
        public void attach(PciSeat seat) {
            heard.add("attach " + seat.pid());
            seats.add(seat);
        }

        @Override
        public void detach(PciSeat seat) {
            heard.add("detach " + seat.pid());
            seats.remove(seat);
        }

        @Override
        public void forget(String pid) {
            heard.add("forget " + pid);
        }

        @Override
        public void interrupt(PciSeat seat, boolean asserted) {
        }

        @Override
        public void message(PciSeat seat, int number) {
        }

        @Override
        public boolean messagesEnabled(PciSeat seat) {
            return false;
        }

        @Override
        public void status(PciSeat seat, int bits) {
        }

        @Override
        public List<PciFunctionDTO> functions() {
            return seats.stream().map(seat -> {
                PciFunctionDTO dto = new PciFunctionDTO();
                dto.pid = seat.pid();
                dto.device = seat.identity().device();
                dto.function = seat.identity().function();
                return dto;
            }).toList();
        }
    }

    /** The controller, with a guest behind it that does what the test says. */
    private static final class Controller implements Device, Card, PciHotPlug {
        private final List<String> heard = new ArrayList<>();
        private Wires wires;
        private boolean listening = true;
        private Runnable onRequest = () -> { };
        private final CompletableFuture<Void> requested = new CompletableFuture<>();

        @Override
        public Card plug(Wires given) {
            wires = given;
            return this;
        }

        @Override
        public RangeHandler range(String name) {
            throw new AssertionError(name);
        }

        @Override
        public boolean isSlot(int device) {
            return device > 2;
        }

        @Override
        public boolean listens() {
            return listening;
        }

        @Override
        public void inserted(int device) {
            heard.add("inserted " + device);
        }

        @Override
        public void request(int device) {
            heard.add("request " + device);
            onRequest.run();
            requested.complete(null);
        }

        @Override
        public void withdrawn(int device) {
            heard.add("withdrawn " + device);
        }

        @Override
        public void tornOut(int device) {
            heard.add("torn out " + device);
        }
    }

    private final TestMachine machine = new TestMachine();
    private final Bridge bridge = new Bridge();
    private final Controller controller = new Controller();
    private final FakeCard dice = new FakeCard(0x40);

    @BeforeEach
    void switchOn() {
        machine.insert("bridge", bridge, Map.of());
        machine.insert("controller", controller, Map.of());
        machine.fabric.powerOn();
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private PciSlotDTO slot() {
        return machine.fabric.pciSlots().stream().filter(slot -> slot.device == 4).findFirst().orElseThrow();
    }

    private Registration plug() {
        Registration registration = machine.insert("dice", dice, DICE);
        controller.heard.clear();
        bridge.heard.clear();
        return registration;
    }

    @Test
    void whatComesIsTold() {
        machine.insert("dice", dice, DICE);
        assertThat(controller.heard).containsExactly("inserted 4");
        assertThat(slot().state).isEqualTo("present");
        assertThat(slot().pids).containsExactly("dice");
        assertThat(machine.events()).contains("dice fabric " + PRESENT);
        machine.runAndSettle(() -> assertThat(controller.wires.pciSlots().occupied()).isEqualTo(0x10));

        machine.runAndSettle(() -> controller.wires.pciSlots().taken(4));
        assertThat(slot().reason).isEqualTo("the guest has taken it in");
    }

    @Test
    void whatIsThereAtPowerOnIsNotTold() {
        machine.fabric.powerOff(0);
        machine.insert("dice", dice, DICE);
        assertThat(controller.heard).isEmpty();
        assertThat(slot().state).isEqualTo("present");
    }

    @Test
    void theGuestLetsGo() {
        Registration registration = plug();
        controller.onRequest = () -> controller.wires.pciSlots().eject(4);

        assertThat(registration.remove()).isTrue();

        assertThat(controller.heard).containsExactly("request 4", "withdrawn 4");
        assertThat(bridge.heard).as("without power it forgets").containsExactly("detach dice", "forget dice");
        assertThat(slot().state).isEqualTo("released");
        assertThat(slot().reason).isEqualTo("the guest let go of it");
        assertThat(slot().pids).as("what it was").containsExactly("dice");
        assertThat(machine.slot("dice").state).isEqualTo("empty");
        machine.runAndSettle(() -> assertThat(controller.wires.pciSlots().occupied()).isZero());
    }

    @Test
    void theFunctionWorksWhileTheGuestThinks() throws Exception {
        Registration registration = plug();
        CompletableFuture<Boolean> removal = CompletableFuture.supplyAsync(registration::remove);
        controller.requested.get(LONG_MILLIS, TimeUnit.MILLISECONDS);

        assertThat(slot().state).isEqualTo("requested");
        machine.runAndSettle(() -> bridge.seats.get(0).place(0, 0xfebf0000L));
        assertThat(machine.memory(0xfebf0002L, 1)).as("the machine runs, the card answers").isEqualTo(0x42);

        machine.runAndSettle(() -> controller.wires.pciSlots().eject(4));
        assertThat(removal.get(LONG_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        assertThat(machine.memory(0xfebf0002L, 1)).isEqualTo(0xff);
        assertThat(slot().state).isEqualTo("released");
    }

    @Test
    void thereIsNoSnapshotBeforeTheGuestHasAnswered() throws Exception {
        Registration registration = plug();
        CompletableFuture<Boolean> removal = CompletableFuture.supplyAsync(registration::remove);
        controller.requested.get(LONG_MILLIS, TimeUnit.MILLISECONDS);

        assertThatThrownBy(machine.fabric::snapshot).hasMessageContaining("PCI slot 04: the guest is asked to let go of it;"
                + " there can be a snapshot once it has answered");
        machine.runAndSettle(() -> controller.wires.pciSlots().eject(4));
        removal.get(LONG_MILLIS, TimeUnit.MILLISECONDS);
        assertThatThrownBy(machine.fabric::snapshot).as("now the cards of this test are in the way")
                .hasMessageContaining("keeps no state").hasMessageNotContaining("PCI slot");
    }

    @Test
    void theGuestRefusesAndTheFunctionStays() {
        plug();
        controller.onRequest = () -> controller.wires.pciSlots().refused(4, "it is busy");

        PciSlotDTO answer = machine.fabric.eject("dice", LONG_MILLIS);

        assertThat(answer.state).isEqualTo("refused");
        assertThat(answer.reason).isEqualTo("the guest refused: it is busy");
        assertThat(machine.slot("dice").state).isEqualTo("live");
        assertThat(bridge.heard).isEmpty();
    }

    @Test
    void aDeviceThatGoesNeverthelessIsTornOut() {
        Registration registration = plug();
        controller.onRequest = () -> controller.wires.pciSlots().refused(4, "it is busy");

        registration.remove();

        assertThat(controller.heard).containsExactly("request 4", "torn out 4");
        assertThat(slot().state).isEqualTo("torn-out");
        assertThat(slot().reason).isEqualTo("torn out: the guest refused: it is busy");
        assertThat(machine.slot("dice").state).isEqualTo("empty");
    }

    @Test
    void aGuestThatDoesNotAnswerIsNotWaitedForEver() {
        plug();
        PciSlotDTO answer = machine.fabric.eject("dice", 1);
        machine.settle();

        assertThat(answer.state).isIn("timed-out", "requested");
        assertThat(slot().state).isEqualTo("timed-out");
        assertThat(slot().reason).isEqualTo("the guest did not answer within 1 ms");
        assertThat(controller.heard).containsExactly("request 4", "withdrawn 4");
        assertThat(machine.slot("dice").state).isEqualTo("live");

        machine.runAndSettle(() -> controller.wires.pciSlots().eject(4));
        assertThat(slot().state).as("late, but it did").isEqualTo("released");
        assertThat(machine.slot("dice").state).isEqualTo("ejected");
    }

    @Test
    void whatWasTakenOutCanBePutBack() {
        plug();
        controller.onRequest = () -> controller.wires.pciSlots().eject(4);
        assertThat(machine.fabric.eject("dice", LONG_MILLIS).state).isEqualTo("released");
        assertThat(machine.slot("dice").state).isEqualTo("ejected");
        controller.heard.clear();

        machine.fabric.release("dice");
        machine.settle();

        assertThat(controller.heard).containsExactly("inserted 4");
        assertThat(machine.slot("dice").state).isEqualTo("live");
        assertThat(slot().state).isEqualTo("present");
    }

    @Test
    void theGuestSwitchesASlotOffByItself() {
        plug();
        machine.runAndSettle(() -> controller.wires.pciSlots().eject(4));
        assertThat(slot().reason).isEqualTo("the guest switched the slot off");
        assertThat(machine.slot("dice").state).isEqualTo("ejected");
        machine.runAndSettle(() -> controller.wires.pciSlots().eject(4));
        machine.runAndSettle(() -> controller.wires.pciSlots().eject(5));
        assertThat(bridge.heard).as("nothing more happens").containsExactly("detach dice", "forget dice");
    }

    @Test
    void withoutAListenerItGoesAtOnce() {
        Registration registration = plug();
        controller.listening = false;

        registration.remove();

        assertThat(controller.heard).containsExactly("torn out 4");
        assertThat(bridge.heard).as("the guest's settings are kept for its return").containsExactly("detach dice");
        assertThat(slot().reason).isEqualTo("torn out: the guest does not listen for hot-plug");
    }

    @Test
    void surpriseRemovalAsksNobody() {
        plug();
        assertThat(machine.fabric.eject("dice", 0).state).isEqualTo("torn-out");
        assertThat(controller.heard).containsExactly("torn out 4");
        assertThat(bridge.heard).containsExactly("detach dice", "forget dice");
        assertThat(slot().reason).isEqualTo("torn out: nobody asked the guest");
        assertThat(machine.slot("dice").state).isEqualTo("ejected");
    }

    @Test
    void aStoppedGuestIsNotAsked() {
        Registration registration = plug();
        machine.fabric.stop();
        registration.remove();
        assertThat(controller.heard).containsExactly("torn out 4");
    }

    @Test
    void aSlotWithSeveralFunctionsIsSwitchedOffAsAWhole() {
        Registration registration = plug();
        Map<String, Object> second = new HashMap<>(DICE);
        second.put("bus.pci", "4.1");
        machine.insert("second", new FakeCard(0x50), second);
        controller.heard.clear();

        registration.remove();
        assertThat(controller.heard).as("one of several is not asked for").isEmpty();
        assertThat(slot().state).isEqualTo("present");

        machine.insert("dice", new FakeCard(0x40), DICE);
        machine.runAndSettle(() -> controller.wires.pciSlots().eject(4));
        assertThat(machine.slot("dice").state).isEqualTo("ejected");
        assertThat(machine.slot("second").state).isEqualTo("ejected");
        assertThat(slot().state).isEqualTo("released");
    }

    @Test
    void anUpdateThatKeepsTheStateIsNotSeen() {
        KeeperDevice first = new KeeperDevice(1);
        Registration old = machine.insert("keeper", first, DICE);
        controller.heard.clear();
        bridge.heard.clear();

        old.removeForUpdate();
        machine.fabric.insert(new org.backplane.bus.core.internal.event.Identity("keeper", "b", "2.0.0", 9),
                new KeeperDevice(1), DICE);
        machine.settle();

        assertThat(machine.slot("keeper").state).isEqualTo("live");
        assertThat(machine.slot("keeper").version).isEqualTo("2.0.0");
        assertThat(controller.heard).isEmpty();
        assertThat(bridge.heard).isEmpty();
    }

    @Test
    void whatIsSolderedIsNoneOfTheControllersBusiness() {
        Map<String, Object> soldered = new HashMap<>(DICE);
        soldered.put("bus.pci", "2.0");
        Registration registration = machine.insert("vga", new FakeCard(), soldered);
        assertThat(machine.fabric.pciSlots()).extracting(slot -> slot.reason).containsExactly("soldered to the board");
        assertThatThrownBy(() -> machine.fabric.eject("vga", 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PCI device 02 is soldered to the board");
        registration.remove();
        assertThat(controller.heard).as("the guest is not asked, but shall look").containsExactly("torn out 2");
    }

    @Test
    void onlyFunctionsCanBeEjectedAndNotByTheMachineItself() {
        assertThatThrownBy(() -> machine.fabric.eject("bridge", 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'bridge' is no PCI function of the root bus");
        plug();
        machine.runAndSettle(() -> assertThatThrownBy(() -> machine.fabric.eject("dice", 0)).isInstanceOf(IllegalStateException.class));
    }
}
