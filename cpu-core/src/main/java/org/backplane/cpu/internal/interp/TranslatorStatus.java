package org.backplane.cpu.internal.interp;

/**
 * What a translator has done so far.
 *
 * @param regions      regions that can be entered now
 * @param bytes        their bytecode, at most
 * @param installed    regions that could ever be entered
 * @param invalidated  of these, how many were given up because their code was written
 * @param dropped      and how many to make room
 * @param runs         how often a region was entered
 * @param instructions guest instructions executed in regions
 */
public record TranslatorStatus(int regions, long bytes, long installed, long invalidated, long dropped, long runs,
        long instructions) {
    /** Of a processor that translates nothing. */
    static final TranslatorStatus NONE = new TranslatorStatus(0, 0, 0, 0, 0, 0, 0);
}
