/**
 * What the author of a processor sees.
 *
 * <p>A processor bundle registers a {@link org.backplane.bus.processor.Processor} service. The fabric plugs it in like a
 * device, with wires of its own and the two address spaces, and lets it run guest instructions on the machine thread in
 * slices. Slabs give it memory that it reaches by array index; everything else goes through the spaces. Start reading at
 * {@code Processor}.
 */
@Export
@Version("1.1.0")
package org.backplane.bus.processor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
