package org.backplane.firmware.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.RoleListener;
import org.backplane.bus.Wires;
import org.backplane.bus.apic.IoApic;
import org.backplane.bus.apic.LocalApic;

/** The APICs that the board has at this moment, as firmware finds them. */
final class BoardApics {
    /** Where the I/O APIC of a PC is. */
    static final long IO_APIC = 0xFEC0_0000L;

    private static final long ADDRESS = 0xFFFF_F000L;
    private static final int IO_IDS = 0xF;

    private final List<LocalApic> local = new ArrayList<>();
    private final List<IoApic> io = new ArrayList<>();

    /** Looks out for them. */
    static BoardApics of(Wires wires) {
        BoardApics apics = new BoardApics();
        wires.watch(LocalApic.class, RoleListener.keeping(apics.local));
        wires.watch(IoApic.class, RoleListener.keeping(apics.io));
        return apics;
    }

    /** Whether there is a local APIC, and it is enabled. */
    boolean hasLocalApic() {
        return !local.isEmpty() && local.get(0).enabled();
    }

    /** Where its registers are; 0 without one. */
    long localAddress() {
        return hasLocalApic() ? local.get(0).base() & ADDRESS : 0;
    }

    int localId() {
        return local.get(0).initialId();
    }

    /** Whether there is an I/O APIC that has somebody to send to. */
    boolean hasIoApic() {
        return hasLocalApic() && !io.isEmpty();
    }

    /** The ID that the I/O APIC is given, next to the processor's. */
    int ioId() {
        return localId() + 1 & IO_IDS;
    }
}
