package org.backplane.shell.internal;

import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.role.ScreenSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands of the scope {@code pc} that look at the screen. */
@Component(service = CommandSet.class)
@GogoCommand(scope = "pc", function = "screen")
public final class ScreenCommands implements CommandSet {
    private final Machine machine;

    /**
     * Made by Declarative Services.
     *
     * @param machine whose screen is meant
     */
    @Activate
    public ScreenCommands(@Reference Machine machine) {
        this.machine = machine;
    }

    /**
     * Shows the text on the screen.
     *
     * @return the rows, without empty ones at the end
     */
    @Descriptor("shows the text on the screen")
    public String screen() {
        Optional<String[]> text = machine.call(
                () -> machine.roles(ScreenSource.class).stream().findFirst().map(ScreenSource::text));
        String[] rows = text.orElseThrow(() -> new IllegalArgumentException("the machine has no display adapter"));
        if (rows.length == 0) {
            return "the screen shows no text; pc:screenshot FILE writes the picture";
        }
        return String.join("\n", rows).stripTrailing();
    }
}
