package org.backplane.shell.internal;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.felix.service.command.CommandProcessor;
import org.backplane.bus.machine.Machine;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Gives the Gogo shell to somebody: to the terminal or the pipe on standard input, or to whoever connects to a port of the
 * loopback interface.
 */
@Component(configurationPid = ShellComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true,
        property = "commands.cardinality.minimum:Integer=" + ShellComponent.COMMAND_SETS)
public final class ShellComponent {
    static final String PID = "org.backplane.shell";
    /** How many components have commands: all of them are there before somebody types. */
    static final int COMMAND_SETS = 11;

    private static final String TCP = "tcp:";

    /** What the launcher says. */
    public @interface Config {
        /** {@code none}, {@code stdio}, or {@code tcp:PORT}. */
        String stream() default "none";

        /** Whether commands wait until the machine is powered on for the first time, so that scripts find it running. */
        boolean afterPowerOn() default false;
    }

    private final AutoCloseable console;

    /**
     * Made by Declarative Services.
     *
     * @param processor executes the commands
     * @param commands  are there before somebody types
     * @param machine   is switched off when the shell on standard input ends
     * @param config    what the launcher says
     * @throws IOException if the port is taken
     */
    @Activate
    public ShellComponent(@Reference CommandProcessor processor, @Reference List<CommandSet> commands,
            @Reference Machine machine, Config config) throws IOException {
        BooleanSupplier ready = () -> !config.afterPowerOn() || machine.state() != Machine.State.OFF;
        console = open(processor, ready, machine, config.stream());
    }

    private static AutoCloseable open(CommandProcessor processor, BooleanSupplier ready, Machine machine, String stream)
            throws IOException {
        if (stream.equals("stdio")) {
            return System.console() != null ? new TerminalConsole(processor, ready, () -> machine.powerOff(0))
                    : new PipeConsole(processor, ready, () -> machine.powerOff(0));
        }
        if (stream.startsWith(TCP)) {
            return new TcpConsole(processor, ready, Integer.parseInt(stream.substring(TCP.length())));
        }
        return () -> { };
    }

    @Deactivate
    void deactivate() throws Exception {
        console.close();
    }
}
