package org.backplane.debugger.internal;

import java.io.IOException;
import org.apache.felix.service.command.CommandProcessor;
import org.backplane.bus.machine.Machine;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Gives the machine to a debugger that speaks the gdb remote serial protocol, on a port of the loopback interface. */
@Component(configurationPid = DebuggerComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true)
public final class DebuggerComponent {
    static final String PID = "org.backplane.debugger";

    /** What the launcher says. */
    public @interface Config {
        /** The port, 0 to 65535. */
        int port();
    }

    private final DebugServer server;

    /**
     * Made by Declarative Services.
     *
     * @param machine   is debugged
     * @param processor executes the debugger's {@code monitor} commands
     * @param config    what the launcher says
     * @throws IOException if the port is taken
     */
    @Activate
    public DebuggerComponent(@Reference Machine machine, @Reference CommandProcessor processor, Config config)
            throws IOException {
        server = new DebugServer(new MachineTarget(machine, new GogoShell(processor)), config.port());
    }

    @Deactivate
    void deactivate() throws IOException {
        server.close();
    }
}
