package org.backplane.bus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;

/**
 * Says that a device is of no use without another kind of device in its machine: {@code @RequireDevice("dma")}.
 *
 * @since 1.1
 */
@Requirement(namespace = Capabilities.DEVICE, filter = "(" + Capabilities.DEVICE + "=${#value})",
        effective = Capabilities.ASSEMBLY)
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface RequireDevice {
    /**
     * The kind ({@link DeviceKind}).
     *
     * @return one word
     */
    String value();
}
