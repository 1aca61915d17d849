package org.backplane.display.web.internal;

import java.util.Set;
import org.eclipse.jetty.websocket.api.Session;

/** One connection of the page's; all that are open can be closed when the bundle stops. */
public abstract class PageSocket implements Session.Listener {
    private final Set<Session> open;
    private Session session;

    /**
     * Makes the socket.
     *
     * @param open where its session is as long as it is open
     */
    PageSocket(Set<Session> open) {
        this.open = open;
    }

    /** The viewer is there. */
    abstract void opened(Session viewer);

    /** The viewer has gone. */
    abstract void closed();

    @Override
    public final void onWebSocketOpen(Session viewer) {
        session = viewer;
        open.add(viewer);
        opened(viewer);
    }

    @Override
    public final void onWebSocketClose(int status, String reason) {
        open.remove(session);
        closed();
    }

    final Session session() {
        return session;
    }
}
