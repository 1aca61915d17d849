package org.backplane.bus.core.internal.pci;

import java.util.function.Consumer;
import org.backplane.bus.Window;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.guard.InterruptRate;
import org.backplane.bus.core.internal.space.DmaPort;
import org.backplane.bus.pci.Bar;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.pci.PciIdentity;
import org.backplane.bus.pci.PciWires;

/**
 * Where a card that is a PCI function meets its bus. The card's end is {@link PciWires}; the bridge's end is a
 * {@link FunctionSeat}, a new one for each time that the function is attached.
 */
public final class PciPort implements PciWires {
    private final PciBus bus;
    private final Owner owner;
    private final DmaPort dma;
    private final InterruptRate rate;
    private final Windows windows;
    private PciIdentity identity;
    private PciConfiguration configuration;
    private Consumer<String> refused;
    private FunctionSeat seat;

    /** The windows of a card by the names of their ranges. */
    @FunctionalInterface
    public interface Windows {
        /** The window of a range. */
        Window window(String range);
    }

    /** Makes the port of a card, not plugged into a bus. */
    public PciPort(PciBus bus, Owner owner, DmaPort dma, InterruptRate rate, Windows windows) {
        this.bus = bus;
        this.owner = owner;
        this.dma = dma;
        this.rate = rate;
        this.windows = windows;
    }

    /** Solders the card to its bus as a function, or takes it off if {@code to} is {@code null}. */
    public void connect(PciIdentity to) {
        identity = to;
        dma.master(to == null);
    }

    /**
     * Plugs the function into its bus.
     *
     * @param card        the card, which may have configuration registers
     * @param whenRefused hears that a bridge that comes later has no place for it, and why
     * @throws RefusalException if the bridge that is there has no place for it
     */
    public void plug(Object card, Consumer<String> whenRefused) throws RefusalException {
        refused = whenRefused;
        configuration = new CardConfiguration(owner,
                card instanceof PciConfiguration ? (PciConfiguration) card : CardConfiguration.NONE);
        bus.plug(this);
    }

    /** Takes the function out of its bus. */
    public void unplug() {
        bus.unplug(this);
        configuration = null;
        refused = null;
    }

    /** Whether this is the same function as another one, so that it can have its seat. */
    public boolean succeeds(PciPort other) {
        return identity != null && identity.equals(other.identity) && bus == other.bus;
    }

    /**
     * Takes the place of another port: bridge and guest find the function where it was. The card is plugged afterwards.
     *
     * @param other     whose card was taken out
     * @param busMaster whether that one might master the bus
     */
    public void succeed(PciPort other, boolean busMaster) {
        seat = other.seat;
        if (seat != null) {
            seat.port(this);
        }
        dma.master(busMaster);
        bus.succeed(this, other);
        other.seat = null;
        other.configuration = null;
        other.refused = null;
    }

    /** Lets the range of a base address register answer where the one of another port did. */
    public void move(String range, long address) {
        windows.window(range).move(address);
    }

    void refused(String why) {
        refused.accept(why);
    }

    boolean isAttached() {
        return seat != null;
    }

    /** Makes the seat that a bridge gets. */
    FunctionSeat seat() {
        seat = new FunctionSeat(this);
        return seat;
    }

    FunctionSeat leaveSeat() {
        FunctionSeat left = seat;
        seat = null;
        dma.master(false);
        identity.bars().forEach(bar -> window(bar).close());
        return left;
    }

    Owner owner() {
        return owner;
    }

    PciIdentity identity() {
        return identity;
    }

    PciConfiguration configuration() {
        return configuration;
    }

    DmaPort dma() {
        return dma;
    }

    Window window(Bar bar) {
        return windows.window(bar.rangeName());
    }

    @Override
    public boolean busMaster() {
        return seat != null && dma.isMaster();
    }

    @Override
    public boolean messagesEnabled() {
        return seat != null && bus.messagesEnabled(seat);
    }

    @Override
    public void message(int number) {
        if (busMaster()) {
            rate.asserted();
            bus.message(seat, number);
        }
    }

    @Override
    public void status(int bits) {
        if (seat != null) {
            bus.status(seat, bits);
        }
    }
}
