package org.backplane.bus.core.internal.osgi;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.backplane.bus.core.internal.tap.TapSeat;
import org.backplane.bus.machine.LiveRange;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.tap.Tap;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/** What the service properties of a tap say. */
final class TapProperties {
    private TapProperties() {
    }

    /** The seat of a tap; one whose properties are wrong has chosen nothing, and its report says why. */
    static TapSeat seat(String name, Tap tap, Map<String, ?> properties) {
        boolean mustFire = Boolean.parseBoolean(String.valueOf(properties.get(Tap.MUST_FIRE)));
        try {
            return new TapSeat(name, tap, target(properties), mustFire, "");
        } catch (InvalidSyntaxException wrong) {
            return new TapSeat(name, tap, range -> false, mustFire,
                    Tap.TARGET + ": '" + wrong.getFilter() + "' is no filter: " + wrong.getMessage());
        }
    }

    private static Predicate<RangeDTO> target(Map<String, ?> properties) throws InvalidSyntaxException {
        Predicate<RangeDTO> target = range -> true;
        Object filter = properties.get(Tap.TARGET);
        if (filter != null && !String.valueOf(filter).isBlank()) {
            Filter parsed = FrameworkUtil.createFilter(String.valueOf(filter).strip());
            target = range -> parsed.matches(properties(range));
        }
        List<String> names = texts(properties.get(Tap.RANGES));
        return names.isEmpty() ? target
                : target.and(range -> names.contains(range.pid) || names.contains(range.pid + "/" + range.name));
    }

    private static List<String> texts(Object value) {
        if (value instanceof String[]) {
            return List.of((String[]) value);
        }
        if (value instanceof Collection) {
            return ((Collection<?>) value).stream().map(String::valueOf).toList();
        }
        return value == null || String.valueOf(value).isBlank() ? List.of() : List.of(String.valueOf(value).strip());
    }

    /** The properties of the service that announces the range. */
    static Map<String, Object> properties(RangeDTO range) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(LiveRange.SPACE, range.space);
        properties.put(LiveRange.FIRST, range.first);
        properties.put(LiveRange.LAST, range.last);
        properties.put(LiveRange.NAME, range.name);
        properties.put(LiveRange.PRIORITY, range.priority);
        properties.put(LiveRange.DEVICE, range.pid);
        properties.put(LiveRange.BUNDLE, range.bundle);
        properties.put(LiveRange.BUNDLE_VERSION, range.version);
        return properties;
    }
}
