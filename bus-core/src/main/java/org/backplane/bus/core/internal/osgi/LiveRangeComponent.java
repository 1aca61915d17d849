package org.backplane.bus.core.internal.osgi;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.machine.LiveRange;
import org.backplane.bus.machine.RangeDTO;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The service of a range that answers. The {@link Announcer} makes one for each. */
@Component(name = LiveRangeComponent.FACTORY, factory = LiveRangeComponent.FACTORY)
public final class LiveRangeComponent implements LiveRange {
    /** The name by which the factory is found. */
    static final String FACTORY = "org.backplane.bus.range";
    /** The range itself; the full stop keeps it out of the service properties. */
    private static final String RANGE = ".range";

    private final Mapping range;

    /** Takes the range from the properties that {@link #properties} made. */
    @Activate
    public LiveRangeComponent(Map<String, Object> properties) {
        range = (Mapping) properties.get(RANGE);
    }

    static Dictionary<String, Object> properties(Mapping range) {
        Dictionary<String, Object> properties = new Hashtable<>(TapProperties.properties(range.describe()));
        properties.put(RANGE, range);
        return properties;
    }

    @Override
    public RangeDTO describe() {
        return range.describe();
    }
}
