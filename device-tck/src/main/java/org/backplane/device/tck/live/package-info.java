/**
 * The conformance kit for a device that runs in a machine, under Pax Exam or anywhere else in a framework. Start with
 * {@link org.backplane.device.tck.live.LiveTck}. It is called by a thread that is not the machine's.
 */
@Export
@Version("1.0.0")
package org.backplane.device.tck.live;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
