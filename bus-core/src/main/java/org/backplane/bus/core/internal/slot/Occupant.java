package org.backplane.bus.core.internal.slot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.backplane.bus.Reset;
import org.backplane.bus.core.internal.declare.Declaration;
import org.backplane.bus.core.internal.declare.DeclarationException;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.OneLine;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.guard.AccessHistory;
import org.backplane.bus.core.internal.guard.Misdeed;
import org.backplane.bus.core.internal.space.AddressMaps;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.snapshot.SlabSnapshot;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;

/** A device or processor service that is there, and how it stands in its slot. Machine thread only. */
public abstract class Occupant implements Owner {
    private final Board board;
    private final Identity identity;
    private final Consumer<Occupant> whenFailed;
    private final AccessHistory history = new AccessHistory();
    private final Declared.Reader reader;
    private Declared declared;
    private Declaration declaration = Declaration.NONE;
    private SlotState state = SlotState.EMPTY;
    private String reason = "";
    private String failure = "";
    private SlotState stateAfterFailure = SlotState.FAILED;
    private boolean alive;
    private boolean replaced;
    private volatile boolean gone;

    Occupant(Board board, Identity identity, Map<String, ?> properties, Declared.Reader reader,
            Consumer<Occupant> whenFailed) {
        this.board = board;
        this.identity = identity;
        this.reader = reader;
        this.declared = read(properties);
        this.whenFailed = whenFailed;
    }

    /** Reads properties that it may have later. Any thread. */
    public final Declared read(Map<String, ?> from) {
        return Declared.of(from, reader);
    }

    /** Why it cannot answer now: who holds what it declares. */
    abstract Optional<String> obstacle();

    /** Takes hold of what it declares. */
    abstract void claim();

    /** Lets go of what it declares. */
    abstract void release();

    /** Plugs the card in, unless it is, and adds its ranges to the map. */
    abstract void seat(AddressMaps.Change change) throws SeatingException;

    /** Takes its ranges from the map; the card stays. */
    abstract void unseat(AddressMaps.Change change);

    /** Unsolders the pins of a card that stays but does not answer. */
    abstract void disconnect();

    /** Takes the card out. Its ranges are unmapped. */
    abstract void discard();

    /** Whether its card is there and its state can be taken. */
    boolean keepsState() {
        return false;
    }

    /** Whether its state can be taken for another machine, where it starts from that. */
    boolean tellsState() {
        return keepsState() && schema().isPresent();
    }

    /** What is in its card's memory. */
    abstract List<SlabSnapshot> slabs();

    /** Takes the state of its card, which stays as it is. */
    DeviceState takeState() {
        throw new AssertionError(pid() + " keeps no state");
    }

    /** The schema of the state that it can start from. */
    Optional<StateSchema> schema() {
        return Optional.empty();
    }

    /** Takes the card out but leaves to the next one in the slot what {@link Legacy} names. */
    Legacy handOver(AddressMaps.Change change) {
        throw new AssertionError(pid() + " keeps no state");
    }

    /** Lets the card that is plugged in next start from a state. */
    void inherit(Legacy legacy, DeviceState from) {
        throw new AssertionError(pid() + " keeps no state");
    }

    /** It is certain that the card which started from a state stays. */
    void settled() {
    }

    /** Resets the card if there is one. */
    abstract void reset(Reset kind);

    /** The ranges that answer. */
    abstract List<Mapping> mappings();

    final Board board() {
        return board;
    }

    final Identity identity() {
        return identity;
    }

    final Map<String, ?> properties() {
        return declared.properties();
    }

    final void declared(Declared changed) {
        declared = changed;
    }

    final Declaration declaration() {
        return declaration;
    }

    final void declare() throws DeclarationException {
        declaration = Declaration.NONE;
        declaration = declared.declaration();
    }

    final SlotState state() {
        return state;
    }

    final String reason() {
        return reason;
    }

    /** What its card did wrong when it failed last. */
    final String failure() {
        return failure;
    }

    /** What its slot is once it is taken out for {@link #failure}. */
    final SlotState stateAfterFailure() {
        return stateAfterFailure;
    }

    /** The loader of its device's classes, which tells whose code is on a stack. */
    abstract ClassLoader classes();

    /** Changes the state; anything but {@code live} has a reason. */
    final void state(SlotState now, String why) {
        state = now;
        reason = why;
    }

    /** Whether another device took this one's place while it was still there. */
    final boolean wasReplaced() {
        return replaced;
    }

    final void replaced(boolean byAnother) {
        replaced = byAnother;
    }

    /** Whether the service has gone, even before its arrival was heard of. */
    final boolean isGone() {
        return gone;
    }

    /** Says that the service has gone. Any thread. */
    public final void gone() {
        gone = true;
    }

    @Override
    public final String pid() {
        return identity.pid();
    }

    @Override
    public final boolean alive() {
        return alive;
    }

    /** The card may be called from now on. */
    final void awaken() {
        alive = true;
    }

    /** The card hears of nothing any more, even if the map still shows it for the rest of an instruction. */
    public final void silence() {
        alive = false;
        mappings().forEach(Mapping::deaden);
    }

    @Override
    public final AccessHistory history() {
        return history;
    }

    @Override
    public final void contain(String doing, Runnable code) {
        if (!alive) {
            return;
        }
        board.calls().enter(pid(), doing);
        try {
            code.run();
        } catch (Throwable thrown) {
            failed(doing, thrown);
        } finally {
            board.calls().leave();
        }
    }

    @Override
    public final void failed(String doing, Throwable thrown) {
        if (alive) {
            quarantine(Misdeed.THREW, OneLine.of(thrown) + ", in " + doing, thrown);
        }
    }

    @Override
    public final void misbehaved(Misdeed misdeed, String what) {
        if (alive && !(misdeed.isRefused() && board.quarantine().tolerates(pid(), what))) {
            quarantine(misdeed, what, null);
        }
    }

    private void quarantine(Misdeed misdeed, String what, Throwable thrown) {
        takeOut(what, SlotState.QUARANTINED);
        board.quarantine().open(identity, misdeed, what, thrown, history);
    }

    /** What a card threw is remembered where nothing is done about it; returns it in words. */
    final String blame(String doing, Throwable thrown) {
        String what = OneLine.of(thrown) + ", in " + doing;
        board.quarantine().note(identity, what, thrown, history);
        return what;
    }

    /** Takes out a card that has no place; it hears of nothing any more. */
    final void failed(String why) {
        if (alive) {
            takeOut(why, SlotState.FAILED);
            board.events().report(pid(), EventLog.FABRIC, failure);
        }
    }

    /** The card is dead from now on, and taken out at the next boundary. */
    private void takeOut(String why, SlotState after) {
        silence();
        failure = why;
        stateAfterFailure = after;
        board.boundary().add(() -> whenFailed.accept(this));
    }
}
