package org.backplane.bus.core.internal.slot;

import java.util.List;
import java.util.function.Supplier;
import org.backplane.bus.core.internal.declare.Claims;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.guard.Calls;
import org.backplane.bus.core.internal.guard.Quarantine;
import org.backplane.bus.core.internal.line.Nets;
import org.backplane.bus.core.internal.memory.Arena;
import org.backplane.bus.core.internal.pci.PciBus;
import org.backplane.bus.core.internal.role.Roles;
import org.backplane.bus.core.internal.run.Boundary;
import org.backplane.bus.core.internal.run.Mailbox;
import org.backplane.bus.core.internal.run.Posts;
import org.backplane.bus.core.internal.run.Power;
import org.backplane.bus.core.internal.run.ProcessorSeat;
import org.backplane.bus.core.internal.run.Stall;
import org.backplane.bus.core.internal.space.AddressMaps;
import org.backplane.bus.core.internal.space.Nesting;
import org.backplane.bus.core.internal.space.Placements;
import org.backplane.bus.core.internal.space.Untouched;
import org.backplane.bus.core.internal.time.MachineClock;
import org.backplane.bus.core.internal.time.TimerQueue;
import org.backplane.bus.machine.SlotDTO;

/**
 * What is on the board of a machine, and so what a card's wires can lead to.
 *
 * @param maps         both address spaces
 * @param claims       who holds which addresses
 * @param arena        the storage of slabs
 * @param untouched    accesses that met nothing
 * @param events       reports
 * @param nets         lines
 * @param clock        virtual time
 * @param timers       armed timers
 * @param nesting      the depth of DMA
 * @param mailbox      work from other threads
 * @param posts        such work of cards
 * @param boundary     work for the next instruction boundary
 * @param processor    the processor's seat
 * @param acknowledge  the interrupt controllers
 * @param power        the front panel
 * @param placements   the ranges that cards place
 * @param roles        who plays which role
 * @param pci          the PCI bus
 * @param stall        whether the guest has to stand
 * @param quarantine   what devices did wrong
 * @param calls        whose code is being called
 * @param slots        lists the slots
 */
public record Board(AddressMaps maps, Claims claims, Arena arena, Untouched untouched, EventLog events, Nets nets,
        MachineClock clock, TimerQueue timers, Nesting nesting, Mailbox mailbox, Posts posts, Boundary boundary,
        ProcessorSeat processor, AcknowledgeCycle acknowledge, Power power, Placements placements, Roles roles,
        PciBus pci, Stall stall, Quarantine quarantine, Calls calls, Supplier<List<SlotDTO>> slots) {
}
