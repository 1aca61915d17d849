package org.backplane.bus.core.internal.osgi;

import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Takes back what the framework remembers of a bundle's use of the Configuration Admin, when the bundle stops.
 *
 * <p>Felix SCR asks for it in the name of each bundle with components and returns it. Felix 7.0.5 keeps the record of
 * that, with a count of 0, until the service goes ({@code ServiceRegistry.ungetService}), also when the bundle has been
 * uninstalled; the record holds the bundle with its archive, some 7 KB. A service that was got by {@link ServiceObjects}
 * is forgotten with its last return (Core 8 §5.3.3). It can go when Felix drops these records when a bundle stops.
 */
@Component(service = {}, immediate = true)
public final class UsageRecords implements SynchronousBundleListener {
    private static final String CONFIGURATION_ADMIN = "org.osgi.service.cm.ConfigurationAdmin";

    private final BundleContext own;

    /** Listens from now on. */
    @Activate
    public UsageRecords(BundleContext own) {
        this.own = own;
        own.addBundleListener(this);
    }

    @Deactivate
    void close() {
        own.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        BundleContext context = event.getBundle().getBundleContext();
        if (event.getType() == BundleEvent.STOPPING && context != null) {
            ServiceReference<?> reference = context.getServiceReference(CONFIGURATION_ADMIN);
            if (reference != null) {
                useOnceMore(context.getServiceObjects(reference));
            }
        }
    }

    private static <S> void useOnceMore(ServiceObjects<S> objects) {
        S service = objects.getService();
        if (service != null) {
            objects.ungetService(service);
        }
    }
}
