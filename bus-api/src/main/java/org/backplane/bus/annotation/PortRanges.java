package org.backplane.bus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.backplane.bus.BusProperties;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Ranges of the port space that a device answers. Each member is the service property of the same name in
 * {@link BusProperties}, with {@code _} for the dot; a member that is not given leaves the property absent.
 */
@ComponentPropertyType
@RequireBus
@Requirement(namespace = Capabilities.BUS, name = Capabilities.PORT, effective = Capabilities.ASSEMBLY)
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PortRanges {
    /** What every property name here starts with. */
    String PREFIX_ = "bus.";

    /**
     * The ranges, such as {@code "0x3f8-0x3ff"}.
     *
     * @return {@link BusProperties#PORT}
     */
    String[] port();

    /**
     * Their names.
     *
     * @return {@link BusProperties#NAME}
     */
    String[] port_name() default {};

    /**
     * Their priorities.
     *
     * @return {@link BusProperties#PRIORITY}
     */
    int[] port_priority() default {};

    /**
     * The widths that the guest may use.
     *
     * @return {@link BusProperties#VALID}
     */
    String[] port_valid() default {};

    /**
     * The widths that the handler wants.
     *
     * @return {@link BusProperties#IMPLEMENTED}
     */
    String[] port_implemented() default {};

    /**
     * The directions they answer.
     *
     * @return {@link BusProperties#ACCESS}
     */
    String[] port_access() default {};
}
