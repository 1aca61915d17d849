package org.backplane.bus.processor;

import java.util.List;
import java.util.Optional;
import org.backplane.bus.Reset;
import org.backplane.bus.machine.InstructionDTO;
import org.backplane.bus.machine.PageEntryDTO;
import org.backplane.bus.machine.RegisterDTO;
import org.backplane.bus.machine.StopPoint;
import org.backplane.bus.machine.TranslationDTO;
import org.backplane.bus.machine.TranslatorDTO;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A processor that is plugged in: what {@link Processor#plug} returns. All methods are called on the machine thread; the
 * notifications may come from within {@link #run}, out of an access that the processor is making.
 */
@ConsumerType
public interface ProcessorCore {
    /** Why {@link #run} returned. */
    enum Exit {
        /** The instructions are used up, or {@link #leave} was called. */
        LIMIT,
        /** The processor waits in HLT; it has nothing to do until one of its input pins changes. */
        HALTED,
        /** A stop point was met, {@link ProcessorCore#met}. */
        STOPPED,
        /** The processor has shut down (triple fault); only a reset brings it back. */
        SHUTDOWN
    }

    /**
     * Executes guest instructions.
     *
     * @param instructions the most to execute, at least 1; never exceeded
     * @return why it stopped
     */
    Exit run(long instructions);

    /** Makes {@link #run} return at the next instruction boundary. Machine thread, from within an access. */
    void leave();

    /**
     * Instructions executed since the processor was plugged in; exact, also from within an access, where the
     * instruction that makes the access does not count yet. One iteration of a repeated string instruction counts as
     * one.
     *
     * @return the count
     */
    long retired();

    /**
     * The instruction that is being executed, or would be next.
     *
     * @return linear address of its first byte
     */
    long instruction();

    /**
     * Resets the processor.
     *
     * @param kind which reset; {@link Reset#INIT} keeps what INIT# keeps
     */
    void reset(Reset kind);

    /** The memory map changed: everything that was learned from {@link PhysicalMemory} is void. */
    void mapChanged();

    /** Some pages must report writes again: every index learned from {@link PhysicalMemory#writeIndex} is void. */
    void writesMustReport();

    /**
     * Some pages of the arena must report writes again: every index in them that was learned from
     * {@link PhysicalMemory#writeIndex} is void.
     *
     * @param index  index of the first byte, a multiple of 4096
     * @param length number of bytes, a multiple of 4096
     * @since 1.1
     */
    default void writesMustReport(int index, int length) {
        writesMustReport();
    }

    /**
     * Somebody else wrote to the arena (a card, DMA, the shell): code decoded from there is void.
     *
     * @param index  index of the first byte
     * @param length number of bytes
     */
    void arenaWritten(int index, int length);

    /**
     * An access that this processor made was answered with a bus error.
     *
     * @param physical its physical address
     */
    void busError(long physical);

    /**
     * The registers.
     *
     * @return one entry each, in the manual's order
     */
    List<RegisterDTO> registers();

    /**
     * Sets a register.
     *
     * @param name  its name, as {@link #registers} has it
     * @param value the value; bits above the register's width are ignored
     * @throws IllegalArgumentException if there is no such register, or it cannot be set at this moment; one line
     * @since 1.1
     */
    default void setRegister(String name, long value) {
        throw new IllegalArgumentException("this processor lets nobody set its registers");
    }

    /**
     * Tells everything that another processor needs to go on here: registers, hidden ones too, and what waits for the next
     * boundary. Pins are not in it, they have their lines' levels, nor is the count of {@link #retired}. The processor stays as
     * it is. Between two instructions.
     *
     * @return the state, which no later change reaches
     * @throws StateException if it keeps no state; one line
     * @since 1.1
     */
    default DeviceState state() {
        throw new StateException("the processor keeps no state");
    }

    /**
     * Makes {@link #run} return with {@link Exit#STOPPED} at these places, and no longer at those of the last call. A run that
     * begins at an instruction before which the last one has stopped executes it. Accesses that the processor makes for
     * itself, to descriptor tables say, meet no stop point.
     *
     * @param points the places
     * @throws IllegalArgumentException if the processor cannot do that; one line
     * @since 1.1
     */
    default void stopAt(List<StopPoint> points) {
        if (!points.isEmpty()) {
            throw new IllegalArgumentException("this processor cannot stop at an address");
        }
    }

    /**
     * The stop point that the last {@link #run} has met.
     *
     * @return empty if it met none
     * @since 1.1
     */
    default Optional<StopPoint> met() {
        return Optional.empty();
    }

    /**
     * Disassembles guest code in the present mode.
     *
     * @param linear first linear address
     * @param count  how many instructions
     * @return one entry each; fewer if the memory cannot be read
     */
    List<InstructionDTO> disassemble(long linear, int count);

    /**
     * Translates a linear address with the present page tables, without setting accessed bits.
     *
     * @param linear the address
     * @return the physical address, or -1 if it is not mapped
     */
    long translate(long linear);

    /**
     * Tells how a linear address is translated at this moment, without any effect.
     *
     * @param linear the address
     * @return the entries, the physical address and the memory type, as far as the processor tells
     * @since 1.1
     */
    default TranslationDTO explain(long linear) {
        TranslationDTO translation = new TranslationDTO();
        translation.linear = linear;
        translation.entries = new PageEntryDTO[0];
        translation.physical = translate(linear);
        translation.type = "";
        translation.typeFrom = "";
        return translation;
    }

    /**
     * Tells how this processor executes instructions, and what it has translated.
     *
     * @param hottest how many regions are wanted in {@link TranslatorDTO#hottest}, at most
     * @return the figures; one whose engine is empty if it does not tell
     * @since 1.1
     */
    default TranslatorDTO translator(int hottest) {
        TranslatorDTO untold = new TranslatorDTO();
        untold.instructions = retired();
        return untold;
    }
}
