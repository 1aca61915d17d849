package org.backplane.cpu.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Which processor CPUID describes. */
@ObjectClassDefinition(name = "IA-32 processor", description = "What CPUID answers")
@interface Ia32Config {
    /** The vendor. */
    @AttributeDefinition(description = "Vendor, twelve characters")
    String vendor() default "GenuineIntel";

    /** The family. */
    @AttributeDefinition(description = "Family, 4 to 270")
    int family() default 6;

    /** The model. */
    @AttributeDefinition(description = "Model, 0 to 255")
    int model() default 15;

    /** The stepping. */
    @AttributeDefinition(description = "Stepping, 0 to 15")
    int stepping() default 1;

    /** The brand string. */
    @AttributeDefinition(description = "Brand string, up to 47 characters")
    String name() default "Backplane i686";

    /** Features. */
    @AttributeDefinition(description = "Features to hide, such as -PAE, and to show, such as SMEP")
    String[] features() default {};

    /** How instructions are executed. */
    @AttributeDefinition(description = "interpreter; translator: hot code becomes bytecode of the JVM; check: both, held against each other")
    String engine() default "interpreter";
}
