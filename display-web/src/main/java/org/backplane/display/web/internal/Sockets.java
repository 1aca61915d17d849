package org.backplane.display.web.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.backplane.bus.host.HostConsoles;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * Opens the page's WebSockets: {@code /socket/screen}, {@code /socket/report} and {@code /socket/console/NAME}. Felix HTTP
 * looks at the name of the class that this one extends directly to see that it is a servlet for WebSockets.
 */
public final class Sockets extends JettyWebSocketServlet {
    static final String PATH = "/socket/";
    private static final long serialVersionUID = 1L;
    private static final String CONSOLE = "console/";
    /** What a viewer sends in one message at most: pasted text. */
    private static final long LONGEST_MESSAGE = 64 * 1024;

    private final transient ScreenFeed feed;
    private final transient Guest guest;
    private final transient HostConsoles consoles;
    private final transient MachineReport report;
    private final transient Set<Session> open = ConcurrentHashMap.newKeySet();
    /** Devices tell it of their output; when it has ended that means nothing. */
    private final transient ScheduledExecutorService thread =
            new ScheduledThreadPoolExecutor(1, Threads.named("sockets"), new ThreadPoolExecutor.DiscardPolicy());

    Sockets(ScreenFeed feed, Guest guest, HostConsoles consoles, MachineReport report) {
        this.feed = feed;
        this.guest = guest;
        this.consoles = consoles;
        this.report = report;
    }

    @Override
    protected void configure(JettyWebSocketServletFactory factory) {
        // A guest that shows nothing new for a minute is no reason to hang up.
        factory.setIdleTimeout(Duration.ZERO);
        factory.setMaxTextMessageSize(LONGEST_MESSAGE);
        factory.setMaxBinaryMessageSize(LONGEST_MESSAGE);
        factory.setCreator(this::socket);
    }

    private Object socket(JettyServerUpgradeRequest request, JettyServerUpgradeResponse response) throws IOException {
        String name = request.getRequestPath().substring(PATH.length());
        if (name.equals("screen")) {
            return new ScreenSocket(open, feed, guest);
        }
        if (name.equals("report")) {
            return new ReportSocket(open, report::text, thread);
        }
        if (name.startsWith(CONSOLE)) {
            return new ConsoleSocket(open, consoles, name.substring(CONSOLE.length()), thread);
        }
        response.sendError(404, "there is no socket " + PATH + name);
        return null;
    }

    /** Closes the sockets, and ends the thread that serves them. */
    void close() {
        open.forEach(session -> session.close(StatusCode.SHUTDOWN, "the page is no longer served", Callback.NOOP));
        thread.shutdownNow();
    }
}
