package org.backplane.taps.internal;

import java.io.IOException;
import org.backplane.bus.tap.Tap;
import org.backplane.bus.tap.TapAccess;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A trace for each configuration {@code org.backplane.tap.trace~NAME}. */
@Component(name = "org.backplane.tap.trace", service = {Tap.class, TapReport.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TraceComponent.Config.class, factory = true)
public final class TraceComponent implements Tap, TapReport {
    private final TraceTap trace;

    /** The options of a trace. */
    @ObjectClassDefinition(name = "Trace", description = "Writes the accesses to chosen ranges down")
    public @interface Config {
        /** Which ranges. */
        @AttributeDefinition(description = "LDAP filter over the ranges, such as (range.space=port); empty for none")
        String tap_target() default "";

        /** Which ranges, by name. */
        @AttributeDefinition(description = "Ranges as PID or PID/range; empty for no restriction")
        String[] tap_ranges() default {};

        /** Where to. */
        @AttributeDefinition(description = "File for all lines, which is written anew; empty for none")
        String file() default "";

        /** How many. */
        @AttributeDefinition(description = "Lines that are kept in memory for pc:taps")
        int keep() default 1000;
    }

    /**
     * Made by Declarative Services.
     *
     * @param config the options
     * @throws IOException if the file cannot be written
     */
    @Activate
    public TraceComponent(Config config) throws IOException {
        trace = new TraceTap(config.file(), config.keep());
    }

    @Deactivate
    void deactivate() throws IOException {
        trace.close();
    }

    @Override
    public void after(TapAccess access) {
        trace.after(access);
    }

    @Override
    public String report() {
        return trace.report() + trace.last(10).stream().map("\n"::concat).reduce("", String::concat);
    }
}
