package org.backplane.shell.internal;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backplane.bus.annotation.Capabilities;
import org.backplane.bus.annotation.RequireBus;

/** What a bundle requires, said as hardware people would; the namespaces are those of {@code docs/capabilities.md}. */
final class RequirementWords {
    static final String PACKAGE = "osgi.wiring.package";
    static final String EXECUTION = "osgi.ee";
    private static final String IMPLEMENTATION = "osgi.implementation";
    private static final String EXTENDER = "osgi.extender";
    private static final Pattern AT_LEAST = Pattern.compile("\\((?:version|level|slots)(>=|=)([^)]+)\\)");
    private static final Map<String, String> BUSES = Map.of(Capabilities.PCI, "PCI bus", Capabilities.PORT, "port space",
            Capabilities.MEMORY, "memory space");

    private RequirementWords() {
    }

    /** The value that a filter asks an attribute to have; empty if it does not ask. */
    static String asked(String filter, String attribute) {
        Matcher matcher = Pattern.compile("\\(" + Pattern.quote(attribute) + "=([^)]+)\\)").matcher(filter);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The least version or level that a filter asks for; empty if it does not ask. */
    static String least(String filter) {
        Matcher matcher = AT_LEAST.matcher(filter);
        return matcher.find() ? matcher.group(2) : "";
    }

    /**
     * Says what is missing.
     *
     * @param namespace the requirement's namespace
     * @param filter    its filter
     * @param there     what else there is under the same name, such as another version of a package; empty if nothing
     */
    static String missing(String namespace, String filter, String there) {
        String name = asked(filter, namespace);
        return switch (namespace) {
            case PACKAGE -> packageMissing(name, least(filter), there);
            case EXECUTION -> "needs Java " + least(filter) + ", this is Java " + Runtime.version().feature();
            case IMPLEMENTATION -> name.equals(RequireBus.IMPLEMENTATION) && !there.isEmpty()
                    ? "needs a fabric of API " + least(filter) + ", this one has " + there
                    : "needs an implementation of " + name + ": no bundle provides one";
            case EXTENDER -> "needs the service " + name + ", such as Declarative Services: no bundle provides it";
            case Capabilities.BUS -> "needs a " + BUSES.getOrDefault(name, name + " bus") + ": no bundle provides one";
            case Capabilities.DEVICE -> "needs a device of the kind '" + name + "' beside it: no bundle provides one";
            case Capabilities.TCK -> "needs a device that passes the conformance kit at level " + least(filter)
                    + ": no bundle provides one";
            default -> "needs " + namespace + " " + filter + ": no bundle provides it";
        };
    }

    private static String packageMissing(String name, String version, String there) {
        boolean api = name.equals("org.backplane.bus") || name.startsWith("org.backplane.bus.");
        String what = api ? "the device API " + name : "the package " + name;
        String asked = version.isEmpty() ? "" : " " + version;
        return there.isEmpty() ? "needs " + what + asked + ": no bundle exports it"
                : "was built against" + asked + " of " + what + ", this machine has " + there;
    }
}
