package org.backplane.bus.core.internal.slot;

import org.backplane.bus.AddressSpace;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.space.BusMaster;
import org.backplane.bus.core.internal.space.ProcessorMemory;
import org.backplane.bus.processor.PhysicalMemory;
import org.backplane.bus.processor.ProcessorSocket;

/** The wires of the processor. */
final class SocketWires extends CardWires implements ProcessorSocket {
    private final ProcessorMemory memory;
    private final BusMaster ports;
    private final AcknowledgeCycle acknowledge;

    SocketWires(Board board, Owner owner, Identity identity) {
        super(board, owner, identity);
        this.memory = new ProcessorMemory(board.maps().memory(), board.arena(), board.untouched(), board.events(),
                board.processor());
        this.ports = new BusMaster(board.maps().ports(), board.untouched(), board.events(), board.processor());
        this.acknowledge = board.acknowledge();
    }

    @Override
    void revoke() {
        super.revoke();
        memory.revoke();
        ports.revoke();
    }

    @Override
    public PhysicalMemory memory() {
        return memory;
    }

    @Override
    public AddressSpace ports() {
        return ports;
    }

    @Override
    public int acknowledgeInterrupt() {
        return acknowledge.run();
    }
}
