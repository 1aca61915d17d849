/**
 * Taps that come along: they trace, count, measure and inject faults. Each {@code XxxTap} is plain Java, its component makes it
 * from a configuration; {@code pc:trace} and {@code pc:taps} are the operator's hands on them. The bundle knows the contract of
 * {@code org.backplane.bus.tap} and nothing of the fabric, as anybody else's would.
 */
package org.backplane.taps.internal;
