package org.backplane.bus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/**
 * Says what a device is, as a capability of its bundle: {@code @DeviceKind(value = "serial", model = "PC16550D")}. Another
 * bundle, or the description of a machine, can require that kind ({@link RequireDevice}).
 *
 * @since 1.1
 */
@Capability(namespace = Capabilities.DEVICE, effective = Capabilities.ASSEMBLY)
@Repeatable(DeviceKinds.class)
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface DeviceKind {
    /**
     * The kind; {@code docs/capabilities.md} lists those in use.
     *
     * @return one word
     */
    @Attribute(Capabilities.DEVICE)
    String value();

    /**
     * The part, as its datasheet calls it.
     *
     * @return the part's name; empty for none
     */
    @Attribute("model")
    String model() default "";
}
