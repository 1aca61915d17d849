package org.backplane.cpu.internal.sem;

/** A condition that the semantics of an instruction test; what it is inside is up to the {@link Ops}. */
public interface Truth {
}
