package org.backplane.snapshot.internal;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Collections;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.felix.cm.json.io.ConfigurationResource;
import org.apache.felix.cm.json.io.Configurations;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * What a machine is made of at this moment: its configurations, those of cards that came later too, as a machine description.
 * How it is operated - shell, debugger, time limit - is left out: whoever restores it says that anew.
 */
final class Composition {
    /** What the launcher configures for a run. */
    private static final Set<String> OPERATION = Set.of("org.backplane.operator", "org.backplane.shell", "org.backplane.debugger",
            RestoreComponent.PID);
    private static final String MACHINE = "org.backplane.machine";
    /** What Configuration Admin and File Install add. */
    private static final Set<String> ADDED = Set.of(Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_FACTORYPID,
            ConfigurationAdmin.SERVICE_BUNDLELOCATION, "felix.fileinstall.filename");

    private Composition() {
    }

    static String of(ConfigurationAdmin admin) throws IOException {
        Map<String, Hashtable<String, Object>> configurations = new TreeMap<>();
        for (Configuration configuration : list(admin)) {
            if (!OPERATION.contains(configuration.getPid())) {
                configurations.put(configuration.getPid(), properties(configuration));
            }
        }
        ConfigurationResource resource = new ConfigurationResource();
        resource.getConfigurations().putAll(configurations);
        StringWriter out = new StringWriter();
        Configurations.buildWriter().build(out).writeConfigurationResource(resource);
        return out.toString();
    }

    private static Configuration[] list(ConfigurationAdmin admin) throws IOException {
        try {
            Configuration[] all = admin.listConfigurations(null);
            return all == null ? new Configuration[0] : all;
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError("no filter at all", impossible);
        }
    }

    private static Hashtable<String, Object> properties(Configuration configuration) {
        Hashtable<String, Object> properties = new Hashtable<>();
        for (String key : Collections.list(configuration.getProperties().keys())) {
            if (!ADDED.contains(key)) {
                properties.put(key, configuration.getProperties().get(key));
            }
        }
        if (configuration.getPid().equals(MACHINE)) {
            properties.remove("restored");
        }
        return properties;
    }
}
