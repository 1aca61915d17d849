/**
 * What the author of a device sees.
 *
 * <p>A device bundle registers one {@link org.backplane.bus.Device} service. The properties of that service say which
 * ranges of the memory and port space it answers ({@link org.backplane.bus.annotation}); the fabric finds it
 * (whiteboard), calls {@link org.backplane.bus.Device#plug plug} and gets a {@link org.backplane.bus.Card}: the chip
 * with its {@link org.backplane.bus.Wires wires} attached, and a
 * {@link org.backplane.bus.RangeHandler handler} for each declared range. Start reading at {@code Device}.
 *
 * <p>One thread, the <em>machine thread</em>, runs the guest and makes every call into a card: accesses, timers,
 * lines, reset, unplug. A card needs no lock. Other threads reach a card only through
 * {@link org.backplane.bus.Wires#post}.
 */
@Export
@Version("1.1.0")
package org.backplane.bus;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
