package org.backplane.bus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Several kinds of one device.
 *
 * @since 1.1
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface DeviceKinds {
    /**
     * The kinds.
     *
     * @return the kinds
     */
    DeviceKind[] value();
}
