package org.backplane.bus.core.internal.event;

/**
 * Where a device comes from.
 *
 * @param pid      the PID of its component, which names its slot
 * @param bundle   symbolic name of its bundle
 * @param version  version of that bundle
 * @param bundleId id of that bundle
 */
public record Identity(String pid, String bundle, String version, long bundleId) {
}
