package org.backplane.display.web.internal;

import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.websocket.api.Session;

/** The connection of one viewer of the machine's devices: a report each second, or fewer if the viewer is slow. */
public final class ReportSocket extends PageSocket implements Session.Listener.AutoDemanding {
    private static final long PERIOD_MILLIS = 1000;

    private final Supplier<String> report;
    private final ScheduledExecutorService thread;
    private ScheduledFuture<?> reports;

    ReportSocket(Set<Session> open, Supplier<String> report, ScheduledExecutorService thread) {
        super(open);
        this.report = report;
        this.thread = thread;
    }

    @Override
    void opened(Session session) {
        SessionOutlet outlet = new SessionOutlet(session, () -> { });
        reports = thread.scheduleAtFixedRate(() -> {
            if (outlet.isFree()) {
                outlet.send(report.get());
            }
        }, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    void closed() {
        reports.cancel(false);
    }
}
