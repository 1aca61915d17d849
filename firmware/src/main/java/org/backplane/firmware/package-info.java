/**
 * What a machine boots, for whoever wants to look at an image before a machine is started with it.
 *
 * <p>The device itself is the component {@code org.backplane.firmware.rom}, which puts a ROM image at the top of memory
 * and reports a bad file as the reason why its slot is not live. Start reading at
 * {@link org.backplane.firmware.RomImage}; its static methods make the same checks, on any thread, without a machine.
 */
@Export
@Version("1.0.0")
package org.backplane.firmware;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
