package org.backplane.bus.core.internal.pci;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.backplane.bus.pci.Bar;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.pci.PciIdentity;
import org.backplane.bus.pci.PciSeat;

/** A function as its bridge sees it, as long as it is attached. */
final class FunctionSeat implements PciSeat {
    private final String pid;
    private final PciIdentity identity;
    private PciPort port;
    private boolean interrupt;

    FunctionSeat(PciPort port) {
        this.pid = port.owner().pid();
        this.identity = port.identity();
        this.port = port;
    }

    /** Another revision of the function sits in it from now on. */
    void port(PciPort successor) {
        port = successor;
    }

    /** Detached: nothing of the function stays reachable. */
    void kill() {
        port = null;
        interrupt = false;
    }

    void interrupt(boolean asserted) {
        interrupt = asserted;
    }

    @Override
    public String pid() {
        return pid;
    }

    @Override
    public PciIdentity identity() {
        return identity;
    }

    @Override
    public void place(int bar, long address) {
        Bar register = bar(bar);
        if (port != null) {
            port.window(register).move(address);
        }
    }

    @Override
    public void displace(int bar) {
        Bar register = bar(bar);
        if (port != null) {
            port.window(register).close();
        }
    }

    private Bar bar(int index) {
        for (Bar bar : identity.bars()) {
            if (bar.index() == index) {
                return bar;
            }
        }
        throw new IllegalArgumentException(pid + " has no base address register " + index);
    }

    @Override
    public void busMaster(boolean enabled) {
        if (port != null) {
            port.dma().master(enabled);
        }
    }

    @Override
    public void write(long physical, int value) {
        if (port != null) {
            byte[] bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
            port.dma().message(physical, bytes);
        }
    }

    @Override
    public boolean interrupt() {
        return interrupt;
    }

    @Override
    public PciConfiguration configuration() {
        return port == null ? CardConfiguration.NONE : port.configuration();
    }
}
