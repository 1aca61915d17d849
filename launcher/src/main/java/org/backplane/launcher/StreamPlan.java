package org.backplane.launcher;

import java.util.ArrayList;
import java.util.List;

/** Which devices are connected to which streams of the host, and the ports that tests use. */
final class StreamPlan {
    static final String UART = "org.backplane.device.uart";
    static final String DEBUGCON = "org.backplane.device.debugcon";
    private static final String POST = "org.backplane.device.post";
    private static final String EXIT = "org.backplane.device.exit";
    private static final String STDIO = "stdio";
    private static final String NONE = "none";

    private final MachineFile machine;

    StreamPlan(MachineFile machine) {
        this.machine = machine;
    }

    void apply(Options options) {
        List<String> onStdio = new ArrayList<>();
        note(onStdio, "--serial", options.serial);
        note(onStdio, "--debugcon", options.debugcon);
        note(onStdio, "--post", options.post);
        note(onStdio, "--shell", options.shell);
        if (onStdio.size() > 1) {
            throw new UsageException(String.join(" and ", onStdio) + " cannot both have stdio");
        }
        if (!onStdio.isEmpty()) {
            freeStdio();
        }
        if (options.serial != null) {
            machine.need("--serial", UART, "serial port");
            stream("--serial", options.serial, true);
            machine.configurations().get(firstUart()).put("host", options.serial);
        }
        if (options.debugcon != null) {
            stream("--debugcon", options.debugcon, false);
            machine.require(DEBUGCON).put("host", options.debugcon);
        } else if (machine.has(DEBUGCON) && !machine.configurations().get(DEBUGCON).containsKey("host")) {
            machine.require(DEBUGCON).put("host", NONE);
        }
        post(options);
        exitPort(options);
        stream("--shell", options.shell, true);
        if (options.shell.matches("(file|console):.*")) {
            throw new UsageException("--shell: '" + options.shell + "' is none of stdio, none, tcp:PORT");
        }
        machine.require(LaunchPlan.SHELL).put("stream", options.shell);
        machine.require(LaunchPlan.SHELL).put("afterPowerOn", true);
    }

    private void post(Options options) {
        if (options.postPort != null) {
            machine.require(POST).put("bus.port", port("--post-port", options.postPort) + "+1");
        }
        if (options.post != null) {
            stream("--post", options.post, false);
            machine.require(POST).put("host", options.post);
        }
    }

    private static void note(List<String> users, String option, String stream) {
        if (STDIO.equals(stream)) {
            users.add(option);
        }
    }

    /** Takes standard input and output from the devices that the description gives it to. */
    private void freeStdio() {
        machine.configurations().values().stream().filter(properties -> STDIO.equals(properties.get("host")))
                .forEach(properties -> properties.put("host", NONE));
    }

    /** The port that COM1 usually is: {@code ~com1}, or else the first one. */
    private String firstUart() {
        return machine.configurations().keySet().stream().filter(key -> MachineFile.isInstance(key, UART))
                .min((a, b) -> Boolean.compare(b.endsWith("~com1"), a.endsWith("~com1"))).orElseThrow();
    }

    private static void stream(String option, String name, boolean mayListen) {
        boolean known = name.equals(NONE) || name.equals(STDIO) || name.matches("file:.+")
                || name.matches("console:[A-Za-z0-9._-]{1,32}")
                || mayListen && name.matches("tcp:[0-9]{1,5}") && Integer.parseInt(name.substring(4)) <= 0xFFFF;
        if (!known) {
            throw new UsageException(option + ": '" + name + "' is none of stdio, none, file:PATH, console:NAME"
                    + (mayListen ? ", tcp:PORT" : ""));
        }
    }

    private void exitPort(Options options) {
        if (options.exitPort != null) {
            machine.require(EXIT).put("bus.port", Integer.toString(port("--exit-port", options.exitPort)));
            machine.require(EXIT).put("bus.port.size", "4");
        }
    }

    static int port(String option, String text) {
        try {
            int port = Integer.decode(text);
            if (port >= 0 && port <= 0xFFFC) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageException(option + ": '" + text + "' is not a port number, 0 to 0xfffc");
    }
}
