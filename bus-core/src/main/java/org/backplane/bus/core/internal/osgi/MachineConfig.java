package org.backplane.bus.core.internal.osgi;

import org.backplane.bus.core.internal.run.MachineSettings;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of a machine. */
@ObjectClassDefinition(name = "Backplane machine")
public @interface MachineConfig {
    /** The machine's name; devices choose it by the property of the same name. */
    @AttributeDefinition(description = "The machine's name; devices choose it by their property bus.machine.")
    String bus_machine() default "main";

    /** What virtual time follows. */
    @AttributeDefinition(description = "What virtual time follows.", options = {
        @Option(label = "the host's clock", value = "host"),
        @Option(label = "the count of instructions", value = "instructions")})
    String clock() default "host";

    /** What an instruction takes if time follows the instructions. */
    @AttributeDefinition(description = "Nanoseconds that an instruction takes if time follows the instructions.")
    long nanosPerInstruction() default 10;

    /** How long other work waits for the guest at most. */
    @AttributeDefinition(description = "Instructions that are executed at most before other work is looked at; more if time follows the"
            + " host and they take only microseconds.")
    long sliceInstructions() default 5000;

    /** The room for slabs. */
    @AttributeDefinition(description = "Bytes for memory of all cards, such as 64M; RAM counts, less than 2G.")
    String arena() default "64M";

    /** How long the guest stands while a device's bundle is updated. */
    @AttributeDefinition(description = "Milliseconds, 0 to 8000, that the guest stands at most while the bundle of a device"
            + " that keeps its state is updated; a device's property bus.grace overrides it.")
    long graceMillis() default MachineSettings.GRACE_MILLIS;

    /** How long a PCI function that goes waits for the guest. */
    @AttributeDefinition(description = "Milliseconds, 0 to 8000, that the guest may take to let go of a PCI function whose bundle"
            + " is stopped; then it is torn out. 0 does not ask the guest.")
    long ejectMillis() default MachineSettings.EJECT_MILLIS;

    /** How long the machine thread may be in one piece of work before it is reported. */
    @AttributeDefinition(description = "Milliseconds after which a device that does not return is reported; 0 for never.")
    long hangMillis() default MachineSettings.HANG_MILLIS;

    /** How long the classes of a device that has gone may stay reachable. */
    @AttributeDefinition(description = "Seconds after which the classes of a device that has gone are reported if they can"
            + " still be reached; the garbage collector is run then. 0 for never.")
    long leakSeconds() default 30;

    /** Whether the machine goes on with a snapshot. */
    @AttributeDefinition(description = "Whether nothing is plugged in before somebody gives the machine a snapshot to go on with.")
    boolean restored() default false;

    /** What becomes of a machine whose processor has shut down. */
    @AttributeDefinition(description = "What happens on a triple fault.", options = {
        @Option(label = "reset the machine", value = "reset"), @Option(label = "stop it", value = "stop"),
        @Option(label = "switch it off", value = "poweroff")})
    String onShutdown() default "reset";
}
