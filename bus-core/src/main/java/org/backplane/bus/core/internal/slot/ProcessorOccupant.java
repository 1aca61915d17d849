package org.backplane.bus.core.internal.slot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.backplane.bus.Reset;
import org.backplane.bus.core.internal.declare.Declaration;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.OneLine;
import org.backplane.bus.core.internal.space.AddressMaps;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.processor.Processor;
import org.backplane.bus.processor.ProcessorCore;
import org.backplane.bus.snapshot.SlabSnapshot;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateSchema;

/** A processor and, once it is plugged in, its core. What it claims is the one processor seat of the machine. */
final class ProcessorOccupant extends Occupant {
    private final Processor processor;
    private SocketWires socket;
    private ProcessorCore core;
    private boolean seated;
    /** What the next core starts from. */
    private DeviceState from;

    ProcessorOccupant(Board board, Identity identity, Processor processor, Map<String, ?> properties,
            Consumer<Occupant> whenFailed) {
        super(board, identity, properties, Declaration::parsePins, whenFailed);
        this.processor = processor;
    }

    @Override
    Optional<String> obstacle() {
        return board().claims().processor().map(pid -> "the machine has a processor already: '" + pid + "'");
    }

    @Override
    void claim() {
        board().claims().addProcessor(pid());
    }

    @Override
    void release() {
        board().claims().removeProcessor();
    }

    @Override
    void seat(AddressMaps.Change change) throws SeatingException {
        if (core == null) {
            plug();
        } else {
            socket.connect(declaration());
        }
        board().processor().seat(core, this);
        seated = true;
    }

    private void plug() throws SeatingException {
        awaken();
        socket = new SocketWires(board(), this, identity());
        socket.connect(declaration());
        try {
            core = from == null ? processor.plug(socket) : processor.plug(socket, from);
        } catch (StateException refused) {
            throw new SeatingException(OneLine.of(refused.getMessage()));
        } catch (Throwable thrown) {
            throw new SeatingException(blame("plug", thrown));
        }
        if (core == null) {
            throw new SeatingException("plug returned no processor");
        }
        socket.plugged();
    }

    @Override
    boolean tellsState() {
        return state() == SlotState.LIVE && alive() && schema().isPresent();
    }

    @Override
    DeviceState takeState() {
        return core.state();
    }

    @Override
    List<SlabSnapshot> slabs() {
        return socket == null ? List.of() : socket.slabs();
    }

    @Override
    Optional<StateSchema> schema() {
        return processor.keeps();
    }

    /** A processor's memory is nobody's but its own. */
    @Override
    void inherit(Legacy left, DeviceState state) {
        from = state;
    }

    @Override
    void settled() {
        from = null;
    }

    @Override
    void unseat(AddressMaps.Change change) {
        if (seated) {
            seated = false;
            board().processor().vacate();
        }
    }

    @Override
    void disconnect() {
        if (socket != null) {
            socket.disconnect();
        }
    }

    @Override
    void discard() {
        silence();
        board().roles().unplugged(this);
        if (socket != null) {
            socket.revoke();
            socket.detachSlabs();
        }
        socket = null;
        core = null;
    }

    @Override
    ClassLoader classes() {
        return processor.getClass().getClassLoader();
    }

    @Override
    void reset(Reset kind) {
        // The processor is reset last, through its seat.
    }

    @Override
    List<Mapping> mappings() {
        return List.of();
    }
}
