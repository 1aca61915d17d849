/**
 * Roles that cards play for each other and for consoles, beyond answering accesses.
 *
 * <p>A {@link org.backplane.bus.Card} plays a role by implementing its interface. Another card finds it with
 * {@link org.backplane.bus.Wires#watch}, a console with {@link org.backplane.bus.machine.Machine#roles}; neither knows the
 * bundle that the card comes from. Any interface can be a role, so third parties may agree on roles of their own. Calls go
 * through the fabric: what a card throws in a role is that card's failure, not the caller's. An interface that is passed
 * as an argument is called in the same way, for the card that passed it.
 */
@Export
@Version("1.1.0")
package org.backplane.bus.role;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
