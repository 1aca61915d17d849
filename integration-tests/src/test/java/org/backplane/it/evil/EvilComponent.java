package org.backplane.it.evil;

import java.util.Hashtable;
import java.util.Map;
import org.backplane.bus.Device;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;

/** Registers the evil device by hand, so that it can change and take back its registration by itself. */
@Component(name = EvilDevice.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, service = {}, immediate = true)
public final class EvilComponent {
    private final EvilDevice device;

    /** The options. */
    public @interface Config {
        /** What it does. */
        String deed();
    }

    @Activate
    public EvilComponent(BundleContext context, Config config) {
        Deed deed = Deed.valueOf(config.deed());
        device = new EvilDevice(deed);
        ServiceRegistration<Device> registration = context.registerService(Device.class, device,
                new Hashtable<>(properties(deed)));
        device.registered(registration);
    }

    private static Map<String, Object> properties(Deed deed) {
        switch (deed) {
            case LIES_ABOUT_ITS_SIZE:
                return Map.of("service.pid", EvilDevice.PID, "bus.port", "0x300+1", "bus.memory", "0x1000000+64K");
            case REACHES_ITSELF:
                return Map.of("service.pid", EvilDevice.PID, "bus.port", "0x300+1", "bus.memory", "0x1000000+4K");
            case OVERWRITES_MEMORY:
                return Map.of("service.pid", EvilDevice.PID, "bus.port", "0x300+1", "bus.dma", "0x20000+4K");
            case THROWS_ON_PCI:
                return Map.of("service.pid", EvilDevice.PID, "bus.pci", "5.0", "bus.pci.vendor", 0x1234, "bus.pci.device",
                        0x0e71, "bus.pci.class", 0xff0000, "bus.pci.bars", "0:io+16");
            default:
                return Map.of("service.pid", EvilDevice.PID, "bus.port", "0x300+1", "bus.drives", "irq=irq5");
        }
    }

    @Deactivate
    void deactivate() {
        device.unregister();
    }
}
