package org.backplane.bus.core.internal.osgi;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.backplane.bus.core.internal.guard.Holders;
import org.backplane.bus.core.internal.guard.LeakSentinel;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** What the sentinel has to know of bundles: when a class loader should have gone, and which services hold it. */
final class Revisions {
    private final BundleContext context;

    Revisions(BundleContext context) {
        this.context = context;
    }

    /** A device of a bundle goes. If the bundle is updated or uninstalled, so should its class loader. */
    void leaving(LeakSentinel sentinel, String pid, Bundle bundle) {
        BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        if (wiring != null && wiring.getClassLoader() != null) {
            Set<String> names = new HashSet<>();
            for (String resource : wiring.listResources("/", "*.class",
                    BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL)) {
                names.add(resource.substring(0, resource.length() - ".class".length()).replace('/', '.'));
            }
            sentinel.watch(pid, bundle.getSymbolicName() + " " + bundle.getVersion(), wiring.getClassLoader(), names,
                    isDead(context, bundle.getBundleId()));
        }
    }

    /** It must not hold the bundle, which holds its revisions. */
    private static Predicate<ClassLoader> isDead(BundleContext context, long id) {
        return loader -> {
            try {
                return !isPending(context, id) && !isCurrent(context, id, loader);
            } catch (IllegalStateException stopping) {
                // This bundle stops, and with it the sentinel.
                return false;
            }
        };
    }

    /** Whether the framework keeps a revision of the bundle until bundles are refreshed. */
    private static boolean isPending(BundleContext context, long id) {
        FrameworkWiring framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        return framework.getRemovalPendingBundles().stream().anyMatch(any -> any.getBundleId() == id);
    }

    private static boolean isCurrent(BundleContext context, long id, ClassLoader loader) {
        Bundle bundle = context.getBundle(id);
        BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        return wiring != null && wiring.getClassLoader() == loader;
    }

    /** The services whose properties have values of its classes. The objects themselves are not asked for: that would make some. */
    private List<String> services(ClassLoader loader) {
        List<String> found = new ArrayList<>();
        try {
            ServiceReference<?>[] all = context.getAllServiceReferences(null, null);
            for (ServiceReference<?> service : all == null ? new ServiceReference<?>[0] : all) {
                for (String key : service.getPropertyKeys()) {
                    if (isOf(loader, service.getProperty(key))) {
                        found.add("the property " + key + " of the service " + service.getProperty(Constants.SERVICE_ID)
                                + " of " + service.getBundle());
                    }
                }
            }
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError("no filter at all", impossible);
        }
        return found;
    }

    private static boolean isOf(ClassLoader loader, Object value) {
        if (value instanceof Object[]) {
            for (int i = 0; i < Array.getLength(value); i++) {
                if (isOf(loader, Array.get(value, i))) {
                    return true;
                }
            }
        }
        return value != null && (value.getClass().getClassLoader() == loader
                || value instanceof Class && ((Class<?>) value).getClassLoader() == loader);
    }

    /** Finds holders among slots, services and what every Java machine has. */
    Holders holders(Function<ClassLoader, List<String>> slots) {
        return new Holders(loader -> {
            List<String> found = new ArrayList<>(slots.apply(loader));
            found.addAll(services(loader));
            return found;
        });
    }
}
