package org.backplane.device.pci.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.device.pci.internal.Guest.BAR0;
import static org.backplane.device.pci.internal.Guest.COMMAND;
import static org.backplane.device.pci.internal.Guest.STATUS;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.pci.Bar;
import org.backplane.bus.role.ShadowMemory;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

class HostBridgeTest {
    private static final Bar MEMORY = new Bar(0, Bar.Kind.MEMORY_32, false, 0x1000);
    private static final Bar WIDE = new Bar(2, Bar.Kind.MEMORY_64, true, 16 << 20);
    private static final Bar IO = new Bar(4, Bar.Kind.IO, false, 16);
    private static final Bar ROM = new Bar(Bar.ROM, Bar.Kind.ROM, false, 64 << 10);

    private final FakeWires wires = new FakeWires();
    private final HostBridge bridge = new HostBridge(wires);
    private final FakeSeat host = new FakeSeat("host", 0);
    private final FakeSeat card = new FakeSeat("card", 4, MEMORY, WIDE, IO, ROM);
    private final Guest guest = new Guest(bridge).at(0, 4, 0);
    private final RangeHandler address = bridge.range(HostBridge.ADDRESS);
    private final RangeHandler data = bridge.range(HostBridge.DATA);

    HostBridgeTest() {
        bridge.attach(host);
        bridge.attach(card);
    }

    @Test
    void theAddressRegisterTakesDwordsOnlyAndReadsBack() {
        address.write(0, 4, 0x8000_20f4L);
        assertThat(address.read(0, 4)).isEqualTo(0x8000_20f4L);

        for (int offset = 0; offset < 4; offset++) {
            if (offset != 1) {
                address.write(offset, 1, 0);
            }
        }
        address.write(0, 2, 0);
        assertThat(address.read(0, 4)).as("narrower writes are not for it").isEqualTo(0x8000_20f4L);
        assertThat(address.read(0, 1)).as("and a byte read finds a port that is not there").isEqualTo(-1L);

        address.write(0, 4, 0xffff_ffffL);
        assertThat(address.read(0, 4)).as("reserved bits are zero").isEqualTo(0x80ff_fffcL);
        assertThat(address.peek(0, 4)).isEqualTo(0x80ff_fffcL);
    }

    @Test
    void aByteAtCf9IsTheResetControl() {
        address.write(0, 4, 0x8000_0000L);
        address.write(1, 1, 0x02);
        assertThat(wires.resets()).as("a hard reset is armed").isEmpty();
        address.write(1, 1, 0x06);
        address.write(1, 1, 0x06);
        assertThat(wires.resets()).containsExactly(Reset.HARD);

        address.write(1, 1, 0x00);
        address.write(1, 1, 0x04);
        assertThat(wires.resets()).containsExactly(Reset.HARD, Reset.INIT);
        assertThat(address.read(1, 1)).isEqualTo(0x04);
        assertThat(address.read(0, 4)).isEqualTo(0x8000_0000L);
    }

    @Test
    void timingBitsOfTheStatusStayWhatTheyAre() {
        bridge.attach(new FakeSeat("medium", 5).status(0x0280));
        Guest medium = new Guest(bridge).at(0, 5, 0);
        medium.write(STATUS, 2, 0xffff);
        assertThat(medium.read(STATUS, 2)).as("medium DEVSEL#, fast back-to-back").isEqualTo(0x0280);
        bridge.reset(Reset.HARD);
        assertThat(medium.read(STATUS, 2)).isEqualTo(0x0280);
    }

    @Test
    void theHeaderSaysWhatThePropertiesSay() {
        assertThat(guest.read(0x00)).isEqualTo(0x5678_1234);
        assertThat(guest.read(0x08)).isEqualTo(0xff0001_03);
        assertThat(guest.read(0x2c)).isEqualTo(0xef01_abcd);
        assertThat(guest.read(0x3c)).isEqualTo(0x0000_0100);
        assertThat(guest.read(0x0e, 1)).isZero();
        assertThat(guest.read(0x02, 2)).as("any width at any offset").isEqualTo(0x5678);
        assertThat(guest.read(0x0b, 1)).isEqualTo(0xff);
    }

    @Test
    void whatTheHeaderHasHardWiredStaysAsItIs() {
        for (int register = 0; register < 0x40; register += 4) {
            guest.write(register, -1);
        }

        assertThat(guest.read(0x00)).isEqualTo(0x5678_1234);
        assertThat(guest.read(COMMAND, 2)).as("I/O, memory, master, SERR#, interrupt disable").isEqualTo(0x0507);
        assertThat(guest.read(0x08)).isEqualTo(0xff0001_03);
        assertThat(guest.read(0x0c)).as("the cache line size alone").isEqualTo(0x0000_00ff);
        assertThat(guest.read(0x28)).isZero();
        assertThat(guest.read(0x2c)).isEqualTo(0xef01_abcd);
        assertThat(guest.read(0x34)).isZero();
        assertThat(guest.read(0x3c)).as("the interrupt line alone").isEqualTo(0x0000_01ff);
    }

    @Test
    void aWriteOfOnesTellsTheLengthsOfTheBaseAddresses() {
        for (int register = 0x10; register < 0x28; register += 4) {
            guest.write(register, -1);
        }
        guest.write(0x30, 0xffff_f800L);

        assertThat(guest.read(0x10)).isEqualTo(0xffff_f000);
        assertThat(guest.read(0x14)).as("not implemented").isZero();
        assertThat(guest.read(0x18)).as("64 bits, prefetchable").isEqualTo(0xff00_000c);
        assertThat(guest.read(0x1c)).isEqualTo(0xffff_ffff);
        assertThat(guest.read(0x20)).isEqualTo(0xffff_fff1);
        assertThat(guest.read(0x24)).isZero();
        assertThat(guest.read(0x30)).isEqualTo(0xffff_0000);
        guest.write(0x30, -1);
        assertThat(guest.read(0x30)).isEqualTo(0xffff_0001);
        assertThat(card.placed).as("nothing is enabled").isEmpty();
    }

    @Test
    void rangesAnswerWhileTheCommandRegisterLetsThem() {
        guest.write(BAR0, 0xfebf_0000L);
        guest.write(0x18, 0x4000_0000L);
        guest.write(0x1c, 0x2);
        guest.write(0x20, 0xc000);
        assertThat(card.placed).isEmpty();

        guest.write(COMMAND, 2, 1);
        assertThat(card.placed).containsOnlyKeys(4).containsEntry(4, 0xc000L);
        guest.write(COMMAND, 2, 2);
        assertThat(card.placed).containsOnlyKeys(0, 2).containsEntry(0, 0xfebf_0000L).containsEntry(2, 0x2_4000_0000L);

        guest.write(BAR0, 0xfea0_0000L);
        assertThat(card.placed).as("it moves at any time").containsEntry(0, 0xfea0_0000L);
        guest.write(COMMAND, 2, 0);
        assertThat(card.placed).isEmpty();
    }

    @Test
    void theRomHasASwitchOfItsOwn() {
        guest.write(COMMAND, 2, 2);
        guest.write(0x30, 0xfeb0_0000L);
        assertThat(card.placed).doesNotContainKey(Bar.ROM);
        guest.write(0x30, 0xfeb0_0001L);
        assertThat(card.placed).containsEntry(Bar.ROM, 0xfeb0_0000L);
        guest.write(COMMAND, 2, 0);
        assertThat(card.placed).doesNotContainKey(Bar.ROM);
    }

    @Test
    void busMasteringIsTheGuestsToAllow() {
        assertThat(card.busMaster).isFalse();
        guest.write(COMMAND, 1, 4);
        assertThat(card.busMaster).isTrue();
    }

    @Test
    void errorBitsAreClearedByWritingOnes() {
        bridge.status(card, 0x2100);
        assertThat(guest.read(STATUS, 2)).isEqualTo(0x2100);
        guest.write(COMMAND, 2, 0x7);
        assertThat(guest.read(STATUS, 2)).as("a write beside them").isEqualTo(0x2100);
        guest.write(STATUS, 2, 0x2000);
        assertThat(guest.read(STATUS, 2)).isEqualTo(0x0100);
    }

    @Test
    void nobodyAtAPlaceIsAMasterAbort() {
        assertThat(guest.at(0, 5, 0).read(0)).isEqualTo(-1);
        assertThat(guest.at(0, 4, 1).read(0, 2)).isEqualTo(0xffff);
        guest.at(0, 5, 0).write(0, 0);

        guest.at(0, 0, 0);
        assertThat(guest.read(STATUS, 2)).as("received master abort").isEqualTo(0x2000);
        guest.write(STATUS, 2, 0x2000);
        assertThat(guest.at(7, 0, 0).read(0)).as("no such bus").isEqualTo(-1);
        assertThat(guest.at(0, 0, 0).read(STATUS, 2)).isEqualTo(0x2000);
    }

    @Test
    void withoutTheEnableBitThePortsAreNotConfigurationSpace() {
        address.write(0, 4, 0x0000_2000L);
        assertThat(data.read(0, 4)).isEqualTo(-1L);
        assertThat(guest.at(0, 0, 0).read(STATUS, 2)).as("that is no configuration cycle").isZero();
        guest.at(0, 4, 0);
        guest.write(BAR0, 0x1000);
        address.write(0, 4, 0x0000_2010L);
        data.write(0, 4, 0);
        assertThat(guest.read(BAR0)).isEqualTo(0x1000);
    }

    @Test
    void theRestOfTheSpaceIsTheCards() {
        guest.write(0x40, 0x4433_2211L);
        guest.write(0x45, 1, 0x66);

        assertThat(card.registers[0x40]).isEqualTo(0x11);
        assertThat(card.registers[0x43]).isEqualTo(0x44);
        assertThat(guest.read(0x44)).isEqualTo(0x6600);
    }

    @Test
    void aPlaceIsTakenOnce() {
        assertThatThrownBy(() -> bridge.attach(new FakeSeat("other", 4))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the place 4.0 of the bus is taken by 'card'");
        bridge.attach(new FakeSeat("second", 4).function(1, false));
        assertThat(guest.at(0, 4, 1).read(0)).isEqualTo(0x5678_1234);
    }

    @Test
    void aCardWithoutAWishGetsTheFirstFreeDeviceNumber() {
        List<FakeSeat> seats = new ArrayList<>();
        for (int i = 0; i < 28; i++) {
            seats.add(new FakeSeat("auto" + i, -1));
            bridge.attach(seats.get(i));
        }
        assertThat(bridge.functions().stream().filter(dto -> dto.pid.startsWith("auto")).map(dto -> dto.device).limit(3))
                .as("4 is taken").containsExactly(3, 5, 6);
        assertThatThrownBy(() -> bridge.attach(new FakeSeat("auto", -1))).hasMessage("no device number of the bus is free");

        bridge.detach(seats.get(1));
        bridge.attach(new FakeSeat("other", -1));
        assertThat(guest.at(0, 5, 0).read(0)).isEqualTo(0x5678_1234);
    }

    @Test
    void aFunctionThatComesBackFindsWhatTheGuestHasSet() {
        guest.write(BAR0, 0xfebf_0000L);
        guest.write(COMMAND, 2, 7);
        guest.write(0x3c, 1, 11);
        bridge.detach(card);
        assertThat(card.placed).as("nothing of it answers").isEmpty();
        assertThat(guest.read(0)).isEqualTo(-1);

        FakeSeat again = new FakeSeat("card", -1, MEMORY, WIDE, IO, ROM);
        bridge.attach(again);
        assertThat(again.placed).containsEntry(0, 0xfebf_0000L);
        assertThat(again.busMaster).isTrue();
        assertThat(guest.read(0x3c, 1)).as("at the same place").isEqualTo(11);
    }

    @Test
    void aCardOfAnotherShapeStartsAnew() {
        guest.write(BAR0, 0xfebf_0000L);
        guest.write(COMMAND, 2, 7);
        bridge.detach(card);
        FakeSeat other = new FakeSeat("card", 4, new Bar(0, Bar.Kind.IO, false, 16));
        bridge.attach(other);

        assertThat(guest.read(COMMAND, 2)).isZero();
        assertThat(guest.read(BAR0)).isEqualTo(1);
        assertThat(other.placed).isEmpty();
    }

    @Test
    void aResetForgetsEverything() {
        guest.write(BAR0, 0xfebf_0000L);
        guest.write(COMMAND, 2, 7);
        FakeSeat gone = new FakeSeat("gone", 5, MEMORY);
        bridge.attach(gone);
        guest.at(0, 5, 0).write(BAR0, 0xfea0_0000L);
        bridge.detach(gone);

        bridge.reset(Reset.HARD);

        assertThat(address.read(0, 4)).isZero();
        assertThat(card.placed).isEmpty();
        assertThat(card.busMaster).isFalse();
        assertThat(guest.at(0, 4, 0).read(BAR0)).isZero();
        bridge.attach(gone);
        assertThat(guest.at(0, 5, 0).read(BAR0)).isZero();
    }

    @Test
    void theMessageCapabilityComesBeforeTheCardsOwn() {
        FakeSeat talker = new FakeSeat("talker", 5).messages(4);
        talker.capabilities = 0x50;
        bridge.attach(talker);
        guest.at(0, 5, 0);

        assertThat(guest.read(STATUS, 2)).as("there is a list").isEqualTo(0x0010);
        assertThat(guest.read(0x34, 1)).isEqualTo(0xf0);
        assertThat(guest.read(0xf0)).as("64 bits, four messages, then the card's").isEqualTo(0x0084_5005);
        assertThat(bridge.messagesEnabled(talker)).isFalse();
        bridge.message(talker, 1);
        assertThat(talker.written).as("not set up").isEmpty();

        guest.write(0xf4, 0xfee0_1003L);
        guest.write(0xf8, 0x1);
        guest.write(0xfc, 2, 0x4043);
        guest.write(0xf2, 2, 0x0011);
        bridge.message(talker, 1);
        assertThat(talker.written).as("no bus master").isEmpty();
        guest.write(COMMAND, 2, 4);
        bridge.message(talker, 2);
        bridge.message(talker, 3);
        assertThat(talker.written).as("two messages are allowed: the last bit of the data tells them apart")
                .containsExactly("1fee01000=4042", "1fee01000=4043");
        assertThat(bridge.messagesEnabled(talker)).isTrue();
    }

    @Test
    void aCardsOwnListIsThereWithoutMessages() {
        FakeSeat seat = new FakeSeat("seat", 5);
        seat.capabilities = 0x50;
        bridge.attach(seat);
        assertThat(guest.at(0, 5, 0).read(0x34, 1)).isEqualTo(0x50);
        assertThat(guest.read(STATUS, 2)).isEqualTo(0x0010);
    }

    @Test
    void anInterruptPinReachesTheLineOfItsSlot() {
        List<String> heard = new ArrayList<>();
        InterruptRouter router = (line, asserted) -> heard.add(line + " " + asserted);
        wires.plug("isa", router);
        heard.clear();
        FakeSeat other = new FakeSeat("other", 8).pin(1);
        bridge.attach(other);

        pull(card, true);
        assertThat(heard).as("(4 - 1 + 0) mod 4").containsExactly("3 true");
        assertThat(guest.at(0, 4, 0).read(STATUS, 2)).as("the status says so").isEqualTo(0x0008);
        pull(other, true);
        pull(card, false);
        assertThat(heard).as("wired-or").hasSize(1);
        pull(other, false);
        assertThat(heard).containsExactly("3 true", "3 false");

        guest.write(COMMAND, 2, 0x0400);
        pull(card, true);
        assertThat(heard).as("interrupt disable").hasSize(2);
        assertThat(guest.read(STATUS, 2)).isEqualTo(0x0008);
        guest.write(COMMAND, 2, 0);
        assertThat(heard).endsWith("3 true").hasSize(3);
        bridge.detach(card);
        assertThat(heard).endsWith("3 false");
    }

    private void pull(FakeSeat seat, boolean asserted) {
        seat.interrupt = asserted;
        bridge.interrupt(seat, asserted);
    }

    @Test
    void aFunctionThatSendsMessagesDoesNotPullItsPin() {
        List<String> heard = new ArrayList<>();
        wires.plug("isa", (InterruptRouter) (line, asserted) -> heard.add(line + " " + asserted));
        heard.clear();
        FakeSeat talker = new FakeSeat("talker", 5).messages(1);
        bridge.attach(talker);
        guest.at(0, 5, 0).write(0xf2, 2, 1);
        pull(talker, true);
        assertThat(heard).isEmpty();
        guest.write(0xf2, 2, 0);
        assertThat(heard).containsExactly("0 true");
    }

    /** What a host bridge does with main memory, by address. */
    private static final class Memory implements ShadowMemory {
        private final List<String> routes = new ArrayList<>();

        @Override
        public void route(long first, long lengthBytes, boolean reads, boolean writes) {
            String access = (reads ? "r" : "-") + (writes ? "w" : "-");
            if (!access.equals("--")) {
                routes.add(Long.toHexString(first) + "+" + Long.toHexString(lengthBytes) + access);
            }
        }
    }

    @Test
    void memoryAnswersAsTheAttributesSay() {
        Memory memory = new Memory();
        wires.plug("ram", memory);
        guest.at(0, 0, 0);
        assertThat(memory.routes).as("ROM answers after reset").isEmpty();

        bridge.writeConfiguration(0x59, 0x30);
        bridge.writeConfiguration(0x5a, 0x21);
        memory.routes.clear();
        bridge.writeConfiguration(0x5f, 0x13);

        assertThat(memory.routes).containsExactly("f0000+10000rw", "c0000+4000r-", "c4000+4000-w", "e8000+4000rw",
                "ec000+4000r-");
        bridge.reset(Reset.HARD);
        memory.routes.clear();
        bridge.writeConfiguration(0x57, 0);
        assertThat(memory.routes).isEmpty();
    }

    @Test
    void smramOpensAndIsLockedUntilTheNextReset() {
        Memory memory = new Memory();
        wires.plug("ram", memory);
        bridge.writeConfiguration(0x72, 0x4a);
        assertThat(memory.routes).containsExactly("a0000+20000rw");
        assertThat(bridge.readConfiguration(0x72)).isEqualTo(0x4a);

        memory.routes.clear();
        bridge.writeConfiguration(0x72, 0x5f);
        assertThat(bridge.readConfiguration(0x72)).as("the lock closes it; the base segment is hard-wired").isEqualTo(0x1a);
        bridge.writeConfiguration(0x72, 0x4a);
        assertThat(bridge.readConfiguration(0x72)).isEqualTo(0x1a);
        assertThat(memory.routes).isEmpty();
        bridge.reset(Reset.HARD);
        assertThat(bridge.readConfiguration(0x72)).isEqualTo(0x02);
    }

    @Test
    void theListShowsWhatTheGuestHasSet() {
        guest.write(COMMAND, 2, 3);
        guest.write(0x3c, 1, 10);

        assertThat(bridge.functions()).extracting(dto -> dto.pid + " " + dto.bus + ":" + dto.device + "." + dto.function
                + " " + dto.command + " " + dto.interruptLine + " " + dto.bridge)
                .containsExactly("host 0:0.0 0 0 ", "card 0:4.0 3 10 ");
    }

    /** The bridge that goes on where this one is now, with other seats of the same functions. */
    private HostBridge successor(FakeWires next) {
        DeviceState state = StateFormat.read(StateFormat.write(bridge.state()));
        return (HostBridge) new HostBridgeComponent().plug(next, state);
    }

    @Test
    void aSuccessorFindsPlacesHeadersAndPorts() {
        FakeSeat floating = new FakeSeat("floating", -1, IO).messages(2);
        bridge.attach(floating);
        guest.write(BAR0, 0xfebf_0000L);
        guest.write(COMMAND, 2, 7);
        guest.at(0, 3, 0).write(0xf4, 4, 0xfee0_1000L);
        guest.write(0xf2, 2, 1);
        bridge.detach(floating);
        address.write(0, 4, 0x8000_2010L);
        HostBridge next = successor(new FakeWires());

        FakeSeat again = new FakeSeat("card", -1, MEMORY, WIDE, IO, ROM);
        next.attach(new FakeSeat("newcomer", 3));
        next.attach(again);
        FakeSeat back = new FakeSeat("floating", 9, IO).messages(2);
        next.attach(back);

        assertThat(next.range(HostBridge.ADDRESS).read(0, 4)).isEqualTo(0x8000_2010L);
        assertThat(next.range(HostBridge.DATA).read(0, 4)).as("at its device number, with its address").isEqualTo(0xfebf_0000L);
        assertThat(again.placed).containsEntry(0, 0xfebf_0000L);
        assertThat(again.busMaster).isTrue();
        assertThat(next.messagesEnabled(back)).as("one that had gone is remembered as well").isTrue();
    }

    @Test
    void aSuccessorRoutesMemoryAsTheAttributesSaid() {
        bridge.writeConfiguration(HostRegister.PAM0.offset(), 0x30);
        bridge.writeConfiguration(HostRegister.SMRAM.offset(), HostRegister.SMRAM_D_LCK);
        FakeWires next = new FakeWires();
        HostBridge successor = successor(next);
        Memory memory = new Memory();
        next.plug("ram", memory);

        assertThat(memory.routes).containsExactly("f0000+10000rw");
        memory.routes.clear();
        successor.writeConfiguration(HostRegister.SMRAM.offset(), HostRegister.SMRAM_D_OPEN);
        successor.writeConfiguration(HostRegister.PAM0.offset(), 0);
        assertThat(memory.routes).as("SMRAM is locked still").isEmpty();
    }
}
