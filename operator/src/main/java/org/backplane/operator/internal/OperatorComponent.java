package org.backplane.operator.internal;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.SlotDTO;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Operates the machine for the launcher: waits until every device of the machine description is plugged in, powers on, and
 * ends the process when power goes off, when a device cannot be had, or when the time is up.
 */
@Component(configurationPid = OperatorComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true)
public final class OperatorComponent {
    static final String PID = "org.backplane.operator";
    /** Exit status when a device cannot be had. */
    private static final int CANNOT_START = 1;
    /** Exit status when the time is up, as of the timeout command of GNU coreutils. */
    private static final int TIME_IS_UP = 124;
    private static final long POLL_MILLIS = 10;

    /** What the launcher says. */
    public @interface Config {
        /** PIDs of the devices that must be plugged in before power comes on. */
        String[] devices() default {};

        /** Seconds to wait for them. */
        int patienceSeconds() default 20;

        /** Seconds after power-on at which the process ends; 0 for never. */
        int timeoutSeconds() default 0;
    }

    private final Machine machine;
    private final IntConsumer exit;
    private final Config config;
    private final long startNanos = System.nanoTime();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "backplane-operator");
        created.setDaemon(true);
        return created;
    });

    /**
     * Made by Declarative Services.
     *
     * @param machine what is operated
     * @param exit    ends the process with a status
     * @param config  what the launcher says
     */
    @Activate
    public OperatorComponent(@Reference Machine machine, @Reference(target = "(backplane.exit=true)") IntConsumer exit,
            Config config) {
        this.machine = machine;
        this.exit = exit;
        this.config = config;
        thread.execute(this::powerOnWhenComplete);
    }

    @Deactivate
    void deactivate() {
        thread.shutdownNow();
    }

    private void powerOnWhenComplete() {
        TreeSet<String> missing = new TreeSet<>(Arrays.asList(config.devices()));
        for (SlotDTO slot : machine.slots()) {
            if (missing.contains(slot.pid) && !slot.reason.isEmpty()) {
                give(CANNOT_START, slot.reason + " (" + slot.pid + " is " + slot.state + ")");
                return;
            }
            if (slot.state.equals("live")) {
                missing.remove(slot.pid);
            }
        }
        if (missing.isEmpty()) {
            powerOn();
        } else if (System.nanoTime() - startNanos > TimeUnit.SECONDS.toNanos(config.patienceSeconds())) {
            give(CANNOT_START, "no bundle offers " + String.join(", ", missing));
        } else {
            thread.schedule(this::powerOnWhenComplete, POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void powerOn() {
        machine.poweredOff().thenAccept(exit::accept);
        machine.powerOn();
        if (config.timeoutSeconds() > 0) {
            thread.schedule(() -> give(TIME_IS_UP, "stopped after " + config.timeoutSeconds() + " s (--timeout)"),
                    config.timeoutSeconds(), TimeUnit.SECONDS);
        }
    }

    private void give(int status, String reason) {
        System.err.println("backplane: " + reason);
        exit.accept(status);
    }
}
