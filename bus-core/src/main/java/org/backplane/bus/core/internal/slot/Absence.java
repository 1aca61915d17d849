package org.backplane.bus.core.internal.slot;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.BusErrorException;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.core.internal.declare.AbsentProperty;
import org.backplane.bus.core.internal.declare.RangeDeclaration;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.space.AddressMaps;
import org.backplane.bus.core.internal.space.Mapping;

/** What answers where a device is no more: bus errors if its properties ask for them, behind everybody else; or nothing. */
final class Absence {
    private static final RangeHandler FAULT = new RangeHandler() {
        @Override
        public long read(long offset, int width) {
            throw BusErrorException.INSTANCE;
        }

        @Override
        public void write(long offset, int width, long value) {
            throw BusErrorException.INSTANCE;
        }
    };

    private final List<Mapping> faults = new ArrayList<>();

    /** Nobody's code, so there is nothing to contain. */
    private record Nobody(String pid) implements Owner {
        @Override
        public void failed(String doing, Throwable thrown) {
            throw new AssertionError(doing, thrown);
        }

        @Override
        public boolean alive() {
            return true;
        }
    }

    /** Begins where a device has gone. */
    void begin(Occupant gone, AddressMaps.Change change) {
        end(change);
        if (!AbsentProperty.faults(gone.properties())) {
            return;
        }
        Owner owner = new Nobody(gone.pid());
        Identity identity = new Identity(gone.pid(), "", "", -1);
        for (RangeDeclaration range : gone.declaration().fixedRanges()) {
            RangeDeclaration behind = new RangeDeclaration(range.space(), range.span(), range.name(), Integer.MIN_VALUE,
                    range.direction(), range.type(), range.valid(), range.implemented());
            faults.add(new Mapping(behind, FAULT, owner, identity));
        }
        change.add(faults);
    }

    /** Ends, because another device comes. */
    void end(AddressMaps.Change change) {
        change.remove(faults);
        faults.clear();
    }
}
