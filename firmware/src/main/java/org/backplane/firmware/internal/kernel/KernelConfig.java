package org.backplane.firmware.internal.kernel;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the kernel loader. */
@ObjectClassDefinition(name = "Kernel loader", description = "Boots a Multiboot 1 or Linux kernel instead of a firmware")
@interface KernelConfig {
    /** The kernel. */
    @AttributeDefinition(name = "kernel", description = "Path of the kernel")
    String kernel() default "";

    /** The command line. */
    @AttributeDefinition(name = "append", description = "Command line, handed to the kernel as it is")
    String append() default "";

    /** The boot modules. */
    @AttributeDefinition(name = "modules", description = "Paths of boot modules, the initial RAM disk first")
    String[] modules() default {};

    /** The size of RAM. */
    @AttributeDefinition(name = "memory", description = "How much RAM the machine has from address 0 on, such as 128M")
    String memory() default "";
}
