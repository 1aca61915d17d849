package org.backplane.display.swing.internal;

import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Consumer;
import org.backplane.bus.machine.Machine;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Opens a window for the machine's screen; closing it switches the machine off. */
@Component(configurationPid = SwingDisplayComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true,
        service = {})
@Designate(ocd = SwingDisplayComponent.Config.class)
public final class SwingDisplayComponent {
    static final String PID = "org.backplane.display.swing";
    private static final int SCALE_LIMIT = 8;

    private final Guest guest;
    private final ScreenWindow window;

    /** The options. */
    @ObjectClassDefinition(name = "Window", description = "Shows the screen in a window of the host")
    public @interface Config {
        /** How large the dots are. */
        @AttributeDefinition(description = "Pixels of the host for one dot, 1 to 8")
        int scale() default 1;
    }

    /**
     * Made by Declarative Services.
     *
     * @param machine whose screen is shown
     * @param logger  takes what goes wrong
     * @param config  the options
     * @throws InterruptedException if the framework stops meanwhile
     */
    @Activate
    public SwingDisplayComponent(@Reference Machine machine, @Reference(service = LoggerFactory.class) Logger logger,
            Config config) throws InterruptedException {
        if (config.scale() < 1 || config.scale() > SCALE_LIMIT) {
            throw new IllegalArgumentException("scale: " + config.scale() + " is not between 1 and " + SCALE_LIMIT);
        }
        guest = new Guest(machine);
        window = open(guest, config.scale(), logger::warn);
    }

    /** Opens the window, or says in one line why there can be none and gives {@code null}. */
    static ScreenWindow open(Guest guest, int scale, Consumer<String> log) throws InterruptedException {
        try {
            if (GraphicsEnvironment.isHeadless()) {
                log.accept("no window: this host has no screen (is DISPLAY set?)");
                return null;
            }
            return ScreenWindow.open(guest, scale);
        } catch (HeadlessException | AWTError unreachable) {
            log.accept("no window: " + unreachable.getMessage().lines().findFirst().orElse("the screen is not available"));
        } catch (InvocationTargetException failure) {
            log.accept("no window: " + failure.getCause().getMessage());
        }
        return null;
    }

    @Deactivate
    void stop() {
        if (window != null) {
            window.close();
        }
        guest.close();
    }
}
