package org.backplane.bus.core.internal.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.RoleListener;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.TestMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cards that call each other. */
class RolesTest {
    /** A role as third parties may agree on. */
    interface Bell {
        int ring(int times);

        default boolean isLoud() {
            return ring(1) > 0;
        }

        String name();

        void tell(Ear ear);

        Ear ear();

        void breakDown() throws IOException;
    }

    /** What is passed along. */
    interface Ear {
        int hear(String what);
    }

    private static final class BellCard extends FakeCard implements Bell {
        private Ear told;
        private Throwable failure;

        @Override
        public int ring(int times) {
            heard.add("ring " + times);
            fail();
            return times + 1;
        }

        private void fail() {
            if (failure instanceof Error) {
                throw (Error) failure;
            } else if (failure != null) {
                throw (RuntimeException) failure;
            }
        }

        @Override
        public String name() {
            return "bell";
        }

        @Override
        public void tell(Ear ear) {
            told = ear;
            heard.add("told " + ear.hear("ding"));
        }

        @Override
        public Ear ear() {
            return what -> {
                fail();
                return what.length();
            };
        }

        @Override
        public void breakDown() throws IOException {
            throw new IOException("cracked");
        }
    }

    /** Looks out for bells from within plug. */
    private static final class Ringer extends FakeCard implements RoleListener<Bell> {
        private final List<Bell> bells = new ArrayList<>();

        @Override
        public Card plug(org.backplane.bus.Wires given) {
            given.watch(Bell.class, this);
            heard.add("watches");
            return super.plug(given);
        }

        @Override
        public void added(String pid, Bell bell) {
            heard.add("added " + pid);
            bells.add(bell);
        }

        @Override
        public void removed(String pid, Bell bell) {
            heard.add("removed " + pid);
            assertThat(bells.remove(bell)).as("the object that was added").isTrue();
        }
    }

    private final TestMachine machine = new TestMachine();
    private final BellCard card = new BellCard();
    private final Ringer ringer = new Ringer();

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void aCardHearsOfThoseThatAreThereAndOfThoseThatComeAndGo() {
        machine.insert("early", new BellCard(), Map.of());
        machine.insert("other", new FakeCard(), Map.of());
        machine.insert("ringer", ringer, Map.of());
        Registration late = machine.insert("late", new BellCard(), Map.of());
        late.remove();

        assertThat(ringer.heard).containsExactly("watches", "plug", "added early", "added late", "removed late");
        assertThat(ringer.bells).hasSize(1);
    }

    @Test
    void aWatchOfAPluggedCardHearsOfThePresentAtOnce() {
        machine.insert("bell", card, Map.of());
        machine.insert("other", ringer, Map.of());
        List<String> heard = new ArrayList<>();
        machine.run(() -> {
            ringer.wires.watch(Bell.class, new RoleListener<>() {
                @Override
                public void added(String pid, Bell bell) {
                    heard.add(pid);
                }

                @Override
                public void removed(String pid, Bell bell) {
                    heard.add("no " + pid);
                }
            });
            heard.add("watched");
        });

        assertThat(heard).containsExactly("bell", "watched");
    }

    @Test
    void aCardDoesNotFindItself() {
        card.onPlug = wires -> wires.watch(Bell.class, ringer);
        machine.insert("bell", card, Map.of());

        assertThat(ringer.heard).isEmpty();
    }

    @Test
    void callsArriveAndAnswer() {
        machine.insert("bell", card, Map.of());
        machine.insert("ringer", ringer, Map.of());
        Bell bell = ringer.bells.get(0);

        machine.run(() -> {
            assertThat(bell.ring(2)).isEqualTo(3);
            assertThat(bell.isLoud()).isTrue();
            assertThat(bell.name()).isEqualTo("bell");
            assertThat(bell.ear().hear("four")).isEqualTo(4);
            assertThat(bell).isEqualTo(bell).isNotSameAs(card).hasToString("a part of the card bell");
        });
        assertThat(card.heard).containsExactly("plug", "ring 2", "ring 1");
    }

    @Test
    void whatACardThrowsInARoleIsItsOwnFailure() {
        machine.insert("bell", card, Map.of());
        machine.insert("ringer", ringer, Map.of());
        Bell bell = ringer.bells.get(0);
        card.failure = new StackOverflowError();

        machine.run(() -> {
            assertThat(bell.ring(2)).isZero();
            assertThat(bell.isLoud()).as("it is dead at once").isFalse();
            assertThat(bell.name()).isNull();
            bell.tell(what -> 1);
        });
        machine.settle();

        assertThat(machine.slot("bell").reason).isEqualTo("java.lang.StackOverflowError, in Bell.ring");
        assertThat(machine.slot("ringer").state).isEqualTo("live");
        assertThat(ringer.heard).endsWith("added bell", "removed bell");
        assertThat(card.heard).containsExactly("plug", "ring 2", "unplug");
    }

    @Test
    void whatItHandsOutIsContainedToo() {
        machine.insert("bell", card, Map.of());
        machine.insert("ringer", ringer, Map.of());
        Ear ear = machine.on(() -> ringer.bells.get(0).ear());
        card.failure = new IllegalStateException("deaf");

        machine.run(() -> assertThat(ear.hear("x")).isZero());
        machine.settle();

        assertThat(machine.slot("bell").reason).isEqualTo("java.lang.IllegalStateException: deaf, in Ear.hear");
    }

    @Test
    void aFailureOfWhatTheCallerPassesIsTheCallers() {
        machine.insert("bell", card, Map.of());
        machine.insert("ringer", ringer, Map.of());

        machine.run(() -> ringer.bells.get(0).tell(what -> {
            throw new IllegalStateException("no ears");
        }));
        machine.settle();

        assertThat(card.heard).contains("told 0");
        assertThat(machine.slot("bell").state).isEqualTo("live");
        assertThat(machine.slot("ringer").reason)
                .isEqualTo("java.lang.IllegalStateException: no ears, in Ear.hear");
    }

    @Test
    void whatIsPassedTwiceIsTheSameObject() {
        machine.insert("bell", card, Map.of());
        machine.insert("ringer", ringer, Map.of());
        Ear ear = String::length;
        machine.run(() -> ringer.bells.get(0).tell(ear));
        Ear first = card.told;
        machine.run(() -> ringer.bells.get(0).tell(ear));

        assertThat(card.told).isSameAs(first).isNotSameAs(ear);
        assertThat(card.heard).contains("told 4");
    }

    @Test
    void exceptionsThatTheRoleNamesReachTheCaller() {
        machine.insert("bell", card, Map.of());
        machine.insert("ringer", ringer, Map.of());

        machine.run(() -> assertThatThrownBy(() -> ringer.bells.get(0).breakDown()).isInstanceOf(IOException.class)
                .hasMessage("cracked"));
        machine.settle();

        assertThat(machine.slot("bell").state).isEqualTo("live");
    }

    @Test
    void whatAListenerThrowsIsTheListenersFailure() {
        machine.insert("ringer", new FakeCard() {
            @Override
            public Card plug(org.backplane.bus.Wires given) {
                given.watch(Bell.class, new RoleListener<>() {
                    @Override
                    public void added(String pid, Bell bell) {
                        throw new IllegalStateException("too loud");
                    }

                    @Override
                    public void removed(String pid, Bell bell) {
                    }
                });
                return this;
            }
        }, Map.of());
        machine.insert("bell", card, Map.of());
        machine.settle();

        assertThat(machine.slot("bell").state).isEqualTo("live");
        assertThat(machine.slot("ringer").reason)
                .isEqualTo("java.lang.IllegalStateException: too loud, in hearing of a Bell");
    }

    @Test
    void whoeverOperatesTheMachineFindsTheCardsInTheirOrder() {
        machine.insert("z", card, Map.of());
        Registration second = machine.insert("a", new BellCard(), Map.of());

        List<Bell> bells = machine.fabric.roles(Bell.class);
        machine.run(() -> assertThat(bells).extracting(Object::toString)
                .containsExactly("a part of the card z", "a part of the card a"));
        machine.run(() -> assertThat(bells.get(0).ring(4)).isEqualTo(5));

        second.remove();
        machine.run(() -> {
            assertThat(bells.get(1).ring(4)).as("it has gone").isZero();
            assertThat(bells.get(1)).hasToString("a card that has gone");
        });
        assertThat(machine.fabric.roles(Bell.class)).hasSize(1);
        assertThatThrownBy(() -> machine.fabric.roles(String.class)).hasMessageContaining("is no interface");
    }

    @Test
    void anUnpluggedWatcherHearsNothingAndPassesNothing() {
        machine.insert("bell", card, Map.of());
        Registration registration = machine.insert("ringer", ringer, Map.of());
        Bell bell = ringer.bells.get(0);
        machine.run(() -> bell.tell(what -> 7));
        registration.remove();

        machine.insert("late", new BellCard(), Map.of());
        machine.run(() -> {
            assertThat(card.told.hear("anybody?")).as("what it passed is dead").isZero();
            ringer.wires.watch(Bell.class, ringer);
        });

        assertThat(ringer.heard).doesNotContain("added late");
    }

    @Test
    void nothingOfACardThatHasGoneIsHeldByThoseWhoMetIt() throws Exception {
        machine.insert("ringer", ringer, Map.of());
        machine.insert("bell", card, Map.of());
        BellCard other = new BellCard();
        WeakReference<Object> gone = new WeakReference<>(other);
        Registration registration = machine.insert("other", other, Map.of());
        List<Bell> held = machine.fabric.roles(Bell.class);
        Ear[] passed = new Ear[1];
        machine.run(() -> passed[0] = held.get(1).ear());
        registration.remove();
        registration = null;
        other = null;

        assertThat(Proxy.isProxyClass(held.get(1).getClass())).isTrue();
        for (int i = 0; i < 50 && gone.get() != null; i++) {
            System.gc();
            machine.settle();
        }
        assertThat(gone.get()).as("proxies that are still held do not hold the card").isNull();
        assertThat(machine.<Integer>on(() -> passed[0].hear("x"))).isZero();
    }
}
