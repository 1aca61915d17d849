package org.backplane.bus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.backplane.bus.BusProperties;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Ranges of the memory space that a device answers. Each member is the service property of the same name in
 * {@link BusProperties}, with {@code _} for the dot; a member that is not given leaves the property absent.
 */
@ComponentPropertyType
@RequireBus
@Requirement(namespace = Capabilities.BUS, name = Capabilities.MEMORY, effective = Capabilities.ASSEMBLY)
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface MemoryRanges {
    /** What every property name here starts with. */
    String PREFIX_ = "bus.";

    /**
     * The ranges, such as {@code "0xfe000000+0x1000"}.
     *
     * @return {@link BusProperties#MEMORY}
     */
    String[] memory();

    /**
     * Their names.
     *
     * @return {@link BusProperties#NAME}
     */
    String[] memory_name() default {};

    /**
     * Their priorities.
     *
     * @return {@link BusProperties#PRIORITY}
     */
    int[] memory_priority() default {};

    /**
     * The widths that the guest may use.
     *
     * @return {@link BusProperties#VALID}
     */
    String[] memory_valid() default {};

    /**
     * The widths that the handler wants.
     *
     * @return {@link BusProperties#IMPLEMENTED}
     */
    String[] memory_implemented() default {};

    /**
     * The directions they answer.
     *
     * @return {@link BusProperties#ACCESS}
     */
    String[] memory_access() default {};

    /**
     * The memory types they want.
     *
     * @return {@link BusProperties#TYPE}
     */
    String[] memory_type() default {};
}
