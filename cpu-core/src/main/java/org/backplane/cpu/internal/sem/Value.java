package org.backplane.cpu.internal.sem;

/** A 32-bit value that the semantics of an instruction compute with; what it is inside is up to the {@link Ops}. */
public interface Value {
}
