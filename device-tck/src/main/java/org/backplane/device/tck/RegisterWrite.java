package org.backplane.device.tck;

/**
 * A write of a guest that knows the device ({@link Specimen#sequence}, {@link Specimen#condition}).
 *
 * @param range  the range's name, or {@value #CONFIGURATION} for a byte of the function's own configuration registers
 * @param offset offset from its start in bytes
 * @param width  1, 2, 4 or 8 bytes
 * @param value  the value
 */
public record RegisterWrite(String range, long offset, int width, long value) {
    /** Stands for the configuration registers that a PCI function implements itself. */
    public static final String CONFIGURATION = "configuration";
}
