package org.backplane.taps.internal;

import java.util.Locale;
import org.backplane.bus.tap.Tap;
import org.backplane.bus.tap.TapAccess;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A fault for each configuration {@code org.backplane.tap.fault~NAME}. It must fire, unless its configuration says otherwise. */
@Component(name = "org.backplane.tap.fault", service = {Tap.class, TapReport.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FaultComponent.Config.class, factory = true)
public final class FaultComponent implements Tap, TapReport {
    private final FaultTap fault;

    /** The options of a fault. */
    @ObjectClassDefinition(name = "Fault", description = "Makes accesses to chosen ranges fail")
    public @interface Config {
        /** Which ranges. */
        @AttributeDefinition(description = "LDAP filter over the ranges, such as (range.space=port); empty for none")
        String tap_target() default "";

        /** Which ranges, by name. */
        @AttributeDefinition(description = "Ranges as PID or PID/range; empty for no restriction")
        String[] tap_ranges() default {};

        /** Whether it has to happen. */
        @AttributeDefinition(description = "Whether it is reported if the fault never happened")
        boolean tap_must_fire() default true;

        /** What happens. */
        @AttributeDefinition(description = "error for a bus error, ones for a read of all ones and a lost write, value:NUMBER"
                + " for another value")
        String fault() default "error";

        /** To which accesses. */
        @AttributeDefinition(description = "r, w or rw")
        String direction() default "r";

        /** Where. */
        @AttributeDefinition(description = "Offset in the range, decimal or with 0x; empty for any")
        String offset() default "";

        /** When. */
        @AttributeDefinition(description = "How many such accesses pass before the first fault")
        long after() default 0;

        /** How often. */
        @AttributeDefinition(description = "How many faults there are; 0 for no end")
        long times() default 0;
    }

    /**
     * Made by Declarative Services.
     *
     * @param config the options
     */
    @Activate
    public FaultComponent(Config config) {
        fault = new FaultTap(Fault.parse(config.fault()), direction(config.direction()),
                config.offset().isBlank() ? -1 : Fault.number("offset", config.offset()), config.after(), config.times());
    }

    private static FaultTap.Direction direction(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "r" -> FaultTap.Direction.R;
            case "w" -> FaultTap.Direction.W;
            case "rw" -> FaultTap.Direction.RW;
            default -> throw new IllegalArgumentException("direction: '" + text + "' is none of r, w and rw");
        };
    }

    @Override
    public void before(TapAccess access) {
        fault.before(access);
    }

    @Override
    public void after(TapAccess access) {
        fault.after(access);
    }

    @Override
    public String report() {
        return fault.report();
    }
}
