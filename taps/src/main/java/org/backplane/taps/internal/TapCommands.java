package org.backplane.taps.internal;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backplane.bus.tap.Tap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The commands for taps: a trace that is started and stopped by hand, and the figures of those that are configured. */
@Component(service = TapCommands.class, immediate = true)
@GogoCommand(scope = "pc", function = {"trace", "taps"})
public final class TapCommands {
    private static final int KEPT = 10_000;
    private static final int SHOWN = 16;
    private static final String USAGE = "trace start RANGE [FILE], trace last [COUNT] or trace stop; a RANGE is all, PID,"
            + " PID/range or '(filter)'";

    private final BundleContext context;
    private final Map<String, TapReport> reports = new ConcurrentHashMap<>();
    private TraceTap trace;
    private ServiceRegistration<Tap> registration;

    /**
     * Made by Declarative Services.
     *
     * @param context registers the trace
     */
    @Activate
    public TapCommands(BundleContext context) {
        this.context = context;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindReport(TapReport report, Map<String, Object> properties) {
        reports.put(name(properties), report);
    }

    void unbindReport(Map<String, Object> properties) {
        reports.remove(name(properties));
    }

    private static String name(Map<String, Object> properties) {
        return String.valueOf(properties.getOrDefault("service.pid", properties.get("component.name")));
    }

    @Deactivate
    synchronized void deactivate() throws IOException {
        if (trace != null) {
            end();
        }
    }

    /** Starts, shows and stops a trace. */
    @Descriptor("writes accesses down: trace start all|PID|PID/range|'(filter)' [FILE], trace last [COUNT], trace stop")
    public synchronized String trace(String... arguments) throws IOException {
        String verb = arguments.length == 0 ? "" : arguments[0];
        if (verb.equals("start") && (arguments.length == 2 || arguments.length == 3)) {
            return start(arguments[1], arguments.length == 3 ? arguments[2] : "");
        }
        if (verb.equals("last") && arguments.length <= 2) {
            return last(arguments.length == 2 ? count(arguments[1]) : SHOWN);
        }
        if (verb.equals("stop") && arguments.length == 1) {
            return stop();
        }
        throw new IllegalArgumentException(USAGE);
    }

    private static int count(String text) {
        try {
            return Integer.parseUnsignedInt(text, 16) & Integer.MAX_VALUE;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a hexadecimal number", e);
        }
    }

    private String start(String choice, String file) throws IOException {
        if (trace != null) {
            throw new IllegalArgumentException("a trace is running; trace stop ends it");
        }
        Dictionary<String, Object> properties = properties(choice);
        try {
            trace = new TraceTap(file, KEPT);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be written", e);
        }
        registration = context.registerService(Tap.class, trace, properties);
        return "tracing " + choice + (file.isEmpty() ? "" : " to " + file);
    }

    private static Dictionary<String, Object> properties(String choice) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("service.pid", "pc:trace");
        if (choice.startsWith("(")) {
            try {
                properties.put(Tap.TARGET, FrameworkUtil.createFilter(choice).toString());
            } catch (InvalidSyntaxException e) {
                throw new IllegalArgumentException("'" + choice + "' is no filter: " + e.getMessage(), e);
            }
        } else if (!choice.equals("all")) {
            properties.put(Tap.RANGES, choice);
        }
        return properties;
    }

    private String last(int lines) {
        if (trace == null) {
            throw new IllegalArgumentException("no trace is running; " + USAGE);
        }
        List<String> last = trace.last(lines);
        return last.isEmpty() ? "no access" : String.join("\n", last);
    }

    private String stop() throws IOException {
        if (trace == null) {
            throw new IllegalArgumentException("no trace is running; " + USAGE);
        }
        TraceTap ended = trace;
        end();
        return ended.report();
    }

    private void end() throws IOException {
        registration.unregister();
        registration = null;
        TraceTap ended = trace;
        trace = null;
        ended.close();
    }

    /** Shows what the configured taps have seen. */
    @Descriptor("shows the figures of the taps that are configured")
    public String taps() {
        StringJoiner text = new StringJoiner("\n");
        new TreeMap<>(reports).forEach((name, report) -> text.add(name).add(report.report().indent(2).stripTrailing()));
        return reports.isEmpty() ? "no tap is configured" : text.toString();
    }
}
