package org.backplane.device.tck;

/**
 * A write of a guest that knows the device ({@link Specimen#sequence}).
 *
 * @param range  the range's name
 * @param offset offset from its start in bytes
 * @param width  1, 2, 4 or 8 bytes
 * @param value  the value
 */
public record RegisterWrite(String range, long offset, int width, long value) {
}
