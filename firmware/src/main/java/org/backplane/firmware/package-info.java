/**
 * What a machine boots: ROM images and kernels, for whoever wants to look at a file before a machine is started with
 * it.
 *
 * <p>The devices themselves are components: {@code org.backplane.firmware.rom} puts a ROM image at the top of memory,
 * and {@code org.backplane.firmware.kernel} boots a Multiboot or Linux kernel. Both report a bad file as the reason why
 * their slot is not live. Start reading at {@link org.backplane.firmware.RomImage} and {@link
 * org.backplane.firmware.KernelImage}; their static methods make the same checks, on any thread, without a machine.
 */
@Export
@Version("1.0.0")
package org.backplane.firmware;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
