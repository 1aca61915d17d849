package org.backplane.firmware.internal.rom;

import java.util.Hashtable;
import java.util.Map;
import org.backplane.bus.BusProperties;
import org.backplane.bus.Device;
import org.backplane.bus.MemoryType;
import org.backplane.bus.annotation.RequireBus;
import org.backplane.firmware.FirmwareException;
import org.backplane.firmware.RomImage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Registers a ROM device for each configuration.
 *
 * <p>The ranges of a ROM follow from the size of its image, and a component cannot compute its own service
 * properties; so this one registers the service itself instead of being it. (A component factory would do it too, but
 * Felix SCR 2.2.18 fails on instances that carry the {@code service.pid} which names the slot.) A configuration that
 * says {@code bus.memory} has the last word, as everywhere.
 */
@Component(configurationPid = RomComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {}, immediate = true)
@Designate(ocd = RomConfig.class, factory = true)
@RequireBus
public final class RomComponent {
    static final String PID = "org.backplane.firmware.rom";

    private final ServiceRegistration<Device> registration;

    /**
     * Registers the device.
     *
     * @param config     the configuration
     * @param properties the same as properties; they become those of the device's service
     * @param context    registers the service
     */
    @Activate
    public RomComponent(RomConfig config, Map<String, Object> properties, BundleContext context) {
        registration = context.registerService(Device.class, new RomDevice(config.image(), config.shadow()),
                serviceProperties(partBytes(config.image()), lowType(config.shadow()), properties));
    }

    /** Takes the device away. */
    @Deactivate
    void deactivate() {
        registration.unregister();
    }

    /** The size of the part; an image that cannot be used gets the smallest one, and its slot gets the reason. */
    static int partBytes(String image) {
        try {
            return RomImage.check(image);
        } catch (FirmwareException e) {
            return RomImage.UNIT_BYTES; // RomDevice.plug meets the same failure and reports it
        }
    }

    /** The memory type of the low range; one that cannot be used is that of ROM, and its slot gets the reason. */
    static MemoryType lowType(String shadow) {
        try {
            return Shadow.parse(shadow).type();
        } catch (FirmwareException e) {
            return Shadow.ROM.type(); // RomDevice.plug meets the same failure and reports it
        }
    }

    static Hashtable<String, Object> serviceProperties(int partBytes, MemoryType lowType, Map<String, Object> properties) {
        Hashtable<String, Object> result = new Hashtable<>();
        result.put(BusProperties.MEMORY, RomRange.addresses(partBytes));
        result.put(BusProperties.MEMORY + BusProperties.NAME, RomRange.names());
        result.put(BusProperties.MEMORY + BusProperties.PRIORITY, RomRange.PRIORITY);
        result.put(BusProperties.MEMORY + BusProperties.VALID, RomRange.WIDTHS);
        result.put(BusProperties.MEMORY + BusProperties.TYPE, new String[] {Shadow.ROM.type().name(), lowType.name()});
        result.putAll(properties);
        return result;
    }
}
