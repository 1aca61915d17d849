package org.backplane.bus.core.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backplane.bus.Line;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Journal;
import org.backplane.bus.core.internal.event.Owner;
import org.junit.jupiter.api.Test;

class PinsTest {
    private final EventLog events = new EventLog(() -> 0, () -> -1, Journal.NONE);
    private final Nets nets = new Nets(events);
    private final List<String> heard = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    private Pins card(String pid, Map<String, String> drives, Map<String, String> senses) {
        Pins pins = new Pins(nets, new Owner() {
            @Override
            public String pid() {
                return pid;
            }

            @Override
            public void failed(String doing, Throwable thrown) {
                failed.add(pid + " " + doing + " " + thrown.getMessage());
            }

            @Override
            public boolean alive() {
                return !failed.toString().contains(pid);
            }
        });
        pins.solder(drives, senses);
        return pins;
    }

    private Pins listener(String name, String line) {
        Pins pins = card(name, Map.of(), Map.of("in", line));
        pins.input("in", asserted -> heard.add(name + " " + asserted));
        return pins;
    }

    @Test
    void aLineIsAssertedAsLongAsOneDriverAssertsIt() {
        listener("pic", "irq4");
        Line first = card("com1", Map.of("irq", "irq4"), Map.of()).output("irq");
        Line second = card("com3", Map.of("irq", "irq4"), Map.of()).output("irq");

        first.set(true);
        second.set(true);
        first.set(false);
        assertThat(heard).containsExactly("pic true");
        assertThat(first.asserted()).as("what this driver does").isFalse();

        second.set(false);
        assertThat(heard).containsExactly("pic true", "pic false");
    }

    @Test
    void whoSensesAnAssertedLineHearsOfItAtOnce() {
        card("com1", Map.of("irq", "irq4"), Map.of()).output("irq").set(true);

        listener("pic", "irq4");
        listener("other", "irq5");

        assertThat(heard).containsExactly("pic true");
    }

    @Test
    void aPulseIsOneEdgeOfEachKind() {
        listener("pic", "irq0");

        card("pit", Map.of("out", "irq0"), Map.of()).output("out").pulse();

        assertThat(heard).containsExactly("pic true", "pic false");
    }

    @Test
    void aPinThatIsSolderedToNothingLeadsNowhere() {
        listener("pic", "irq");
        Line line = card("com1", Map.of(), Map.of()).output("irq");

        line.set(true);

        assertThat(line.asserted()).isTrue();
        assertThat(heard).isEmpty();
    }

    @Test
    void onePinHasOneDriver() {
        listener("pic", "irq4");
        Pins card = card("com1", Map.of("irq", "irq4"), Map.of());

        card.output("irq").set(true);
        card.output("irq").set(false);

        assertThat(heard).as("two drivers would leave the line asserted").containsExactly("pic true", "pic false");
    }

    @Test
    void anOutputMovesWithItsLevelWhenItIsSolderedAnew() {
        listener("four", "irq4");
        listener("five", "irq5");
        Pins card = card("com1", Map.of("irq", "irq4"), Map.of());
        card.output("irq").set(true);

        card.solder(Map.of("irq", "irq5"), Map.of());
        card.solder(Map.of("irq", "irq5"), Map.of());

        assertThat(heard).as("and does not flicker when nothing changes")
                .containsExactly("four true", "four false", "five true");
    }

    @Test
    void anInputHearsOfTheNewLinesLevelWhenItIsSolderedAnew() {
        card("com1", Map.of("irq", "irq4"), Map.of()).output("irq").set(true);
        Pins pic = listener("pic", "irq5");

        pic.solder(Map.of(), Map.of("in", "irq4"));
        pic.solder(Map.of(), Map.of());

        assertThat(heard).as("a pin that leads nowhere is not asserted").containsExactly("pic true", "pic false");
    }

    @Test
    void revokedPinsDropTheirLinesAndHearNothing() {
        listener("pic", "irq4");
        Pins card = card("com1", Map.of("irq", "irq4"), Map.of("in", "irq4"));
        card.input("in", asserted -> heard.add("com1 " + asserted));
        Line line = card.output("irq");
        line.set(true);
        heard.clear();

        card.revoke();
        line.set(true);
        card.output("irq").set(true);
        card.output("new").set(true);
        card.input("in", asserted -> heard.add("late " + asserted));

        assertThat(heard).containsExactly("pic false");
        assertThat(line.asserted()).isFalse();
    }

    @Test
    void a20IsAssertedUntilAGateDrivesIt() {
        listener("cpu", "a20");
        assertThat(heard).containsExactly("cpu true");

        Pins gate = card("kbc", Map.of("a20", "a20"), Map.of());
        Line a20 = gate.output("a20");
        a20.set(true);
        gate.revoke();

        assertThat(heard).as("the gate masks at first, opens, and leaves the pull-up behind")
                .containsExactly("cpu true", "cpu false", "cpu true");
    }

    @Test
    void aListenerMayChangeTheLineThatItHearsOf() {
        Pins acknowledger = card("ack", Map.of("out", "irq4"), Map.of("in", "irq4"));
        Line out = acknowledger.output("out");
        out.set(true);
        acknowledger.input("in", asserted -> {
            heard.add("ack " + asserted);
            out.set(false);
        });
        listener("late", "irq4");

        assertThat(heard).containsExactly("ack true", "ack false");
        heard.clear();
        out.set(true);

        assertThat(heard).as("the pulse is over before the second one could hear of it")
                .containsExactly("ack true", "ack false");
    }

    @Test
    void nestedChangesReachEverybodyOnceInOrder() {
        Pins relay = card("relay", Map.of("out", "b"), Map.of("in", "a"));
        Line out = relay.output("out");
        relay.input("in", out::set);
        listener("onB", "b");
        listener("onA", "a");

        card("source", Map.of("out", "a"), Map.of()).output("out").pulse();

        assertThat(heard).containsExactly("onB true", "onA true", "onB false", "onA false");
    }

    @Test
    void linesThatOscillateAreReportedAndDoNotUseUpTheStack() {
        Pins inverter = card("inverter", Map.of("out", "a"), Map.of("in", "a"));
        Line out = inverter.output("out");
        inverter.input("in", asserted -> out.set(!asserted));

        out.set(true);

        assertThat(events.list()).extracting(event -> event.pid + ": " + event.text)
                .containsExactly("inverter: the line 'a' oscillates");
        assertThat(failed).isEmpty();
    }

    @Test
    void aListenerThatThrowsDoesNotKeepTheOthersFromHearing() {
        Pins bad = card("bad", Map.of(), Map.of("in", "irq4"));
        bad.input("in", asserted -> {
            throw new IllegalStateException("ouch");
        });
        listener("good", "irq4");

        card("com1", Map.of("irq", "irq4"), Map.of()).output("irq").pulse();

        assertThat(heard).containsExactly("good true", "good false");
        assertThat(failed).as("it is not called a second time").containsExactly("bad hearing of 'in' ouch");
    }
}
