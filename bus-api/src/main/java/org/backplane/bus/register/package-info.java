/**
 * The registers of a range, as a device declares them.
 *
 * <p>A {@link org.backplane.bus.Card} that implements {@link org.backplane.bus.register.RegisterBlock} says for a range which
 * {@link org.backplane.bus.register.Register registers} it has: name, offset, width, access, value after reset. Nothing about
 * an access depends on it. Whoever looks at a machine uses it: the fabric's advisor, which tells the author of a driver that
 * a write met a read-only register or a place without one, {@code explain}, traces, and conformance tests of the device. The
 * declaration is optional, one range at a time. Start reading at {@code Register}.
 *
 * <p>The machine thread asks the card; what it answers is immutable and may be used by any thread.
 */
@Export
@Version("1.0.0")
package org.backplane.bus.register;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
