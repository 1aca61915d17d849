package org.backplane.bus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;

/** Makes the annotated bundle require an implementation of the bus. The other annotations of this package imply it. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE, ElementType.ANNOTATION_TYPE})
@Requirement(namespace = "osgi.implementation", name = RequireBus.IMPLEMENTATION, version = RequireBus.VERSION)
public @interface RequireBus {
    /** The name of the capability that an implementation of the bus provides. */
    String IMPLEMENTATION = "org.backplane.bus";

    /** The version of that capability: the version of the contract that this package belongs to. */
    String VERSION = "1.0.0";
}
