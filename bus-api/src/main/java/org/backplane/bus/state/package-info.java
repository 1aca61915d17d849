/**
 * State that outlives the code of a device.
 *
 * <p>A {@link org.backplane.bus.Card} that implements {@link org.backplane.bus.state.StateKeeper} gives its state as a
 * {@link org.backplane.bus.state.DeviceState}: named numbers, texts, arrays and records under a schema with a version,
 * never objects of its own classes. A {@link org.backplane.bus.Device} that says which schema it
 * {@link org.backplane.bus.Device#keeps keeps} is plugged with such a state when its bundle was updated. Start reading at
 * {@code StateKeeper}; {@link org.backplane.bus.state.StateRecord} turns a Java record into named values and back. The
 * machine thread makes all calls into devices; the values themselves are immutable and may be used by any thread.
 */
@Export
@Version("1.1.0")
package org.backplane.bus.state;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
