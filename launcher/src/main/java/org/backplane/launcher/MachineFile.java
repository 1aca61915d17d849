package org.backplane.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.cm.json.io.ConfigurationReader;
import org.apache.felix.cm.json.io.ConfigurationResource;
import org.apache.felix.cm.json.io.Configurations;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A machine description: a JSON resource of the OSGi Configurator (Compendium 8, §150.3), each entry a configuration by its
 * PID, {@code factory~name} for instances. {@code //} and {@code /* *}{@code /} comments are allowed.
 */
final class MachineFile {
    private final String name;
    private final Map<String, Hashtable<String, Object>> configurations;

    private MachineFile(String name, Map<String, Hashtable<String, Object>> configurations) {
        this.name = name;
        this.configurations = configurations;
    }

    /** Reads a description from a file, or the one that comes along under a name. */
    static MachineFile read(String machine) {
        Path file = Path.of(machine);
        try {
            if (Files.isRegularFile(file)) {
                return parse(machine, Files.readString(file));
            }
            try (InputStream in = MachineFile.class.getResourceAsStream("/machines/" + machine + ".json")) {
                if (in != null) {
                    return parse(machine, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UsageException("--machine: " + machine + " cannot be read: " + e.getMessage());
        }
        throw new UsageException("--machine: there is no file '" + machine + "' and no machine of that name comes along");
    }

    static MachineFile parse(String name, String json) {
        try (Reader in = Configurations.jsonCommentAwareReader(new StringReader(json))) {
            ConfigurationReader reader = Configurations.buildReader().verifyAsBundleResource(true).withIdentifier(name).build(in);
            ConfigurationResource resource = reader.readConfigurationResource();
            if (!reader.getIgnoredErrors().isEmpty()) {
                throw new UsageException("--machine: " + name + ": " + oneLine(reader.getIgnoredErrors().get(0)));
            }
            Map<String, Hashtable<String, Object>> configurations = new TreeMap<>();
            // The reader's own tables inherit methods of Hashtable that do not see their contents, getOrDefault among them.
            resource.getConfigurations().forEach((pid, properties) -> configurations.put(pid, new Hashtable<>(properties)));
            if (configurations.isEmpty()) {
                throw new UsageException("--machine: " + name + " describes no device");
            }
            return new MachineFile(name, configurations);
        } catch (IOException e) {
            throw new UsageException("--machine: " + name + " is not valid: " + oneLine(e.getMessage()));
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").trim();
    }

    String name() {
        return name;
    }

    /** The configurations by PID; changes are seen by {@link #configure}. */
    Map<String, Hashtable<String, Object>> configurations() {
        return configurations;
    }

    /** Whether a PID, or an instance of that factory PID, is configured. */
    boolean has(String pid) {
        return configurations.keySet().stream().anyMatch(key -> isInstance(key, pid));
    }

    /** Says in one line that an option asks for a device that the machine does not have. */
    void need(String option, String pid, String what) {
        if (!has(pid)) {
            throw new UsageException(option + ": the machine '" + name + "' has no " + what + " (" + pid + ")");
        }
    }

    /** Whether a PID, an instance of it, or a part of it ({@code pid.part}) is configured. */
    boolean hasAny(String pid) {
        return has(pid) || configurations.keySet().stream().anyMatch(key -> key.startsWith(pid + "."));
    }

    /** Whether a configured PID is the given one or an instance of it. */
    static boolean isInstance(String key, String pid) {
        return key.equals(pid) || key.startsWith(pid + "~");
    }

    /** Sets a property of every instance of a PID. */
    void set(String pid, String property, Object value) {
        configurations.forEach((key, properties) -> {
            if (isInstance(key, pid)) {
                properties.put(property, value);
            }
        });
    }

    /** Appends to a list of texts. */
    void add(String pid, String property, String element) {
        Map<String, Object> properties = require(pid);
        List<String> elements = new ArrayList<>();
        if (properties.get(property) instanceof String[]) {
            elements.addAll(Arrays.asList((String[]) properties.get(property)));
        }
        elements.add(element);
        properties.put(property, elements.toArray(String[]::new));
    }

    /** The configuration of a PID, made if it is absent. */
    Map<String, Object> require(String pid) {
        return configurations.computeIfAbsent(pid, key -> new Hashtable<>());
    }

    void remove(String pid) {
        configurations.keySet().removeIf(key -> isInstance(key, pid));
    }

    /** Makes the configurations as a Configurator would, for bundles of any location. */
    void configure(ConfigurationAdmin admin) throws IOException {
        for (Map.Entry<String, Hashtable<String, Object>> entry : configurations.entrySet()) {
            // Of names that differ in their case only, this table takes one.
            Hashtable<String, Object> properties = Configurations.newConfiguration();
            properties.putAll(entry.getValue());
            String[] pid = entry.getKey().split("~", 2);
            Configuration configuration = pid.length == 2 ? admin.getFactoryConfiguration(pid[0], pid[1], "?")
                    : admin.getConfiguration(pid[0], "?");
            configuration.update(properties);
        }
    }
}
