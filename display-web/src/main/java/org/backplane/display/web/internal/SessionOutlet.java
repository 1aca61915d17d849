package org.backplane.display.web.internal;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** The way to a browser through a WebSocket. A message that cannot be sent is forgotten: the connection is closed then. */
final class SessionOutlet implements Outlet {
    private final Session session;
    private final Runnable freed;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * Makes the outlet.
     *
     * @param freed called when the last message that was under way has gone
     */
    SessionOutlet(Session session, Runnable freed) {
        this.session = session;
        this.freed = freed;
    }

    @Override
    public boolean isFree() {
        return underWay.get() == 0;
    }

    @Override
    public void send(String text) {
        session.sendText(text, departure());
    }

    @Override
    public void send(ByteBuffer bytes) {
        session.sendBinary(bytes, departure());
    }

    private Callback departure() {
        underWay.incrementAndGet();
        return Callback.from(this::gone, failure -> gone());
    }

    private void gone() {
        if (underWay.decrementAndGet() == 0) {
            freed.run();
        }
    }
}
