/**
 * Wires without a machine: what the unit tests of a device need.
 *
 * <p>{@link org.backplane.bus.testkit.FakeWires} stands in for the fabric. A test plugs a device into it, makes accesses
 * by calling the handlers, lets virtual time pass and reads lines, events and requests back:
 *
 * <pre>
 * FakeWires wires = new FakeWires("dice");
 * Card card = new DiceComponent(config).plug(wires);
 * card.range("port0").write(0, 1, ROLL);
 * wires.advance(1_000_000);
 * assertThat(wires.pin("irq").asserted()).isTrue();
 * </pre>
 *
 * <p>{@link org.backplane.bus.testkit.FakeHostStreams} and
 * {@link org.backplane.bus.testkit.FakeHostFiles} stand in for the host, and
 * {@link org.backplane.bus.testkit.ComponentConfig} makes a component's typed configuration. Nothing here starts a
 * thread or looks at a real clock: the thread that makes the wires is the machine thread, and everything a machine
 * would do on its own happens when the test says so. Calls that the bus contract reserves for the machine thread fail
 * with an {@link java.lang.AssertionError} when a device makes them from a host callback or another thread.
 *
 * <p>{@link org.backplane.bus.testkit.GoldenTrace} reads what a guest asked of a good machine, and what it was told.
 */
@Export
@Version("1.0.0")
package org.backplane.bus.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
