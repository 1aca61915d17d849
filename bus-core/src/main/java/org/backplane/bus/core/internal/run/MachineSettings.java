package org.backplane.bus.core.internal.run;

/**
 * What a machine is configured with.
 *
 * @param name                the machine's name
 * @param timeFollows         what virtual time follows
 * @param nanosPerInstruction what an instruction takes if time follows the instructions
 * @param sliceInstructions   how many instructions are executed at most before the mailbox is looked at; more if time follows the host and
 *                            they take only microseconds ({@link SliceLength})
 * @param arenaBytes          how much room there is for slabs
 * @param onShutdown          what happens when the processor shuts down
 * @param graceMillis         how long the guest stands for a device whose bundle is updated
 * @param hangMillis          how long the machine thread may be in one piece of work before it is reported; 0 for ever
 * @param ejectMillis         how long the guest may take to let go of a PCI function that goes; 0 if it is not asked
 */
public record MachineSettings(String name, TimeSource timeFollows, long nanosPerInstruction, long sliceInstructions,
        long arenaBytes, OnShutdown onShutdown, long graceMillis, long hangMillis, long ejectMillis) {
    /** How long the guest stands unless something else is configured. */
    public static final long GRACE_MILLIS = 2_000;
    /** What is reported as a hang unless something else is configured. */
    public static final long HANG_MILLIS = 2_000;
    /** How long the guest is waited for unless something else is configured. */
    public static final long EJECT_MILLIS = 5_000;

    /** The settings of a machine with the usual patience. */
    public MachineSettings(String name, TimeSource timeFollows, long nanosPerInstruction, long sliceInstructions,
            long arenaBytes, OnShutdown onShutdown) {
        this(name, timeFollows, nanosPerInstruction, sliceInstructions, arenaBytes, onShutdown, GRACE_MILLIS,
                HANG_MILLIS, EJECT_MILLIS);
    }

    /** What virtual time follows. */
    public enum TimeSource {
        /** The host's clock. */
        HOST,
        /** The count of instructions. */
        INSTRUCTIONS
    }

    /** What becomes of a machine whose processor has shut down. */
    public enum OnShutdown {
        /** It is reset, as the chipset of a PC does. */
        RESET,
        /** It is stopped, for somebody to look at. */
        STOP,
        /** It is switched off. */
        POWEROFF
    }
}
