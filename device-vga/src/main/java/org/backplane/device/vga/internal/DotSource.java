package org.backplane.device.vga.internal;

/** Makes the dots of a line: numbers of colours in the DAC. */
interface DotSource {
    /**
     * Makes the dots of one character of a line.
     *
     * @param counter the address counter
     * @param rowScan the row of the character
     * @param dots    takes the dots
     * @param at      index of the first one
     */
    void character(int counter, int rowScan, byte[] dots, int at);
}
