package org.backplane.bus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.backplane.bus.BusProperties;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The output pins of a device and the lines of the machine they are soldered to. */
@ComponentPropertyType
@RequireBus
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Drives {
    /** What the property name here starts with. */
    String PREFIX_ = "bus.";

    /**
     * The pins, such as {@code "irq=irq4"}.
     *
     * @return {@link BusProperties#DRIVES}
     */
    String[] value();
}
