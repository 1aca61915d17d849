package org.backplane.device.tck.live;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.backplane.bus.Reset;
import org.backplane.bus.machine.LiveRange;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.machine.SwapDTO;
import org.backplane.device.tck.Finding;
import org.backplane.device.tck.Report;
import org.backplane.device.tck.Verdict;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Tries a device bundle in a running framework: what its ranges answer, and whether its coming and going leaves the machine in
 * order. The bundle is active and its devices are live in the machine; afterwards they are so again. Fixed effort, set by the
 * system property {@code backplane.tck.live.cycles} (20; the long form is 10,000).
 *
 * <p>The trial writes random values to the device's registers, so the machine should hold nothing dear and its guest should
 * not run.
 */
public final class LiveTck {
    /** The level of the kit, as in {@link Report#level}. */
    public static final int LEVEL = 1;

    private static final long PATIENCE_MILLIS = 20_000;
    private static final int STORM = 5;
    private static final int COLLECTIONS = 50;

    private final Machine machine;
    private final Bundle bundle;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Prepares a trial.
     *
     * @param machine the machine
     * @param bundle  the bundle of a device that is plugged into it
     */
    public LiveTck(Machine machine, Bundle bundle) {
        this.machine = machine;
        this.bundle = bundle;
    }

    /**
     * Tries everything.
     *
     * @return the report
     */
    public Report run() {
        findings.clear();
        check("live", "the bundle's devices are live in the machine", this::notLive);
        check("widths", "accesses of all valid widths are answered and leave the device alive",
                () -> survived(() -> Guest.widths(machine, ranges())));
        check("peek", "peek tells the same twice while the clock stands", () -> Guest.peek(machine, ranges()));
        check("fuzz", "random accesses leave the device alive", () -> survived(() -> Guest.fuzz(machine, ranges())));
        check("reset", "a reset leaves the device alive", () -> survived(() -> machine.reset(Reset.HARD)));
        check("removal", "the bundle stops under accesses and leaves no range", this::removal);
        storm();
        check("cycles", "revisions that are gone are collected", this::cycles);
        return new Report(bundle.getSymbolicName(), LEVEL, List.copyOf(findings));
    }

    private interface Trial {
        Optional<String> violation() throws Exception;
    }

    /** After a failure the others would only say the same. */
    private void check(String name, String property, Trial trial) {
        Optional<Finding> failed = findings.stream().filter(finding -> finding.verdict() == Verdict.FAILED).findFirst();
        if (failed.isPresent()) {
            findings.add(new Finding(name, property, Verdict.NOT_JUDGED, failed.get().check() + " comes first", ""));
            return;
        }
        Optional<String> violation;
        try {
            violation = trial.violation();
        } catch (Exception thrown) {
            violation = Optional.of(thrown.toString().lines().findFirst().orElse(""));
        }
        Verdict verdict = violation.isPresent() ? Verdict.FAILED : Verdict.PASSED;
        findings.add(new Finding(name, property, verdict, violation.orElse(""), ""));
    }

    private List<SlotDTO> slots() {
        return machine.slots().stream().filter(slot -> slot.bundleId == bundle.getBundleId()).toList();
    }

    private List<RangeDTO> ranges() {
        return slots().stream().flatMap(slot -> Arrays.stream(slot.ranges)).filter(range -> range.live).toList();
    }

    private Optional<String> notLive() {
        List<SlotDTO> slots = slots();
        return slots.isEmpty() ? Optional.of("nothing of the bundle is plugged in")
                : slots.stream().filter(slot -> !slot.state.equals("live")).findFirst()
                        .map(slot -> slot.pid + " is " + slot.state + ": " + slot.reason);
    }

    /** The fabric takes a card that has failed out of its slot between two instructions. */
    private Optional<String> survived(Runnable trial) {
        trial.run();
        machine.call(() -> 0);
        return notLive();
    }

    /** Stops the bundle while a guest hammers at its ranges, and starts it again. */
    private Optional<String> removal() throws Exception {
        Set<String> pids = slots().stream().map(slot -> slot.pid).collect(Collectors.toCollection(TreeSet::new));
        Optional<String> disturbed = Guest.during(machine, ranges(), bundle::stop);
        Optional<String> left = machine.ranges().stream().filter(range -> pids.contains(range.pid)).findFirst()
                .map(range -> "the range " + range.name + " is left").or(() -> announced(pids));
        bundle.start();
        awaitLive(pids.size());
        return disturbed.or(() -> left).or(this::notLive);
    }

    /** A range that the registry still announces. */
    private Optional<String> announced(Set<String> pids) {
        try {
            long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
            while (System.currentTimeMillis() < deadline) {
                boolean none = bundle.getBundleContext() == null;
                for (String pid : pids) {
                    none &= machineContext().getServiceReferences(LiveRange.class, "(range.device=" + pid + ")").isEmpty();
                }
                if (none) {
                    return Optional.empty();
                }
                Thread.onSpinWait();
            }
            return Optional.of("the registry announces ranges of " + pids);
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError(pids.toString(), impossible);
        }
    }

    private static BundleContext machineContext() {
        return FrameworkUtil.getBundle(LiveTck.class).getBundleContext();
    }

    /** Updates the bundle again and again under accesses. A device that keeps no state starts afresh, which is no claim. */
    private void storm() {
        int before = machine.swaps().size();
        boolean[] kept = new boolean[1];
        check("swap", "updates of the bundle under accesses keep the device's state", () -> {
            int devices = slots().size();
            Optional<String> disturbed = Guest.during(machine, ranges(), () -> update(STORM, devices));
            List<SwapDTO> swaps = machine.swaps().subList(Math.min(before, machine.swaps().size()), machine.swaps().size());
            kept[0] = !swaps.isEmpty();
            return disturbed.or(this::notLive).or(() -> swaps.stream().filter(swap -> !swap.outcome.equals("swapped")).findFirst()
                    .map(swap -> swap.pid + " was " + swap.outcome + ": " + swap.reason));
        });
        Finding finding = findings.get(findings.size() - 1);
        if (finding.verdict() == Verdict.PASSED && !kept[0]) {
            findings.set(findings.size() - 1, new Finding(finding.check(), finding.property(), Verdict.NOT_CLAIMED,
                    "the device keeps no state", ""));
        }
    }

    private Optional<String> cycles() throws Exception {
        int cycles = Integer.getInteger("backplane.tck.live.cycles", 20);
        int devices = slots().size();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < cycles; i++) {
            loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
            update(1, devices);
        }
        long alive = cycles;
        for (int i = 0; i < COLLECTIONS && alive > 0; i++) {
            System.gc();
            alive = loaders.stream().filter(loader -> loader.get() != null).count();
        }
        return alive == 0 ? notLive() : Optional.of(alive + " of " + cycles + " class loaders are still reachable");
    }

    private void update(int times, int devices) throws BundleException {
        for (int i = 0; i < times; i++) {
            bundle.update();
            awaitLive(devices);
        }
    }

    private void awaitLive(int devices) {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (slots().size() < devices || notLive().isPresent()) {
            if (System.currentTimeMillis() > deadline) {
                throw new IllegalStateException(
                        "the devices do not come back: " + notLive().orElse(slots().size() + " of " + devices));
            }
            Thread.onSpinWait();
        }
    }
}
