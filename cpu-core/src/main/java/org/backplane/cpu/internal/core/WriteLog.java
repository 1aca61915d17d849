package org.backplane.cpu.internal.core;

/** Is told of every write that instructions make to memory. */
@FunctionalInterface
public interface WriteLog {
    /**
     * Bytes were written.
     *
     * @param linear linear address of the first
     * @param width  how many
     */
    void written(int linear, int width);
}
