package org.backplane.device.ram.internal;

import java.util.Arrays;
import java.util.Hashtable;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backplane.bus.BusProperties;
import org.backplane.bus.Device;
import org.backplane.bus.MemoryType;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.RequireBus;
import org.backplane.bus.role.ShadowMemory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Main memory behind ROM and video memory, for a machine with a host bridge. It registers the device itself, because an
 * annotation cannot list two ranges for each of the segments. The configuration has the last word on the properties.
 */
@Component(configurationPid = ShadowRamComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {}, immediate = true)
@RequireBus
@DeviceKind("shadow-memory")
@PassesTck(level = 1)
public final class ShadowRamComponent {
    static final String PID = "org.backplane.device.ram.shadow";

    /** Over ROM, which has 10. */
    private static final int PRIORITY = 20;

    private final ServiceRegistration<Device> registration;

    /**
     * Registers the device.
     *
     * @param properties the configuration; it becomes that of the device's service
     * @param context    registers the service
     */
    @Activate
    public ShadowRamComponent(Map<String, Object> properties, BundleContext context) {
        registration = context.registerService(Device.class, new ShadowRamDevice(), serviceProperties(properties));
    }

    /** Takes the device away. */
    @Deactivate
    void deactivate() {
        registration.unregister();
    }

    static Hashtable<String, Object> serviceProperties(Map<String, Object> properties) {
        int segments = ShadowRam.segments();
        String[] lengths = new String[2 * segments];
        Arrays.fill(lengths, "+" + ShadowMemory.SEGMENT_BYTES);
        Hashtable<String, Object> result = new Hashtable<>();
        result.put(BusProperties.MEMORY, lengths);
        result.put(BusProperties.MEMORY + BusProperties.NAME,
                Stream.concat(IntStream.range(0, segments).mapToObj(ShadowRam::reads),
                        IntStream.range(0, segments).mapToObj(ShadowRam::writes)).toArray(String[]::new));
        result.put(BusProperties.MEMORY + BusProperties.ACCESS, IntStream.range(0, 2 * segments)
                .mapToObj(range -> range < segments ? "r" : "w").toArray(String[]::new));
        result.put(BusProperties.MEMORY + BusProperties.PRIORITY, PRIORITY);
        result.put(BusProperties.MEMORY + BusProperties.VALID, "1,2,4,8");
        result.put(BusProperties.MEMORY + BusProperties.TYPE, MemoryType.WB.name());
        result.putAll(properties);
        return result;
    }
}
