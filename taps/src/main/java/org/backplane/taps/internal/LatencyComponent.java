package org.backplane.taps.internal;

import org.backplane.bus.tap.Tap;
import org.backplane.bus.tap.TapAccess;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Measures how long devices take, for each configuration {@code org.backplane.tap.latency~NAME}. */
@Component(name = "org.backplane.tap.latency", service = {Tap.class, TapReport.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class LatencyComponent implements Tap, TapReport {
    private final LatencyTap latencies = new LatencyTap();

    @Override
    public void after(TapAccess access) {
        latencies.after(access);
    }

    @Override
    public String report() {
        return latencies.report();
    }
}
