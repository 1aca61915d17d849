package org.backplane.display.web.internal;

import java.util.Set;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/** The connection of one viewer of the screen: pictures go out, keys and mouse come in. */
public final class ScreenSocket extends PageSocket implements Session.Listener.AutoDemanding {
    private final ScreenFeed feed;
    private final ViewerInput input;
    private ScreenFeed.Viewer viewer;

    ScreenSocket(Set<Session> open, ScreenFeed feed, Guest guest) {
        super(open);
        this.feed = feed;
        this.input = new ViewerInput(guest);
    }

    @Override
    void opened(Session session) {
        viewer = feed.add(new SessionOutlet(session, () -> { }));
    }

    @Override
    public void onWebSocketText(String message) {
        if (message.equals("text")) {
            viewer.wantText();
            return;
        }
        try {
            input.take(message);
        } catch (IllegalArgumentException nonsense) {
            session().close(StatusCode.BAD_DATA, nonsense.getMessage(), Callback.NOOP);
        }
    }

    @Override
    void closed() {
        viewer.close();
        input.close();
    }
}
