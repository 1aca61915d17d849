package org.backplane.display.web.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * A jar that somebody dropped on the page becomes a bundle: installed and started, or, if there is one of its name, the next
 * revision of that one, which keeps the state of its device.
 */
final class DroppedJar {
    /** The jar cannot become a bundle; the message is one line that says why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private static final int LONGEST_NAME = 100;

    private final String file;
    private final byte[] bytes;
    private final String symbolicName;
    private final boolean fragment;

    /**
     * Looks at a jar.
     *
     * @param file  how it was called, for messages
     * @param bytes all of it
     * @throws Refused if it is no bundle
     */
    DroppedJar(String file, byte[] bytes) throws Refused {
        this.file = file.substring(0, Math.min(LONGEST_NAME, file.length())).replaceAll("[^ -~]", "?");
        this.bytes = bytes;
        Manifest manifest = manifest();
        symbolicName = header(manifest, Constants.BUNDLE_SYMBOLICNAME)
                .orElseThrow(() -> new Refused(this.file + " is no bundle: its manifest names no " + Constants.BUNDLE_SYMBOLICNAME));
        fragment = header(manifest, Constants.FRAGMENT_HOST).isPresent();
    }

    /** Only a file tells a manifest that is not its first entry. */
    private Manifest manifest() throws Refused {
        try {
            Path copy = Files.createTempFile("backplane", ".jar");
            try {
                Files.write(copy, bytes);
                return manifest(copy);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new Refused(file + " cannot be looked at: " + e.getMessage());
        }
    }

    private Manifest manifest(Path copy) throws Refused {
        try (JarFile jar = new JarFile(copy.toFile())) {
            return Optional.ofNullable(jar.getManifest())
                    .orElseThrow(() -> new Refused(file + " is no bundle: it has no manifest"));
        } catch (IOException e) {
            throw new Refused(file + " is no jar file");
        }
    }

    private static Optional<String> header(Manifest manifest, String name) {
        return Optional.ofNullable(manifest.getMainAttributes().getValue(name)).map(value -> value.split(";")[0].trim());
    }

    /**
     * Makes it a bundle.
     *
     * @param context of the bundle that does it, which does not replace itself
     * @return what was done, in one line
     * @throws Refused if the framework does not take it; nothing is left of a bundle that is new
     */
    String install(BundleContext context) throws Refused {
        Optional<Bundle> present = Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName())).findFirst();
        if (present.isEmpty()) {
            return start(context);
        }
        if (present.get().getBundleId() == 0 || present.get().equals(context.getBundle())) {
            throw new Refused(file + ": " + symbolicName + " cannot be replaced from this page");
        }
        return update(present.get());
    }

    private String start(BundleContext context) throws Refused {
        Bundle bundle = null;
        try {
            bundle = context.installBundle("web:" + symbolicName, new ByteArrayInputStream(bytes));
            if (!fragment) {
                bundle.start();
            }
            return symbolicName + " " + bundle.getVersion() + " is installed";
        } catch (BundleException e) {
            remove(bundle);
            throw new Refused(file + ": " + reason(e));
        }
    }

    private String update(Bundle bundle) throws Refused {
        String before = bundle.getVersion().toString();
        try {
            bundle.update(new ByteArrayInputStream(bytes));
            return symbolicName + " " + bundle.getVersion() + " replaces " + before;
        } catch (BundleException e) {
            throw new Refused(file + ": " + reason(e));
        }
    }

    private static void remove(Bundle bundle) throws Refused {
        try {
            if (bundle != null) {
                bundle.uninstall();
            }
        } catch (BundleException e) {
            throw new Refused(bundle.getSymbolicName() + " cannot be removed: " + reason(e));
        }
    }

    private static String reason(BundleException e) {
        return e.getMessage().replaceAll("\\s+", " ").trim();
    }
}
