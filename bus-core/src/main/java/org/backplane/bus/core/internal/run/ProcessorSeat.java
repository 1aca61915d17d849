package org.backplane.bus.core.internal.run;

import java.util.List;
import java.util.Optional;
import org.backplane.bus.Reset;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.memory.ArenaWatch;
import org.backplane.bus.core.internal.space.Initiator;
import org.backplane.bus.machine.InstructionDTO;
import org.backplane.bus.machine.PageEntryDTO;
import org.backplane.bus.machine.RegisterDTO;
import org.backplane.bus.machine.StopPoint;
import org.backplane.bus.machine.TranslationDTO;
import org.backplane.bus.machine.TranslatorDTO;
import org.backplane.bus.processor.ProcessorCore;

/**
 * Where the processor sits. The rest of the fabric talks to this and need not know whether there is one. A processor
 * that throws is out of order like any other card: its slot fails and the seat is empty from the next boundary on.
 */
public final class ProcessorSeat implements Initiator, ArenaWatch {
    private ProcessorCore core;
    private Owner owner;
    private boolean executing;
    /** Where the guest is to stop, whatever processor executes it. */
    private List<StopPoint> stopPoints = List.of();
    /** What this machine has executed beyond the count of the present processor. */
    private long retiredBefore;
    /** The count when it was last asked for. */
    private long retired;

    /** Plugs a processor in, a new one or one that was taken out before. */
    public void seat(ProcessorCore processor, Owner ownedBy) {
        retiredBefore = retired - processor.retired();
        core = processor;
        owner = ownedBy;
        mapChanged();
        if (!stopPoints.isEmpty()) {
            owner.contain("stop points", () -> core.stopAt(stopPoints));
        }
    }

    /** Another machine has executed so many instructions, and a processor that comes goes on there. The seat is empty. */
    public void restore(long instructions) {
        retired = instructions;
    }

    /** Takes the processor out. */
    public void vacate() {
        retired = instructions();
        core = null;
        owner = null;
    }

    /** Whether there is no processor. */
    public boolean isEmpty() {
        return core == null;
    }

    /** Whether an instruction is being executed, so that this is called from within an access. */
    public boolean executing() {
        return executing;
    }

    /** Executes at most so many instructions. */
    ProcessorCore.Exit run(long instructions) {
        executing = true;
        try {
            return core.run(instructions);
        } catch (Throwable thrown) {
            owner.failed("executing instructions", thrown);
            return ProcessorCore.Exit.LIMIT;
        } finally {
            executing = false;
        }
    }

    /** Lets {@link #run} return at the next boundary. */
    public void leave() {
        if (executing) {
            owner.contain("leaving", core::leave);
        }
    }

    /** How many instructions this machine has executed; exact at any moment. */
    public long instructions() {
        if (core != null) {
            owner.contain("counting", () -> retired = retiredBefore + core.retired());
        }
        return retired;
    }

    /** The PID of the processor; there has to be one. */
    public String pid() {
        return owner.pid();
    }

    /** The instruction at which the processor stands. */
    long nextInstruction() {
        return core != null && owner.alive() ? core.instruction() : -1;
    }

    @Override
    public long instruction() {
        return executing && owner.alive() ? core.instruction() : -1;
    }

    /** Resets the processor if there is one. */
    public void reset(Reset kind) {
        if (core != null) {
            owner.contain("reset", () -> core.reset(kind));
        }
    }

    /** Other ranges answer now. */
    public void mapChanged() {
        if (core != null) {
            owner.contain("a changed map", core::mapChanged);
        }
    }

    @Override
    public void writesMustReport(int index, int lengthBytes) {
        if (core != null) {
            owner.contain("clean pages", () -> core.writesMustReport(index, lengthBytes));
        }
    }

    @Override
    public void arenaWritten(int index, int lengthBytes) {
        if (core != null) {
            owner.contain("written memory", () -> core.arenaWritten(index, lengthBytes));
        }
    }

    @Override
    public void busError(long physical) {
        if (core != null) {
            owner.contain("a bus error", () -> core.busError(physical));
        }
    }

    /** The registers; none without a processor. */
    public List<RegisterDTO> registers() {
        return core == null ? List.of() : core.registers();
    }

    /** Sets a register. */
    public void setRegister(String name, long value) {
        if (core == null) {
            throw new IllegalArgumentException("the machine has no processor");
        }
        core.setRegister(name, value);
    }

    /** Makes the guest stop at these places. */
    public void stopAt(List<StopPoint> points) {
        if (core != null) {
            core.stopAt(points);
        }
        stopPoints = List.copyOf(points);
    }

    /** The stop point that has ended the last run. */
    Optional<StopPoint> met() {
        return core == null ? Optional.empty() : core.met();
    }

    /** How the processor translates a linear address; without one, there is nothing to translate. */
    public TranslationDTO explain(long linear) {
        if (core != null) {
            return core.explain(linear);
        }
        TranslationDTO none = new TranslationDTO();
        none.linear = linear;
        none.entries = new PageEntryDTO[0];
        none.physical = linear;
        none.type = "";
        none.typeFrom = "the machine has no processor";
        return none;
    }

    /** How the processor executes instructions; without one, nothing is known. */
    public TranslatorDTO translator(int hottest) {
        return core == null ? new TranslatorDTO() : core.translator(hottest);
    }

    /** Disassembled code; none without a processor. */
    public List<InstructionDTO> disassemble(long linear, int count) {
        return core == null ? List.of() : core.disassemble(linear, count);
    }
}
