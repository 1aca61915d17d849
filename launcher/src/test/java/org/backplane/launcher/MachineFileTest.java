package org.backplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What becomes of a machine description. */
class MachineFileTest {
    /** The properties of each configuration, by the call that it was had with. */
    private final Map<String, Map<?, ?>> made = new TreeMap<>();

    /** A Configuration Admin that only remembers. */
    private final ConfigurationAdmin admin = service(ConfigurationAdmin.class, (self, get, arguments) -> {
        String call = get.getName() + List.of(arguments);
        return service(Configuration.class, (configuration, update, properties) -> made.put(call, copy((Dictionary<?, ?>) properties[0])));
    });

    private static Map<?, ?> copy(Dictionary<?, ?> properties) {
        Map<Object, Object> copy = new TreeMap<>();
        Collections.list(properties.keys()).forEach(name -> copy.put(name, properties.get(name)));
        return copy;
    }

    private static <T> T service(Class<T> type, InvocationHandler answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answer));
    }

    @Test
    void whatIsDescribedIsConfiguredForBundlesOfAnyLocation() throws IOException {
        MachineFile machine = MachineFile.parse("test", """
                {"org.backplane.cpu": {}, "org.backplane.device.uart~com1": {"bus.port": "0x3f8-0x3ff", "rank:Integer": 3}}""");
        machine.set("org.backplane.device.uart", "host", "none");
        machine.configure(admin);
        assertThat(made).isEqualTo(Map.of("getConfiguration[org.backplane.cpu, ?]", Map.of(),
                "getFactoryConfiguration[org.backplane.device.uart, com1, ?]", Map.of("bus.port", "0x3f8-0x3ff", "rank", 3, "host", "none")));
    }

    @Test
    void namesThatDifferInTheirCaseAreOneProperty() throws IOException {
        MachineFile machine = MachineFile.parse("test", "{\"org.backplane.device.debugcon\": {\"Host\": \"none\"}}");
        machine.set("org.backplane.device.debugcon", "host", "stdio");
        machine.configure(admin);
        assertThat(made.get("getConfiguration[org.backplane.device.debugcon, ?]")).hasSize(1);
    }
}
