/**
 * The educational device, written to be read: {@code README.md} beside this module's pom walks through it.
 *
 * <p>{@link org.backplane.device.edu.internal.EduRegister} is the data sheet's table of registers,
 * {@link org.backplane.device.edu.internal.EduState} what the chip remembers,
 * {@link org.backplane.device.edu.internal.EduCard} decodes accesses, and the three blocks behind it compute, interrupt and
 * transfer. {@link org.backplane.device.edu.internal.EduComponent} is the only class that knows OSGi. Everything here runs on the
 * machine thread, so nothing needs a lock.
 */
package org.backplane.device.edu.internal;
