package org.backplane.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The page in the browser: --web, and the server behind it. */
final class WebPlan {
    static final String PAGE = "org.backplane.display.web";
    /** What the option is without a port: any that is free. */
    static final String ANY_PORT = "0";
    private static final String PORT = "port";
    private static final int LAST_PORT = 0xFFFF;
    /** Bundles that nobody else needs. */
    private static final Set<String> SERVER = Set.of("org.apache.felix.http.jetty12", "org.apache.felix.http.servlet-api",
            "org.apache.commons.commons-fileupload", "org.apache.commons.commons-io", "slf4j.api", "slf4j.jdk14");
    /** Devices that talk to somebody, and the property that says to whom. */
    private static final List<String> TALKERS = List.of(StreamPlan.UART, StreamPlan.DEBUGCON);
    private static final String HOST = "host";

    private final MachineFile machine;

    WebPlan(MachineFile machine) {
        this.machine = machine;
    }

    /** Asks for the page, and leads the devices to it that would have the terminal or nobody. What options say of them counts more, and comes later. */
    void apply(Options options) {
        if (options.web == null) {
            return;
        }
        machine.require(PAGE).put(PORT, port(options.web));
        machine.configurations().forEach((pid, properties) -> {
            if (TALKERS.stream().anyMatch(talker -> MachineFile.isInstance(pid, talker)) && isIdle(pid, properties)) {
                properties.put(HOST, "console:" + pid.substring(Math.max(pid.lastIndexOf('~'), pid.lastIndexOf('.')) + 1));
            }
        });
    }

    private static boolean isIdle(String pid, Hashtable<String, Object> properties) {
        Object host = properties.getOrDefault(HOST, pid.startsWith(StreamPlan.DEBUGCON) ? "stdio" : "none");
        return host.equals("none") || host.equals("stdio");
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > LAST_PORT) {
            throw new UsageException("--web: '" + text + "' is not a port, 0 to " + LAST_PORT);
        }
        int port = Integer.parseInt(text);
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return port == 0 ? 0 : free.getLocalPort();
        } catch (IOException e) {
            throw new UsageException("--web: port " + port + " cannot be had: " + e.getMessage());
        }
    }

    /** Whether a bundle is there for the page only. */
    static boolean isForPage(String symbolicName) {
        return symbolicName.equals(PAGE) || SERVER.contains(symbolicName);
    }

    /** What the server is told: the loopback interface only, WebSockets, and nothing that tells what it is. */
    Map<String, String> server() {
        if (!machine.has(PAGE)) {
            return Map.of();
        }
        return Map.of("org.apache.felix.http.host", "127.0.0.1",
                "org.osgi.service.http.port", String.valueOf(machine.require(PAGE).getOrDefault(PORT, ANY_PORT)),
                "org.apache.felix.jetty.websocket.enable", "true",
                "org.apache.felix.http.jetty.sendServerHeader", "false");
    }
}
