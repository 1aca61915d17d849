package org.backplane.shell.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.pci.PciSlotDTO;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** PCI functions that are plugged in and out while the guest runs. Slots are device numbers of the root bus. */
@Component(service = CommandSet.class)
@GogoCommand(scope = "pc", function = {"slots", "plug", "unplug"})
public final class PlugCommands implements CommandSet {
    private static final long SEATING_MILLIS = 5_000;
    private static final long LOOK_MILLIS = 10;
    private static final long ANSWER_SECONDS = 5;
    private static final String USAGE = "unplug SLOT [--force | --timeout SECONDS]: a slot as pc:slots lists it, or a PID";
    private static final List<String> GONE = List.of("released", "torn-out");

    private final BundleContext context;
    private final Machine machine;

    /**
     * Made by Declarative Services.
     *
     * @param context the bundles
     * @param machine the machine that the commands operate
     */
    @Activate
    public PlugCommands(BundleContext context, @Reference Machine machine) {
        this.context = context;
        this.machine = machine;
    }

    /** Lists the PCI slots. */
    @Descriptor("lists the slots of the PCI root bus: what is in them, and what the guest said of its coming and going")
    public String slots() {
        Table table = new Table("SLOT", "STATE", "SINCE", "DEVICE", "BUNDLE", "REASON");
        for (PciSlotDTO slot : machine.pciSlots()) {
            String bundles = Stream.of(slot.pids).flatMap(pid -> seat(pid).stream()).filter(seat -> !seat.bundle.isEmpty())
                    .map(seat -> seat.bundle + " " + seat.version).distinct().collect(Collectors.joining(", "));
            table.row(number(slot), slot.state, String.format("%.6f", slot.nanos / 1e9), String.join(", ", slot.pids), bundles,
                    slot.reason);
        }
        return table.toString();
    }

    private Optional<SlotDTO> seat(String pid) {
        return machine.slots().stream().filter(slot -> slot.pid.equals(pid)).findFirst();
    }

    private static String number(PciSlotDTO slot) {
        return String.format("%02x", slot.device);
    }

    /** Plugs in the functions of a bundle. */
    @Descriptor("starts a bundle, or installs a jar and starts it, so that its PCI functions are plugged in; functions that were taken"
            + " out are put back: plug BUNDLE|JAR")
    public String plug(String what) throws BundleException, InterruptedException {
        Bundle bundle = bundle(what);
        if (bundle.getState() == Bundle.ACTIVE) {
            seats(bundle).stream().filter(seat -> seat.state.equals("ejected")).forEach(seat -> machine.release(seat.pid));
        } else {
            bundle.start();
        }
        List<PciSlotDTO> plugged = await(bundle);
        if (plugged.isEmpty()) {
            return Diagnosis.name(bundle) + " is started, but has no function in a PCI slot; pc:why-not " + bundle.getBundleId()
                    + " may say why";
        }
        return plugged.stream().map(PlugCommands::line).collect(Collectors.joining("\n"));
    }

    private Bundle bundle(String what) throws BundleException {
        List<Bundle> meant = Stream.of(context.getBundles()).filter(bundle -> WhyNotCommand.isMeant(bundle, what)).toList();
        if (meant.size() > 1) {
            throw new IllegalArgumentException("'" + what + "' may be one of " + meant);
        }
        if (meant.isEmpty() && !Files.isReadable(Path.of(what))) {
            throw new IllegalArgumentException("there is no bundle '" + what + "' and no such file");
        }
        return meant.isEmpty() ? context.installBundle(Path.of(what).toUri().toString()) : meant.get(0);
    }

    private List<SlotDTO> seats(Bundle bundle) {
        return machine.slots().stream().filter(seat -> seat.bundleId == bundle.getBundleId()).toList();
    }

    /** A service that is registered is plugged in a moment later. */
    private List<PciSlotDTO> await(Bundle bundle) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SEATING_MILLIS);
        List<PciSlotDTO> plugged = plugged(bundle);
        while (plugged.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_MILLIS);
            plugged = plugged(bundle);
        }
        return plugged;
    }

    private List<PciSlotDTO> plugged(Bundle bundle) {
        List<String> live = seats(bundle).stream().filter(seat -> seat.state.equals("live")).map(seat -> seat.pid).toList();
        return machine.pciSlots().stream().filter(slot -> slot.state.equals("present"))
                .filter(slot -> Stream.of(slot.pids).anyMatch(live::contains)).toList();
    }

    private static String line(PciSlotDTO slot) {
        return "slot " + number(slot) + ": " + String.join(", ", slot.pids) + (slot.reason.isEmpty() ? "" : ", " + slot.reason);
    }

    /** Unplugs what is in a slot. */
    @Descriptor("asks the guest to let go of what is in a PCI slot, and stops its bundle when it has; --force does not ask: " + USAGE)
    public String unplug(String... arguments) throws BundleException {
        long millis = TimeUnit.SECONDS.toMillis(ANSWER_SECONDS);
        String which = null;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--force")) {
                millis = 0;
            } else if (arguments[i].equals("--timeout") && i + 1 < arguments.length) {
                millis = seconds(arguments[++i]);
            } else if (which == null && !arguments[i].startsWith("-")) {
                which = arguments[i];
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        return unplug(slot(which), millis);
    }

    private static long seconds(String text) {
        if (!text.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("--timeout: '" + text + "' is no number of seconds");
        }
        return TimeUnit.SECONDS.toMillis(Long.parseLong(text));
    }

    private PciSlotDTO slot(String which) {
        if (which == null) {
            throw new IllegalArgumentException(USAGE);
        }
        return machine.pciSlots().stream().filter(slot -> !GONE.contains(slot.state))
                .filter(slot -> Arrays.asList(slot.pids).contains(which) || isNumber(slot, which)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is nothing in a PCI slot '" + which + "'; pc:slots lists them"));
    }

    /** As in {@code 4}, {@code 04} or {@code 00:04.0}. */
    private static boolean isNumber(PciSlotDTO slot, String which) {
        return which.matches("(00:)?0?" + Integer.toHexString(slot.device) + "(\\.[0-7])?");
    }

    private String unplug(PciSlotDTO slot, long millis) throws BundleException {
        PciSlotDTO now = slot;
        for (String pid : slot.pids) {
            now = machine.eject(pid, millis);
            if (!GONE.contains(now.state)) {
                return line(now) + "; it stays, and --force tears it out";
            }
            stop(pid);
        }
        return line(now);
    }

    /** Stops the bundle of a device, unless other devices of it are at work. */
    private void stop(String pid) throws BundleException {
        long id = seat(pid).map(seat -> seat.bundleId).orElse(-1L);
        Bundle bundle = context.getBundle(id);
        if (bundle != null && machine.slots().stream().noneMatch(seat -> seat.bundleId == id && seat.state.equals("live"))) {
            bundle.stop();
        }
    }
}
