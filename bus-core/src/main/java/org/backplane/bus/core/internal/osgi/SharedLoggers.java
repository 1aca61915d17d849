package org.backplane.bus.core.internal.osgi;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Gives bundles that come from the same location the same loggers, so that a device which is installed again and again
 * leaves one behind and not one each time.
 *
 * <p>Felix Log 1.3.0 keeps the loggers of each bundle that ever had one, and with them the bundle. Felix SCR asks for two
 * for each bundle with components. This factory stands before Felix's by its ranking. What it costs: an entry of the log
 * may name an earlier installation of its bundle. It can go when Felix Log forgets the loggers of uninstalled bundles.
 */
@Component(service = {}, immediate = true)
public final class SharedLoggers implements ServiceFactory<LoggerFactory> {
    private static final String SHARED = "org.backplane.shared";
    private static final int BEFORE_OTHERS = 1000;

    private final LoggerFactory log;
    private final Map<Key, Logger> loggers = new ConcurrentHashMap<>();
    private final ServiceRegistration<?> registration;

    private record Key(String location, String name, Class<? extends Logger> type) {
    }

    /** Offers the loggers of a log, shared. */
    @Activate
    public SharedLoggers(BundleContext context, @Reference(target = "(!(" + SHARED + "=true))") LoggerFactory log) {
        this.log = log;
        this.registration = context.registerService(LoggerFactory.class, this,
                new Hashtable<>(Map.of(SHARED, true, Constants.SERVICE_RANKING, BEFORE_OTHERS)));
    }

    @Deactivate
    void close() {
        registration.unregister();
    }

    @Override
    public LoggerFactory getService(Bundle bundle, ServiceRegistration<LoggerFactory> unused) {
        return new OfBundle(bundle);
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<LoggerFactory> unused, LoggerFactory factory) {
        // The loggers stay for the next bundle from there.
    }

    private <L extends Logger> L logger(Bundle bundle, String name, Class<L> type) {
        return type.cast(loggers.computeIfAbsent(new Key(bundle.getLocation(), name, type),
                key -> log.getLogger(bundle, name, type)));
    }

    /** As a bundle sees it. */
    private final class OfBundle implements LoggerFactory {
        private final Bundle user;

        OfBundle(Bundle user) {
            this.user = user;
        }

        @Override
        public Logger getLogger(String name) {
            return logger(user, name, Logger.class);
        }

        @Override
        public Logger getLogger(Class<?> type) {
            return getLogger(type.getName());
        }

        @Override
        public <L extends Logger> L getLogger(String name, Class<L> type) {
            return logger(user, name, type);
        }

        @Override
        public <L extends Logger> L getLogger(Class<?> owner, Class<L> type) {
            return logger(user, owner.getName(), type);
        }

        @Override
        public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> type) {
            return logger(bundle, name, type);
        }
    }
}
