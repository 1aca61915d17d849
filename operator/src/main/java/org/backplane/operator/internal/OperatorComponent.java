package org.backplane.operator.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.MachineCallException;
import org.backplane.bus.machine.SlotDTO;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.log.LogReaderService;

/**
 * Operates the machine for the launcher: waits until every device of the machine description is plugged in, powers on, and
 * ends the process when power goes off, when something cannot be had, or when the time is up.
 */
@Component(configurationPid = OperatorComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true)
public final class OperatorComponent {
    static final String PID = "org.backplane.operator";
    /** Exit status when something cannot be had. */
    private static final int CANNOT_START = 1;
    /** Exit status when the time is up, as of the timeout command of GNU coreutils. */
    private static final int TIME_IS_UP = 124;
    /** Exit status when the advisor found something; even, so that no byte at the exit port gives it. */
    private static final int ADVICE = 122;
    private static final long POLL_MILLIS = 10;
    /** The state of a slot whose device does not fit what it is to go on with, unless somebody else comes. */
    private static final String HELD = "held";

    /** What the launcher says. */
    public @interface Config {
        /** PIDs of the devices that must be plugged in before power comes on. */
        String[] devices() default {};

        /** PIDs of other components that must run before power comes on, the machine's among them. */
        String[] components() default {};

        /** Seconds to wait for them. */
        int patienceSeconds() default 20;

        /** Seconds after power-on at which the process ends; 0 for never. */
        int timeoutSeconds() default 0;

        /** Whether the guest stands before its first instruction until somebody lets it go on. */
        boolean startStopped() default false;

        /** The file that the findings are written to at the end; empty for none. */
        String advice() default "";

        /** Whether findings that can fail on real hardware give an exit status of their own. */
        boolean adviceFatal() default false;
    }

    /** Comes and goes; a machine that is configured wrongly never comes. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Machine machine;

    private final IntConsumer exit;
    private final Config config;
    private final Components components;
    private final LogPrinter log;
    private final long startNanos = System.nanoTime();
    /** Whether the end of the run has been dealt with. */
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Machine poweredOn;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "backplane-operator");
        created.setDaemon(true);
        return created;
    });

    /**
     * Made by Declarative Services.
     *
     * @param exit    ends the process with a status
     * @param runtime tells why a component does not run
     * @param entries the log
     * @param config  what the launcher says
     */
    @Activate
    public OperatorComponent(@Reference(target = "(backplane.exit=true)") IntConsumer exit,
            @Reference ServiceComponentRuntime runtime, @Reference LogReaderService entries, Config config) {
        this.exit = exit;
        this.config = config;
        this.components = new Components(runtime);
        this.log = new LogPrinter(entries, LogPrinter.least(), OperatorComponent::print);
    }

    @Activate
    void activate() {
        thread.execute(this::powerOnWhenComplete);
    }

    @Deactivate
    void deactivate() {
        thread.shutdownNow();
        // The process was told to end, by a signal say.
        advised(0);
        log.close();
    }

    private void powerOnWhenComplete() {
        Machine present = machine;
        List<SlotDTO> slots = present == null ? List.of() : present.slots();
        Optional<String> obstacle = obstacle(slots);
        TreeSet<String> missing = missing(slots);
        if (obstacle.isPresent()) {
            log.discard();
            refuse(obstacle.get(), Optional.empty());
        } else if (missing.isEmpty() && present != null) {
            powerOn(present);
        } else if (System.nanoTime() - startNanos > TimeUnit.SECONDS.toNanos(config.patienceSeconds())) {
            refuse(held(slots).orElse("no bundle offers " + String.join(", ", missing)), log.discard());
        } else {
            thread.schedule(this::powerOnWhenComplete, POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** What will not come right by waiting. */
    private Optional<String> obstacle(List<SlotDTO> slots) {
        List<String> devices = List.of(config.devices());
        Optional<String> slot = slots.stream()
                .filter(any -> devices.contains(any.pid) && !any.reason.isEmpty() && !any.state.equals(HELD))
                .map(OperatorComponent::reason).findFirst();
        return slot.or(() -> all().flatMap(pid -> components.failure(pid).map(why -> why + " (" + pid + " failed)").stream())
                .findFirst());
    }

    /** Why a device does not go on with what a snapshot has for it; somebody who migrates the state did not come. */
    private static Optional<String> held(List<SlotDTO> slots) {
        return slots.stream().filter(slot -> slot.state.equals(HELD)).map(OperatorComponent::reason).findFirst();
    }

    private static String reason(SlotDTO slot) {
        return Reason.ofSlot(slot.reason) + " (" + slot.pid + " is " + slot.state + ")";
    }

    private Stream<String> all() {
        return Stream.concat(Arrays.stream(config.components()), Arrays.stream(config.devices()));
    }

    private TreeSet<String> missing(List<SlotDTO> slots) {
        TreeSet<String> missing = new TreeSet<>(Arrays.asList(config.devices()));
        slots.stream().filter(slot -> slot.state.equals("live")).forEach(slot -> missing.remove(slot.pid));
        Arrays.stream(config.components()).filter(pid -> !components.isActive(pid)).forEach(missing::add);
        return missing;
    }

    private void powerOn(Machine present) {
        log.release();
        poweredOn = present;
        // The machine thread must not wait for a file.
        present.poweredOff().thenAcceptAsync(this::end, thread);
        try {
            switchOn(present);
        } catch (MachineCallException refused) {
            refuse(Reason.ofCall(refused), Optional.empty());
            return;
        }
        if (config.timeoutSeconds() > 0) {
            thread.schedule(this::timeIsUp, config.timeoutSeconds(), TimeUnit.SECONDS);
        }
    }

    /** A guest that is to stand has not executed anything: both happen between the same two instructions. */
    private void switchOn(Machine present) {
        present.call(() -> {
            present.powerOn();
            if (config.startStopped()) {
                present.stop();
            }
            return null;
        });
    }

    private void timeIsUp() {
        print("stopped after " + config.timeoutSeconds() + " s (--timeout)");
        end(TIME_IS_UP);
    }

    private void end(int status) {
        exit.accept(advised(status));
    }

    /** Writes the findings of the run, once; gives the exit status that they leave. */
    private int advised(int status) {
        Machine present = poweredOn;
        boolean wanted = !config.advice().isEmpty() || config.adviceFatal();
        if (present == null || !wanted || !ended.compareAndSet(false, true)) {
            return status;
        }
        AdviceReport report = new AdviceReport(present.advice());
        int left = status;
        if (report.wrong() > 0 && config.adviceFatal()) {
            print(report.wrong() + (report.wrong() == 1 ? " finding" : " findings") + " of the advisor (--advice-fatal)");
            left = ADVICE;
        }
        if (!config.advice().isEmpty()) {
            try {
                report.write(Path.of(config.advice()));
            } catch (IOException failed) {
                print("--advice: " + config.advice() + " cannot be written: " + failed.getMessage());
                left = left == 0 ? CANNOT_START : left;
            }
        }
        return left;
    }

    private void refuse(String reason, Optional<String> error) {
        print(reason + error.map(text -> "; " + text).orElse(""));
        exit.accept(CANNOT_START);
    }

    private static void print(String line) {
        System.err.println("backplane: " + line);
    }
}
