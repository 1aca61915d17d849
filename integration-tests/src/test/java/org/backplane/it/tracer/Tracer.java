package org.backplane.it.tracer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.Reset;
import org.backplane.bus.machine.AccessObserver;
import org.backplane.bus.machine.Machine;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A plug-in that starts the machine anew, either writes down the first accesses of its guest or makes those of a list
 * itself, and switches the machine off. Its bundle holds the file {@code job} with what to do.
 */
@Component(name = "org.backplane.it.tracer", service = Tracer.class, immediate = true)
public final class Tracer {
    /** The letters that the firmware reports with say nothing of the machine. */
    private static final long DEBUG_CONSOLE = 0x402;
    private static final int PATIENCE_SECONDS = 30;
    private static final int GLANCE_MILLIS = 5;

    private final Machine machine;
    private final BundleContext context;
    private final Properties job = new Properties();

    /**
     * Begins with the job.
     *
     * @param machine the machine
     * @param context of the bundle with the job
     */
    @Activate
    public Tracer(@Reference Machine machine, BundleContext context) throws IOException {
        this.machine = machine;
        this.context = context;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                context.getBundle().getEntry("job").openStream(), StandardCharsets.UTF_8))) {
            job.load(in);
        }
        new Thread(this::run, "tracer").start();
    }

    private void run() {
        try {
            startAnew();
            write(job.containsKey("accesses") ? replay() : record(Integer.parseInt(job.getProperty("count"))));
        } catch (IOException | InterruptedException | RuntimeException failed) {
            System.err.println("tracer: " + failed);
        }
        machine.powerOff(0);
    }

    /** Resets the machine as power does, once its own start is over: that would reset it again under a replay. */
    private void startAnew() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (machine.state() == Machine.State.OFF && System.nanoTime() < deadline) {
            Thread.sleep(GLANCE_MILLIS);
        }
        machine.stop();
        machine.reset(Reset.POWER_ON);
    }

    private void write(List<String> lines) throws IOException {
        Path out = Path.of(job.getProperty("out"));
        Path part = out.resolveSibling(out.getFileName() + ".part");
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(part))) {
            lines.forEach(writer::println);
        }
        Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Until so many accesses were made that count, or the guest makes no more for a while. */
    private List<String> record(int count) throws InterruptedException {
        List<String> accesses = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch missing = new CountDownLatch(count);
        Scope scope = new Scope();
        AccessObserver observer = access -> {
            if (access.dma() || access.write() && access.address() == DEBUG_CONSOLE || missing.getCount() == 0) {
                return;
            }
            accesses.add((access.write() ? "W " : "r ") + Long.toHexString(access.address()) + "." + access.width() + "="
                    + Long.toHexString(access.value()));
            if (scope.covers(access.write(), access.address(), access.value())) {
                missing.countDown();
            }
        };
        ServiceRegistration<AccessObserver> registration =
                context.registerService(AccessObserver.class, observer, new Hashtable<>());
        // The fabric takes the observer up on the machine thread.
        machine.call(() -> null);
        machine.resume();
        missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        machine.stop();
        registration.unregister();
        return accesses;
    }

    private List<String> replay() throws IOException {
        Replay replay = new Replay(machine);
        List<String> answers = new ArrayList<>();
        for (String access : Files.readAllLines(Path.of(job.getProperty("accesses")))) {
            answers.add(replay.make(access));
        }
        return answers;
    }
}
