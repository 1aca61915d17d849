package org.backplane.bus.core.internal.osgi;

import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Loads and links the classes of a bundle ahead of their use. A new revision of a device is plugged in while the guest
 * stands; reading and verifying its classes would be most of that time.
 */
final class BundleClasses {
    private static final int MOST = 1000;
    private static final int SUFFIX = ".class".length();

    private BundleClasses() {
    }

    /**
     * Loads the bundle's own classes, the first thousand, without initialising them. What cannot be loaded is left to
     * whoever needs it. Any thread but the machine thread.
     */
    static void link(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return;
        }
        Collection<String> files = wiring.listResources("/", "*.class",
                BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL);
        files.stream().limit(MOST).forEach(file -> link(bundle, file.substring(0, file.length() - SUFFIX).replace('/', '.')));
    }

    private static void link(Bundle bundle, String name) {
        try {
            // HotSpot links a class before it tells its members.
            bundle.loadClass(name).getDeclaredConstructors();
        } catch (ClassNotFoundException | LinkageError | IllegalStateException unused) {
            // An optional part, or the bundle goes already; if the class is needed, its user meets the same error.
        }
    }
}
