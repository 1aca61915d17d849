package org.backplane.bus.core.internal;

import java.util.List;
import org.backplane.bus.Reset;
import org.backplane.bus.core.internal.advice.Advisor;
import org.backplane.bus.core.internal.declare.Claims;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Journal;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.guard.Calls;
import org.backplane.bus.core.internal.guard.Quarantine;
import org.backplane.bus.core.internal.line.Nets;
import org.backplane.bus.core.internal.memory.Arena;
import org.backplane.bus.core.internal.pci.HotPlug;
import org.backplane.bus.core.internal.pci.PciBus;
import org.backplane.bus.core.internal.role.Roles;
import org.backplane.bus.core.internal.run.Boundary;
import org.backplane.bus.core.internal.run.MachineLoop;
import org.backplane.bus.core.internal.run.MachineSettings;
import org.backplane.bus.core.internal.run.MachineSettings.TimeSource;
import org.backplane.bus.core.internal.run.Mailbox;
import org.backplane.bus.core.internal.run.Posts;
import org.backplane.bus.core.internal.run.Power;
import org.backplane.bus.core.internal.run.ProcessorSeat;
import org.backplane.bus.core.internal.run.Stall;
import org.backplane.bus.core.internal.slot.AcknowledgeCycle;
import org.backplane.bus.core.internal.slot.Board;
import org.backplane.bus.core.internal.slot.Slots;
import org.backplane.bus.core.internal.space.AddressMaps;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.core.internal.space.Nesting;
import org.backplane.bus.core.internal.space.Placements;
import org.backplane.bus.core.internal.space.RegisterCheck;
import org.backplane.bus.core.internal.space.Untouched;
import org.backplane.bus.core.internal.tap.Taps;
import org.backplane.bus.core.internal.time.HostClock;
import org.backplane.bus.core.internal.time.InstructionClock;
import org.backplane.bus.core.internal.time.MachineClock;
import org.backplane.bus.core.internal.time.TimerQueue;
import org.backplane.bus.machine.Machine.State;
import org.backplane.bus.machine.SlotDTO;

/** Puts the parts of a machine together. */
final class Assembly {
    private final Board board;
    private final Slots slots;
    private final MachineLoop loop;
    private final Advisor advisor;
    private final Taps taps;

    Assembly(MachineSettings settings, Journal journal) {
        ProcessorSeat processor = new ProcessorSeat();
        Boundary boundary = new Boundary(processor);
        MachineClock clock = settings.timeFollows() == TimeSource.HOST
                ? new HostClock() : new InstructionClock(settings.nanosPerInstruction(), processor::instructions);
        EventLog events = new EventLog(clock::nanos, processor::instruction, journal);
        AddressMaps maps = new AddressMaps(processor::mapChanged);
        Claims claims = new Claims();
        Nets nets = new Nets(events);
        Stall stall = new Stall(System::nanoTime);
        Quarantine quarantine = new Quarantine(settings.name(), events, clock::nanos, this::lastNanos,
                processor::instruction);
        board = new Board(maps, claims, new Arena(settings.arenaBytes(), processor), new Untouched(), events, nets, clock,
                new TimerQueue(processor::leave), new Nesting(), new Mailbox(stall), new Posts(), boundary, processor,
                new AcknowledgeCycle(), new Power(clock, boundary, this::resetChips),
                new Placements(maps, claims, events, boundary, this::moved), new Roles(),
                new PciBus(nets, new HotPlug(events, clock, this::powerState, boundary, this::eject)), stall, quarantine, new Calls(), this::listSlots);
        advisor = new Advisor(clock::nanos, processor::explain, board.pci()::decodes);
        maps.memory().advice(advisor);
        maps.ports().advice(advisor);
        taps = new Taps(maps, events, boundary, clock::nanos, processor::instruction, advisor::neverFired);
        maps.whenComing(this::coming);
        slots = new Slots(board, settings.name(), settings.graceMillis(), journal);
        loop = new MachineLoop(settings, board.mailbox(), boundary, clock, board.timers(), processor, board.power(),
                events, stall);
    }

    /** A range is about to be mapped. */
    private void coming(Mapping range) {
        range.registers(range.owner().registers(range.declaration.name()).map(RegisterCheck::new).orElse(null));
        taps.coming(range);
    }

    private long lastNanos() {
        return loop.nanos();
    }

    private void moved(Owner owner) {
        slots.moved(owner);
    }

    private List<SlotDTO> listSlots() {
        return slots.list();
    }

    private State powerState() {
        return board.power().state();
    }

    private void eject(String pid) {
        slots.eject(pid);
    }

    private void resetChips(Reset kind) {
        slots.reset(kind);
    }

    Board board() {
        return board;
    }

    Slots slots() {
        return slots;
    }

    MachineLoop loop() {
        return loop;
    }

    Advisor advisor() {
        return advisor;
    }

    Taps taps() {
        return taps;
    }

    /** The life of the machine thread. */
    void run() {
        loop.run();
        taps.clear();
        slots.clear();
        board.power().close();
    }
}
