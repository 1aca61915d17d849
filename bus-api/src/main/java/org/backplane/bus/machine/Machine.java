package org.backplane.bus.machine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.backplane.bus.AddressSpace;
import org.backplane.bus.Reset;
import org.backplane.bus.pci.PciSlotDTO;
import org.backplane.bus.snapshot.MachineSnapshot;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A machine: two address spaces, slots with devices, a processor, and the thread that runs them. The service property
 * {@code bus.machine} gives its name.
 */
@ProviderType
public interface Machine {
    /** What a machine is doing. */
    enum State {
        /** Power is off: devices are plugged in and mapped, the processor does not run, the clock stands. */
        OFF,
        /** The guest runs, or waits in HLT. */
        RUNNING,
        /** The guest is stopped between two instructions, the clock stands, devices answer the shell. */
        STOPPED
    }

    /**
     * The machine's name, by which devices choose it.
     *
     * @return the name
     */
    String name();

    /**
     * What the machine does at this moment.
     *
     * @return the state
     */
    State state();

    /**
     * Powers on: resets every card with {@link Reset#POWER_ON} and lets the processor run. No effect unless off.
     *
     * @throws MachineCallException if the machine goes on with a snapshot and devices of that are missing; the message names them
     */
    void powerOn();

    /**
     * Powers off. The devices stay plugged in.
     *
     * @param status what {@link #poweredOff} completes with
     */
    void powerOff(int status);

    /**
     * Completes when power goes off next, with the status that {@link #powerOff} or a card gave.
     *
     * @return a stage that completes on the machine thread
     */
    CompletionStage<Integer> poweredOff();

    /**
     * Resets the machine between two instructions.
     *
     * @param kind which reset; {@link Reset#POWER_ON} also clears what RESET# leaves alone
     */
    void reset(Reset kind);

    /** Stops the guest between two instructions and returns when it stands. No effect unless running. */
    void stop();

    /** Lets a stopped guest run on. No effect unless stopped. */
    void resume();

    /**
     * Lets a stopped guest execute some instructions and returns when it has.
     *
     * @param instructions how many
     * @throws IllegalStateException if the machine is not stopped
     */
    void step(long instructions);

    /**
     * Makes the guest stop at these places, and no longer at those of the last call. One who resumes or steps at a place where
     * the guest has stopped before an instruction does not meet it again at once. While there are any, the guest is slower.
     *
     * @param points the places; none lets it run freely
     * @throws MachineCallException if the processor cannot do that
     * @since 1.1
     */
    void stopAt(List<StopPoint> points);

    /**
     * The place at which the guest has stopped.
     *
     * @return one of those of {@link #stopAt}; empty if the guest runs, or something else stopped it
     * @since 1.1
     */
    Optional<StopPoint> stoppedAt();

    /**
     * Runs work on the machine thread between two instructions and waits for its result. Called on the machine thread
     * itself it runs at once.
     *
     * @param work what to do; it may use {@link #memory} and {@link #ports}
     * @param <T>  the result's type
     * @return what {@code work} returned
     * @throws MachineCallException if {@code work} threw, or the machine thread did not take it up within ten seconds
     */
    <T> T call(Callable<T> work);

    /**
     * The memory space; physical addresses of 64 bits.
     *
     * @return the space, to be used on the machine thread ({@link #call})
     */
    AddressSpace memory();

    /**
     * The port space; 16 bits.
     *
     * @return the space, to be used on the machine thread ({@link #call})
     */
    AddressSpace ports();

    /**
     * The cards that play a role at this moment. While the cards of a machine that goes on with a snapshot are coming back, there
     * are none: nobody shall reach one before the others are there.
     *
     * @param role an interface that cards implement, such as those in {@link org.backplane.bus.role}
     * @param <R>  the role
     * @return the cards in this role, in the order in which they were plugged; to be called on the machine thread
     *         ({@link #call}), through the fabric: a card that has gone meanwhile answers zero, {@code false} or {@code null}
     */
    <R> List<R> roles(Class<R> role);

    /**
     * The slots of this machine, empty and failed ones included.
     *
     * @return one entry each, sorted by PID
     */
    List<SlotDTO> slots();

    /**
     * Every declared range of every plugged device, live or parked.
     *
     * @return sorted by space, first address and falling priority
     */
    List<RangeDTO> ranges();

    /**
     * Accesses that nothing answered.
     *
     * @return one entry for each address, width and direction, the most frequent first; at most 1,024 are kept
     */
    List<UntouchedDTO> untouched();

    /**
     * What devices and fabric reported, equal reports of one slot counted together.
     *
     * @return oldest first; at most 1,024 are kept
     */
    List<EventDTO> events();

    /**
     * The replacements of devices under this machine that kept, or should have kept, their state.
     *
     * @return oldest first; at most 1,024 are kept
     */
    List<SwapDTO> swaps();

    /**
     * What the guest did that real hardware would punish without a word: wrong memory types, wrong widths, ranges that are not
     * decoded, registers that do not exist or do not take the access.
     *
     * @return each finding once, oldest first; at most 1,024 are kept
     * @since 1.1
     */
    List<FindingDTO> advice();

    /**
     * Tells what lies between an address and the register that answers there. It has no side effect and works while the guest
     * runs.
     *
     * @param space   {@code linear} for an address as the guest's programs have it, {@code memory} for a physical one,
     *                {@code port}
     * @param address the address
     * @return the whole chain
     * @throws IllegalArgumentException if there is no such space
     * @since 1.1
     */
    ExplanationDTO explain(String space, long address);

    /**
     * What devices did wrong, the last misdeed of each slot that has any. It never waits for the machine thread.
     *
     * @return one entry a slot, sorted by PID
     */
    List<QuarantineDTO> quarantine();

    /**
     * Puts the device of a quarantined slot back, or one that was ejected: it is plugged in anew, in its power-on state. After
     * quarantine it has to prove itself for some time, in which its next misdeed quarantines it at once.
     *
     * @param pid the slot
     * @throws IllegalArgumentException if there is no such slot or it is neither quarantined nor ejected; one line
     */
    void release(String pid);

    /**
     * The slots of the PCI root bus, what is in them, and what the guest said of it. It never waits for the machine thread.
     *
     * @return the slots that have or had something in them, by device number
     * @since 1.1
     */
    default List<PciSlotDTO> pciSlots() {
        return List.of();
    }

    /**
     * Takes a PCI function out of the running machine: asks the guest to let go of it and waits for the answer, without holding the
     * machine. If the guest does not let go, the function stays. What is taken out {@link #release} puts back, in its power-on state,
     * as long as its device is there.
     *
     * @param pid    its slot
     * @param millis how long to wait for the guest's answer; 0 takes the function out without asking, as does a guest that
     *               would not hear of it
     * @return the slot as it is then
     * @throws IllegalArgumentException if there is no such function on the root bus; one line
     * @throws IllegalStateException    on the machine thread, which cannot wait for the guest
     * @since 1.1
     */
    default PciSlotDTO eject(String pid, long millis) {
        throw new UnsupportedOperationException("this machine has no PCI slots");
    }

    /**
     * The processor's registers by their manual names, in the manual's order.
     *
     * @return the registers; empty if the machine has no processor
     */
    List<RegisterDTO> registers();

    /**
     * Sets a register of the processor between two instructions.
     *
     * @param name  its manual name, as {@link #registers} has it
     * @param value the value; bits above the register's width are ignored
     * @throws MachineCallException if there is no such register, or it cannot be set at this moment
     * @since 1.1
     */
    void setRegister(String name, long value);

    /**
     * Disassembles guest code.
     *
     * @param linear first linear address
     * @param count  how many instructions
     * @return one entry each; fewer if the memory cannot be read
     */
    List<InstructionDTO> disassemble(long linear, int count);

    /**
     * Tells how the processor executes instructions, and what it has translated.
     *
     * @param hottest how many regions are wanted in {@link TranslatorDTO#hottest}, at most; 0 or more
     * @return the figures; one whose engine is empty if the machine has no processor, or that does not tell
     * @since 1.1
     */
    TranslatorDTO translator(int hottest);

    /**
     * Takes down the whole machine between two instructions; it runs on afterwards. Its virtual time stands meanwhile, and the
     * processor forgets its cached translations, so that this machine and one that is restored go on alike.
     *
     * @return everything but what belongs to the host
     * @throws MachineCallException if the machine is off, or a slot's state cannot be taken: the message, one line, names each
     * @since 1.1
     */
    MachineSnapshot snapshot();

    /**
     * Lets this machine go on with what another one was. Its configuration says that it waits for that: until then it plugs
     * nothing in. From now on each device is plugged in with the state of its slot, and {@link #powerOn} lets the guest go on
     * instead of resetting anything.
     *
     * @param snapshot what {@link #snapshot} of the other machine gave
     * @throws MachineCallException if this machine does not wait for a snapshot, or has no room for the memory in it
     * @since 1.1
     */
    void restore(MachineSnapshot snapshot);

    /**
     * Figures of the machine as a whole.
     *
     * @return state, clock and instruction count
     */
    MachineDTO status();
}
