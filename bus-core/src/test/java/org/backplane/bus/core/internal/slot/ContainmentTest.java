package org.backplane.bus.core.internal.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.backplane.bus.InterruptAcknowledge;
import org.backplane.bus.apic.InterruptMessage;
import org.backplane.bus.apic.LocalApic;
import org.backplane.bus.Reset;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.backplane.bus.machine.EventDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A device's failure costs that device at most. */
class ContainmentTest {
    private final TestMachine machine = new TestMachine();

    @AfterEach
    void close() {
        machine.close();
    }

    /** Runs a program to its end. */
    private void run(FakeProcessor processor) {
        processor.program.add(cpu -> cpu.socket.requestPowerOff(0));
        machine.insert("cpu", processor, Map.of());
        CompletableFuture<Integer> off = machine.fabric.poweredOff().toCompletableFuture();
        machine.fabric.powerOn();
        off.join();
        machine.settle();
    }

    @Test
    void aHandlerThatThrowsLeavesADeadCardAndARunningGuest() {
        FakeCard card = new FakeCard();
        card.onRead = () -> {
            throw new IllegalStateException("ouch");
        };
        machine.insert("bad", card, Map.of("bus.port", "0x10+8", "bus.port.name", "regs", "bus.drives", "irq=irq5"));
        machine.on(() -> {
            card.wires.line("irq").set(true);
            return 0;
        });
        FakeProcessor processor = new FakeProcessor(
                cpu -> cpu.heard.add("first " + cpu.socket.ports().read(0x12, 2)),
                cpu -> cpu.heard.add("second " + cpu.socket.ports().read(0x12, 2)));
        run(processor);

        assertThat(processor.heard).containsSubsequence("first 65535", "second 65535");
        assertThat(card.heard).as("one access, then only unplug").containsExactly("plug", "reset POWER_ON", "read 2 2",
                "unplug");
        assertThat(machine.slot("bad").state).isEqualTo("quarantined");
        assertThat(machine.slot("bad").reason)
                .isEqualTo("java.lang.IllegalStateException: ouch, in read of width 2 to 'regs' at offset 0x2");
        EventDTO event = machine.fabric.events().get(0);
        assertThat(event.text).as("one line that says it all").isEqualTo(
                "quarantined at read 2 of port 0x12 by the instruction at 00001000: " + machine.slot("bad").reason);
        assertThat(event.instruction).as("the guest's instruction").isEqualTo(0x1000);
        assertThat(machine.fabric.untouched()).as("from the boundary on nothing is there")
                .extracting(dto -> dto.address + " " + dto.instruction).containsExactly("18 " + 0x1001);
    }

    @Test
    void aHandlerThatThrowsWithinAnAccessAcrossItsRangesIsNotCalledAgain() {
        FakeCard card = new FakeCard();
        card.onRead = () -> {
            throw new IllegalStateException("ouch");
        };
        machine.insert("bad", card, Map.of("bus.port", List.of("0x10-0x11", "0x12-0x13")));

        assertThat(machine.port(0x10, 4)).isEqualTo(0xffff_ffffL);
        machine.settle();

        assertThat(card.heard).containsExactly("plug", "read 0 2", "unplug");
    }

    @Test
    void theStackAndTheLinkerMayFailToo() {
        FakeCard deep = new FakeCard();
        deep.onRead = new Runnable() {
            @Override
            public void run() {
                run();
            }
        };
        FakeCard unlinked = new FakeCard();
        unlinked.onRead = () -> {
            throw new NoClassDefFoundError("javax/missing");
        };
        FakeCard cruel = new FakeCard();
        cruel.onRead = () -> {
            throw new RuntimeException() {
                private static final long serialVersionUID = 1L;

                @Override
                public String getMessage() {
                    throw new IllegalStateException();
                }
            };
        };
        machine.insert("deep", deep, Map.of("bus.port", "0x10+1"));
        machine.insert("unlinked", unlinked, Map.of("bus.port", "0x11+1"));
        machine.insert("cruel", cruel, Map.of("bus.port", "0x12+1"));

        assertThat(machine.port(0x10, 4)).isEqualTo(0xffff_ffffL);
        machine.settle();

        assertThat(machine.slot("deep").reason).startsWith("java.lang.StackOverflowError, in read of width 1");
        assertThat(machine.slot("unlinked").reason).startsWith("java.lang.NoClassDefFoundError: javax/missing, in ");
        assertThat(machine.slot("cruel").reason).contains("(its message throws java.lang.IllegalStateException), in ");
    }

    @Test
    void whoWaitedForTheFailedCardsRangesGetsThem() {
        FakeCard bad = new FakeCard();
        bad.onRead = () -> {
            throw new IllegalStateException("ouch");
        };
        machine.insert("bad", bad, Map.of("bus.port", "0x10+1"));
        machine.insert("good", new FakeCard(0x77), Map.of("bus.port", "0x10+1"));

        machine.port(0x10, 1);
        machine.settle();

        assertThat(machine.port(0x10, 1)).isEqualTo(0x77);
    }

    @Test
    void aFailedCardGetsANewChanceWithANewConfigurationAndLeavesAnEmptySlot() {
        FakeCard card = new FakeCard();
        card.onRead = () -> {
            throw new IllegalStateException("ouch");
        };
        Registration registration = machine.insert("bad", card, Map.of("bus.port", "0x10+1"));
        machine.port(0x10, 1);
        card.onRead = () -> { };

        machine.update(registration, Map.of("bus.port", "0x20+1"));
        assertThat(machine.port(0x20, 1)).isZero();
        assertThat(card.heard).containsExactly("plug", "read 0 1", "unplug", "plug", "read 0 1");

        registration.remove();
        assertThat(machine.slot("bad").state).isEqualTo("empty");
    }

    @Test
    void timersListenersResetsAndPostedWorkAreContained() {
        for (String what : List.of("timer", "listener", "reset", "posted work")) {
            FakeCard card = new FakeCard() {
                @Override
                public void reset(Reset kind) {
                    if (what.equals("reset")) {
                        throw new IllegalStateException(what);
                    }
                }
            };
            Runnable ouch = () -> {
                throw new IllegalStateException(what);
            };
            card.onPlug = wires -> {
                switch (what) {
                    case "timer": wires.timer("t", deadline -> ouch.run()).arm(0); break;
                    case "listener": wires.sense("a20", asserted -> ouch.run()); break;
                    case "posted work": wires.post(ouch); break;
                    default: break;
                }
            };
            machine.insert(what, card, Map.of("bus.senses", "a20"));
        }
        run(new FakeProcessor(FakeProcessor.NOP));

        assertThat(machine.slot("timer").reason).endsWith("in timer 't'");
        assertThat(machine.slot("listener").reason).endsWith("in hearing of 'a20'");
        assertThat(machine.slot("reset").reason).endsWith("in reset");
        assertThat(machine.slot("posted work").reason).endsWith("in posted work");
        assertThat(machine.fabric.slots()).filteredOn(slot -> slot.state.equals("quarantined")).hasSize(4);
    }

    @Test
    void aProcessorThatThrowsFailsAndTheDevicesLiveOn() {
        FakeProcessor processor = new FakeProcessor(cpu -> {
            throw new IllegalStateException("undefined");
        });
        FakeCard card = new FakeCard();
        machine.insert("card", card, Map.of("bus.port", "0x10+1"));
        machine.insert("cpu", processor, Map.of());
        machine.fabric.powerOn();
        while (!machine.slot("cpu").state.equals("quarantined")) {
            machine.settle();
        }

        assertThat(machine.slot("cpu").reason)
                .isEqualTo("java.lang.IllegalStateException: undefined, in executing instructions");
        assertThat(machine.port(0x10, 1)).isZero();
        assertThat(machine.fabric.registers()).isEmpty();
        assertThat(machine.fabric.translator(1).engine).as("nobody is there to tell").isEmpty();
    }

    /** An interrupt controller. */
    private static final class Controller extends FakeCard implements InterruptAcknowledge {
        private final int vector;

        Controller(int vector) {
            this.vector = vector;
        }

        @Override
        public int acknowledge() {
            if (vector < 0) {
                throw new IllegalStateException("spurious");
            }
            return vector;
        }
    }

    @Test
    void theFirstControllerThatWasPluggedAcknowledges() {
        FakeProcessor processor = new FakeProcessor();
        machine.insert("cpu", processor, Map.of());
        assertThat(machine.on(processor.socket::acknowledgeInterrupt)).as("a floating bus").isEqualTo(0xff);
        Registration first = machine.insert("z", new Controller(0x108), Map.of());
        machine.insert("a", new Controller(0x70), Map.of());

        assertThat(machine.on(processor.socket::acknowledgeInterrupt)).isEqualTo(8);
        machine.update(first, Map.of("bus.port", "bad"));
        assertThat(machine.on(processor.socket::acknowledgeInterrupt)).as("the first is not live").isEqualTo(0x70);
        machine.update(first, Map.of());
        assertThat(machine.on(processor.socket::acknowledgeInterrupt)).isEqualTo(8);
        first.remove();
        assertThat(machine.on(processor.socket::acknowledgeInterrupt)).isEqualTo(0x70);
    }

    /** A local APIC, as far as the acknowledge cycle knows one. */
    private static final class Apic extends FakeCard implements LocalApic {
        @Override
        public int acknowledge() {
            return 0x41;
        }

        @Override
        public int initialId() {
            return 0;
        }

        @Override
        public long base() {
            return BASE_ENABLE;
        }

        @Override
        public void base(long value) {
            throw new AssertionError(value);
        }

        @Override
        public boolean deliver(InterruptMessage message) {
            throw new AssertionError(message);
        }
    }

    @Test
    void aLocalApicAcknowledgesBeforeAControllerThatWasPluggedFirst() {
        FakeProcessor processor = new FakeProcessor();
        machine.insert("cpu", processor, Map.of());
        machine.insert("pic", new Controller(8), Map.of());
        Registration apic = machine.insert("apic", new Apic(), Map.of());
        machine.insert("another", new Controller(9), Map.of());

        assertThat(machine.on(processor.socket::acknowledgeInterrupt)).isEqualTo(0x41);
        apic.remove();
        assertThat(machine.on(processor.socket::acknowledgeInterrupt)).isEqualTo(8);
    }

    @Test
    void aControllerThatThrowsGivesNoVectorAndFails() {
        FakeProcessor processor = new FakeProcessor();
        machine.insert("cpu", processor, Map.of());
        machine.insert("pic", new Controller(-1), Map.of());

        assertThat(machine.on(processor.socket::acknowledgeInterrupt)).isEqualTo(0xff);

        machine.settle();
        assertThat(machine.slot("pic").state).isEqualTo("quarantined");
    }
}
