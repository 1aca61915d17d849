package org.backplane.display.png.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.MachineCallException;
import org.backplane.bus.role.Frame;
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

/**
 * Keeps the last picture: writes it when the machine is switched off, or else when this bundle or the machine is stopped. The
 * adapters stay plugged in while power is off, so their picture is still there.
 */
@Component(configurationPid = PngDisplayComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true,
        service = {})
@Designate(ocd = PngDisplayComponent.Config.class)
public final class PngDisplayComponent {
    static final String PID = "org.backplane.display.png";
    private static final int PATIENCE_SECONDS = 10;

    private final Machine machine;
    private final Screenshot screenshot;
    private final Consumer<String> log;
    private final String path;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread created = new Thread(task, "backplane-display-png");
        created.setDaemon(true);
        return created;
    });
    private volatile CompletableFuture<Integer> powerOff;

    /** The options. */
    @ObjectClassDefinition(name = "PNG display", description = "Writes the last picture of the screen to a file")
    public @interface Config {
        /** The file. */
        @AttributeDefinition(description = "File that is written when the machine is switched off or stopped")
        String path() default "screen.png";
    }

    /**
     * Made by Declarative Services.
     *
     * @param machine whose screen is meant
     * @param logger  takes what goes wrong
     * @param config  the options
     */
    @Activate
    public PngDisplayComponent(@Reference Machine machine, @Reference(service = LoggerFactory.class) Logger logger,
            Config config) {
        this(machine, logger::warn, config.path());
    }

    PngDisplayComponent(Machine machine, Consumer<String> log, String path) {
        this.machine = machine;
        this.screenshot = new Screenshot(machine);
        this.log = log;
        this.path = path;
        awaitPowerOff();
    }

    /**
     * The picture is taken on the machine thread, which must not wait for a file. The copy of the stage lets go of this bundle
     * when it is cancelled; the machine's own one would hold it until the next power-off.
     */
    private void awaitPowerOff() {
        CompletableFuture<Integer> copy = machine.poweredOff().toCompletableFuture().copy();
        powerOff = copy;
        copy.thenAccept(status -> {
            take();
            awaitPowerOff();
        });
    }

    private void take() {
        try {
            Frame frame = screenshot.take();
            thread.execute(() -> write(frame));
        } catch (IllegalArgumentException | MachineCallException failure) {
            log.accept(failure.getMessage());
        }
    }

    private void write(Frame frame) {
        try {
            Screenshot.write(frame, path);
        } catch (IllegalArgumentException failure) {
            log.accept(failure.getMessage());
        }
    }

    /** Writes the picture unless the machine has been switched off and it was written then; waits for the file. */
    @Deactivate
    public void stop() throws InterruptedException {
        powerOff.cancel(false);
        if (machine.state() != Machine.State.OFF) {
            take();
        }
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            log.accept(path + " was not written in " + PATIENCE_SECONDS + " seconds");
        }
    }
}
