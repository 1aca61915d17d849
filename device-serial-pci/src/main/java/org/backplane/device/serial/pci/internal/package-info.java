/** A serial port on the PCI bus. Machine thread only. */
package org.backplane.device.serial.pci.internal;
