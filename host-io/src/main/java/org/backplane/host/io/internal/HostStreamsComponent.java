package org.backplane.host.io.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.backplane.bus.host.HostConsole;
import org.backplane.bus.host.HostConsoles;
import org.backplane.bus.host.HostInput;
import org.backplane.bus.host.HostStream;
import org.backplane.bus.host.HostStreamException;
import org.backplane.bus.host.HostStreams;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Opens the host's streams by name, and lets each of them have one user at a time. It is there also while it has no user,
 * because a stream may be left open for the next one. Consoles are streams of its own, and it lets others look at them.
 */
@Component(name = "org.backplane.host.io", immediate = true)
public final class HostStreamsComponent implements HostStreams, HostConsoles {
    private static final String FILE = "file:";
    private static final String TCP = "tcp:";
    private static final String CONSOLE = "console:";
    private static final Pattern CONSOLE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    /** How long the last user's output may take before the next one is told that the stream is busy. */
    private static final long HANDOVER_NANOS = 3_000_000_000L;
    /** How long all streams together may take to write what they have when the bundle stops. */
    private static final long STOP_NANOS = 5_000_000_000L;

    private final Consumer<String> log;
    private final RawMode terminal;
    private final InputStream standardInput;
    private final OutputStream standardOutput;
    private final Map<String, BackgroundStream> streams = new LinkedHashMap<>();
    /** By which name each open stream was asked for: that of tcp:0 is another one. */
    private final Map<BackgroundStream, String> asked = new HashMap<>();
    /** By name. A console outlives its device: one that is replaced goes on in the same. */
    private final Map<String, Console> consoles = new ConcurrentSkipListMap<>();

    /**
     * Makes the service of this process.
     *
     * @param logger takes what goes wrong while streams are open
     */
    @Activate
    public HostStreamsComponent(@Reference(service = LoggerFactory.class) Logger logger) {
        this(logger::warn, new ProcessTerminal(), System.in, new FileOutputStream(FileDescriptor.out));
    }

    HostStreamsComponent(Consumer<String> log, RawMode terminal, InputStream in, OutputStream out) {
        this.log = log;
        this.terminal = terminal;
        this.standardInput = in;
        this.standardOutput = out;
    }

    @Override
    public HostStream open(String name, HostInput input) {
        if (name.equals("none")) {
            return new NoneStream(input);
        }
        if (name.equals("stdio")) {
            return exclusive(name, input, () -> new StdioStream(terminal, standardInput, standardOutput, input, log));
        }
        if (name.startsWith(FILE)) {
            Path path = path(name);
            String full = FILE + path;
            return exclusive(full, input, () -> FileStream.open(full, path, input, log));
        }
        if (name.startsWith(TCP)) {
            int port = port(name);
            return exclusive(TCP + port, input, () -> TcpStream.open(port, input, log));
        }
        if (name.startsWith(CONSOLE)) {
            return exclusive(name, input, () -> new ConsoleStream(name, console(name), input, log));
        }
        throw new HostStreamException(
                "'" + name + "' is no host stream; there are none, stdio, file:PATH, tcp:PORT and console:NAME", null);
    }

    @Override
    public List<String> names() {
        return List.copyOf(consoles.keySet());
    }

    @Override
    public HostConsole view(String name, Runnable changed) {
        Console console = consoles.get(name);
        if (console == null) {
            throw new HostStreamException(CONSOLE + name + ": there is no such console", null);
        }
        return console.view(changed);
    }

    private Console console(String name) {
        String bare = name.substring(CONSOLE.length());
        if (!CONSOLE_NAME.matcher(bare).matches()) {
            throw new HostStreamException(name + ": a console's name has up to 32 letters, digits, dots and dashes", null);
        }
        return consoles.computeIfAbsent(bare, fresh -> new Console());
    }

    /** Closes what users have left open and waits for their output, but not for ever. */
    @Deactivate
    public void stop() {
        Map<String, BackgroundStream> open;
        synchronized (this) {
            open = Map.copyOf(streams);
            streams.clear();
        }
        open.values().forEach(BackgroundStream::close);
        long deadlineNanos = System.nanoTime() + STOP_NANOS;
        open.values().forEach(stream -> {
            if (!ended(stream, deadlineNanos)) {
                log.accept(stream.name() + ": the host does not take the output; the rest of it is lost");
            }
        });
    }

    private synchronized HostStream exclusive(String name, HostInput input, Supplier<BackgroundStream> opener) {
        streams.values().removeIf(stream -> stream.closed() && stream.ended());
        asked.keySet().retainAll(streams.values());
        for (BackgroundStream left : streams.values()) {
            if (name.equals(asked.get(left)) && left.gate().isLeftFor(input.toString())) {
                left.takeOver(input);
                return left;
            }
        }
        BackgroundStream last = streams.get(name);
        if (last != null && !last.closed()) {
            throw new HostStreamException(name + ": taken by " + last.gate().user(), null);
        }
        if (last != null && !ended(last, System.nanoTime() + HANDOVER_NANOS)) {
            throw new HostStreamException(name + ": still busy with what its last user wrote", null);
        }
        BackgroundStream stream = opener.get();
        streams.put(stream.name(), stream);
        asked.put(stream, name);
        return stream;
    }

    private static boolean ended(BackgroundStream stream, long deadlineNanos) {
        try {
            return stream.awaitEnd(deadlineNanos);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return stream.ended();
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(name.substring(FILE.length())).toAbsolutePath().normalize();
        } catch (InvalidPathException malformed) {
            throw new HostStreamException(name + ": " + malformed.getReason(), malformed);
        }
    }

    private static int port(String name) {
        try {
            int port = Integer.parseInt(name.substring(TCP.length()));
            if (port >= 0 && port <= 0xffff) {
                return port;
            }
        } catch (NumberFormatException malformed) {
            throw new HostStreamException(name + ": the port is a number from 0 to 65535", malformed);
        }
        throw new HostStreamException(name + ": the port is a number from 0 to 65535", null);
    }
}
