package org.backplane.firmware.internal.rom;

import org.backplane.firmware.RomImage;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of a ROM part. */
@ObjectClassDefinition(name = "ROM", description = "Firmware at the top of the first 4 GiB and of the first MiB")
@interface RomConfig {
    /** The contents. */
    @AttributeDefinition(name = "image", description = "builtin:monitor, or the path of an image of up to 16 MiB")
    String image() default RomImage.MONITOR;

    /** What is below 1 MiB. */
    @AttributeDefinition(name = "shadow", description = "What is at the top of the first MiB: the ROM itself, or RAM that "
            + "holds the image anew after every reset", options = {
        @Option(label = "the ROM", value = "rom"), @Option(label = "RAM with the image in it", value = "ram")})
    String shadow() default "rom";
}
