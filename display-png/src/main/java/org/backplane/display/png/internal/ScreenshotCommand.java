package org.backplane.display.png.internal;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backplane.bus.machine.Machine;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code pc:screenshot}. */
@Component(service = ScreenshotCommand.class)
@GogoCommand(scope = "pc", function = "screenshot")
public final class ScreenshotCommand {
    private final Screenshot screenshot;

    /**
     * Made by Declarative Services.
     *
     * @param machine whose screen is meant
     */
    @Activate
    public ScreenshotCommand(@Reference Machine machine) {
        screenshot = new Screenshot(machine);
    }

    /**
     * Writes the screen's picture.
     *
     * @param file where to
     * @return what was written
     */
    @Descriptor("writes the screen's picture as a PNG file: screenshot FILE")
    public String screenshot(String file) {
        return screenshot.write(file);
    }
}
