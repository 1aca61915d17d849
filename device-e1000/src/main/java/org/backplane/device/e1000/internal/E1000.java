package org.backplane.device.e1000.internal;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;
import org.backplane.bus.pci.PciWires;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.StateRecord;

/**
 * The controller behind BAR0 (8254x §13): it decodes registers and puts the units together.
 *
 * <p>Frames of the network are taken when the guest's thread is between two instructions. While the receiver is on, none is lost:
 * what has no descriptor waits.
 */
final class E1000 implements RangeHandler, TransmitUnit.Output {
    /** Loopback within the MAC: RCTL.LBM. */
    private static final int RCTL_LBM = 3 << 6;
    private static final int FRAMES_PER_TURN = 64;

    private final NetworkJack jack;
    private final PciWires pci;
    private final VirtualClock clock;
    private final DeviceEvents events;
    private final Timer moreFrames;
    private final Registers registers = new Registers();
    private final Statistics statistics = new Statistics();
    private final ReceiveFilter filter = new ReceiveFilter();
    private final Eeprom eeprom;
    private final InterruptControl interrupts;
    private final Phy phy;
    private final ReceiveUnit receiver;
    private final TransmitUnit transmitter;

    E1000(Wires wires, NetworkJack jack, byte[] station) {
        this.jack = jack;
        pci = wires.pci();
        clock = wires.clock();
        events = wires.events();
        moreFrames = wires.timer("frames", deadline -> work());
        eeprom = new Eeprom(station);
        interrupts = new InterruptControl(wires);
        phy = new Phy(wires, interrupts, this::work);
        receiver = new ReceiveUnit(wires, registers, filter, statistics, interrupts);
        transmitter = new TransmitUnit(wires, registers, statistics, interrupts, this);
        filter.load(eeprom);
        jack.listener(this::work);
    }

    /** The units; the registers that only hold values are apart, by name ({@link #registers}). */
    record State(int[] statistics, ReceiveFilter.State filter, Eeprom.State eeprom, InterruptControl.State interrupts,
            Phy.State phy, ReceiveUnit.State receiver, TransmitUnit.State transmitter, long framesNanos) {
    }

    State state() {
        return new State(statistics.state(), filter.state(), eeprom.state(), interrupts.state(), phy.state(), receiver.state(),
                transmitter.state(), moreFrames.deadlineNanos());
    }

    StateRecord registers() {
        return registers.state();
    }

    void restore(State state, StateRecord values) {
        registers.restore(values);
        statistics.restore(state.statistics);
        filter.restore(state.filter);
        eeprom.restore(state.eeprom);
        interrupts.restore(state.interrupts);
        phy.restore(state.phy);
        receiver.restore(state.receiver);
        transmitter.restore(state.transmitter);
        if (state.framesNanos >= 0) {
            moreFrames.arm(state.framesNanos);
        }
    }

    /** RST#, or CTRL.RST: everything but the transceiver's negotiation and the tables of filters (§14.5). */
    void reset() {
        registers.reset();
        statistics.reset();
        eeprom.reset();
        filter.load(eeprom);
        interrupts.reset();
        phy.resetInterface();
        receiver.reset();
        transmitter.reset();
        moreFrames.cancel();
    }

    /** RST#: the transceiver too, and the tables start empty. */
    void hardReset() {
        filter.restore(new ReceiveFilter().state());
        reset();
        phy.reset();
        interrupts.reset();
    }

    long station() {
        return filter.station();
    }

    ReceiveUnit receiver() {
        return receiver;
    }

    TransmitUnit transmitter() {
        return transmitter;
    }

    // Frames.

    /** Does what there is to do, both ways. */
    private void work() {
        phy.carrier(jack.carrier());
        receive();
        transmitter.process();
    }

    private void receive() {
        moreFrames.cancel();
        for (int i = 0; i < FRAMES_PER_TURN; i++) {
            if (!accepts() || receiver.busy() && !receiver.store()) {
                return;
            }
            byte[] frame = receiver.pollLooped();
            if (frame == null) {
                frame = jack.poll();
                if (frame == null) {
                    return;
                }
                if (!linkUp() || loopback()) {
                    receiver.drop();
                    continue;
                }
            }
            receiver.arrive(frame);
        }
        if (!receiver.busy() || receiver.store()) {
            moreFrames.arm(clock.nanos());
        }
    }

    /** A receiver that is off hears nothing; one that cannot reach memory waits. */
    private boolean accepts() {
        if (!receiver.enabled()) {
            while (jack.poll() != null) {
                receiver.drop();
            }
            return false;
        }
        return pci.busMaster();
    }

    private boolean loopback() {
        return (registers.get(E1000Register.RCTL) & RCTL_LBM) != 0 || phy.loopback();
    }

    boolean linkUp() {
        return phy.link() && (registers.get(E1000Register.CTRL) & E1000Register.CTRL_SLU) != 0;
    }

    @Override
    public boolean ready() {
        return (linkUp() || loopback()) && pci.busMaster();
    }

    @Override
    public boolean send(byte[] frame) {
        if (!loopback()) {
            return jack.send(frame);
        }
        receiver.loop(frame);
        moreFrames.arm(clock.nanos());
        return true;
    }

    // Registers.

    /** The registers, for whoever looks at the card from outside. */
    static RegisterMap declared() {
        Stream<Register> single = Stream.concat(Stream.of(E1000Register.values()).map(E1000Register::declaration),
                Stream.of(Statistic.values()).map(Statistic::declaration));
        Stream<Register> tables = Stream.of(
                table("MTA", E1000Register.MTA, E1000Register.MTA_ENTRIES, "8254x §13.5.1"),
                table("VFTA", E1000Register.VFTA, E1000Register.VFTA_ENTRIES, "8254x §13.5.4"),
                IntStream.range(0, E1000Register.RA_ENTRIES).mapToObj(E1000::address)).flatMap(stream -> stream);
        return RegisterMap.of(Stream.concat(single, tables).toList());
    }

    private static Stream<Register> table(String name, int offset, int entries, String section) {
        return IntStream.range(0, entries).mapToObj(index -> Register.of(name + index, offset + 4L * index, 4,
                Register.Access.RW).section(section));
    }

    private static Register address(int index) {
        boolean high = index % 2 == 1;
        return Register.of((high ? "RAH" : "RAL") + index / 2, E1000Register.RA + 4L * index, 4, Register.Access.RW)
                .writable(high ? E1000Register.RAH_WRITABLE & 0xffffffffL : 0xffffffffL).section("8254x §13.5."
                        + (high ? 3 : 2));
    }

    @Override
    public long peek(long offset, int width) {
        E1000Register register = E1000Register.at((int) offset);
        if (register != null) {
            return value(register) & 0xffffffffL;
        }
        Statistic statistic = Statistic.at((int) offset);
        if (statistic != null) {
            return statistics.peek(statistic) & 0xffffffffL;
        }
        int[] table = table((int) offset);
        return table == null ? 0 : table[index((int) offset)] & 0xffffffffL;
    }

    @Override
    public long read(long offset, int width) {
        if (offset == E1000Register.ICR.offset()) {
            return interrupts.readCauses();
        }
        Statistic statistic = Statistic.at((int) offset);
        return statistic == null ? peek(offset, width) : statistics.read(statistic) & 0xffffffffL;
    }

    @Override
    public void write(long offset, int width, long value) {
        E1000Register register = E1000Register.at((int) offset);
        int[] table = table((int) offset);
        if (register != null) {
            write(register, (int) value);
        } else if (table == filter.addresses && index((int) offset) % 2 == 1) {
            table[index((int) offset)] = (int) value & E1000Register.RAH_WRITABLE;
        } else if (table != null) {
            table[index((int) offset)] = (int) value;
        }
    }

    private int[] table(int offset) {
        if (within(offset, E1000Register.MTA, E1000Register.MTA_ENTRIES)) {
            return filter.multicast;
        }
        if (within(offset, E1000Register.RA, E1000Register.RA_ENTRIES)) {
            return filter.addresses;
        }
        return within(offset, E1000Register.VFTA, E1000Register.VFTA_ENTRIES) ? filter.vlans : null;
    }

    private static boolean within(int offset, int base, int entries) {
        return offset >= base && offset < base + 4 * entries;
    }

    /** All tables begin at multiples of their lengths in bytes. */
    private static int index(int offset) {
        return (offset & 0x1ff) / 4;
    }

    private int value(E1000Register register) {
        int held = registers.get(register);
        return switch (register) {
            case STATUS -> E1000Register.STATUS.resetValue() | (linkUp() ? E1000Register.STATUS_LU : 0);
            case EECD -> eeprom.eecd();
            case EERD -> eeprom.eerd();
            case MDIC -> phy.mdic();
            case ICR -> interrupts.causes();
            case ITR -> interrupts.interval();
            case IMS -> interrupts.mask();
            case ICS, IMC, WUS -> 0;
            case PBA -> held & 0xffff | E1000Register.PACKET_BUFFER_KIB - (held & 0xffff) << 16;
            case RDBAL -> receiver.ring.baseLow();
            case RDBAH -> receiver.ring.baseHigh();
            case RDLEN -> receiver.ring.lengthBytes();
            case RDH -> receiver.ring.head();
            case RDT -> receiver.ring.tail();
            case TDBAL -> transmitter.ring.baseLow();
            case TDBAH -> transmitter.ring.baseHigh();
            case TDLEN -> transmitter.ring.lengthBytes();
            case TDH -> transmitter.ring.head();
            case TDT -> transmitter.ring.tail();
            case CTRL, CTRL_EXT, FCAL, FCAH, FCT, VET, RCTL, FCTTV, TCTL, TIPG, AIFS, LEDCTL, FCRTL, FCRTH, RDTR, RXDCTL, RADV,
                    RSRPD, TXDMAC, TIDV, TXDCTL, TADV, TSPMT, RXCSUM, WUC, WUFC, MANC -> held;
        };
    }

    private void write(E1000Register register, int value) {
        int field = value & register.writable();
        switch (register) {
            case CTRL -> control(value);
            case CTRL_EXT -> extendedControl(value);
            case EECD -> eeprom.eecd(value);
            case EERD -> eeprom.eerd(value);
            case MDIC -> phy.mdic(value);
            case ICR -> interrupts.clearCauses(value);
            case ITR -> interrupts.interval(field);
            case ICS -> interrupts.cause(value);
            case IMS -> interrupts.allow(value);
            case IMC -> interrupts.forbid(value);
            case RDBAL -> receiver.ring.baseLow(field);
            case RDBAH -> receiver.ring.baseHigh(field);
            case RDLEN -> receiver.ring.lengthBytes(field);
            case RDH -> receiver.ring.head(field);
            case TDBAL -> transmitter.ring.baseLow(field);
            case TDBAH -> transmitter.ring.baseHigh(field);
            case TDLEN -> transmitter.ring.lengthBytes(field);
            case TDH -> transmitter.ring.head(field);
            case RDT -> {
                receiver.ring.tail(field);
                receive();
            }
            case TDT -> {
                transmitter.ring.tail(field);
                transmit();
            }
            case RCTL, TCTL -> {
                registers.set(register, value);
                work();
            }
            case RDTR -> {
                registers.set(register, value);
                if ((value & E1000Register.RDTR_FPD) != 0) {
                    receiver.timer.flush();
                }
            }
            case FCAL, FCAH, FCT, VET, FCTTV, TIPG, AIFS, LEDCTL, PBA, FCRTL, FCRTH, RXDCTL, RADV, RSRPD, TXDMAC, TIDV, TXDCTL,
                    TADV, TSPMT, RXCSUM, WUC, WUFC, MANC -> registers.set(register, value);
            case STATUS, WUS -> events.guest(register + " is read-only (8254x §13.4.2, §13.6.3)");
        }
    }

    private void control(int value) {
        if ((value & E1000Register.CTRL_RST) != 0) {
            reset();
            return;
        }
        boolean before = linkUp();
        registers.set(E1000Register.CTRL, value);
        if ((value & E1000Register.CTRL_PHY_RST) != 0) {
            phy.reset();
        }
        if (linkUp() != before) {
            interrupts.cause(InterruptControl.LSC);
        }
        work();
    }

    private void extendedControl(int value) {
        registers.set(E1000Register.CTRL_EXT, value);
        if ((value & E1000Register.CTRL_EXT_EE_RST) != 0) {
            filter.load(eeprom);
        }
    }

    private void transmit() {
        if (!pci.busMaster()) {
            events.guest("TDT is written, but bus mastering is disabled: the card cannot reach the descriptors");
        } else {
            transmitter.process();
        }
    }
}
