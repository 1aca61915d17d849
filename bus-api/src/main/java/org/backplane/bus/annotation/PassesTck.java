package org.backplane.bus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/**
 * Says that the device passes the conformance kit ({@code device-tck}), as a capability of its bundle that a machine can
 * require: {@code (&(org.backplane.tck=device)(level>=1))}. The kit's own test fails if the device does not pass, or claims a
 * level that the kit does not have.
 *
 * @since 1.1
 */
@Capability(namespace = Capabilities.TCK, name = "device", effective = Capabilities.ASSEMBLY)
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PassesTck {
    /**
     * The level of the kit.
     *
     * @return a number from 1 up
     */
    @Attribute("level")
    long level();
}
