package org.backplane.firmware.internal.rom;

import org.backplane.firmware.RomImage;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of a ROM part. */
@ObjectClassDefinition(name = "ROM", description = "Firmware at the top of the first 4 GiB and of the first MiB")
@interface RomConfig {
    /** The contents. */
    @AttributeDefinition(name = "image", description = "builtin:monitor, or the path of an image of up to 16 MiB")
    String image() default RomImage.MONITOR;
}
