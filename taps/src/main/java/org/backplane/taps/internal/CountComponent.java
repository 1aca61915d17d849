package org.backplane.taps.internal;

import org.backplane.bus.tap.Tap;
import org.backplane.bus.tap.TapAccess;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Counts accesses, for each configuration {@code org.backplane.tap.count~NAME}. */
@Component(name = "org.backplane.tap.count", service = {Tap.class, TapReport.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class CountComponent implements Tap, TapReport {
    private final CountTap counts = new CountTap();

    @Override
    public void after(TapAccess access) {
        counts.after(access);
    }

    @Override
    public String report() {
        return counts.report();
    }
}
