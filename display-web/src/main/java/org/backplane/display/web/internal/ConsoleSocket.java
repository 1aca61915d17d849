package org.backplane.display.web.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Executor;
import org.backplane.bus.host.HostConsoles;
import org.backplane.bus.host.HostStreamException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/** The connection of one viewer of a console. The next message is not read before the device has taken this one. */
public final class ConsoleSocket extends PageSocket {
    private final HostConsoles consoles;
    private final String name;
    private final Executor thread;
    private ConsoleLink link;

    /**
     * Makes the socket.
     *
     * @param open   where its session is as long as it is open
     * @param name   the console that is looked at
     * @param thread does the work of all consoles
     */
    ConsoleSocket(Set<Session> open, HostConsoles consoles, String name, Executor thread) {
        super(open);
        this.consoles = consoles;
        this.name = name;
        this.thread = thread;
    }

    @Override
    void opened(Session session) {
        try {
            link = new ConsoleLink(consoles, name, freed -> new SessionOutlet(session, freed), session::demand, thread);
        } catch (HostStreamException unknown) {
            session.close(StatusCode.BAD_DATA, unknown.getMessage(), Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketText(String text) {
        link.type(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        callback.succeed();
        link.type(bytes);
    }

    @Override
    void closed() {
        if (link != null) {
            link.close();
        }
    }
}
