package org.backplane.bus.core.internal.slot;

import java.util.Map;
import org.backplane.bus.core.internal.declare.Declaration;
import org.backplane.bus.core.internal.declare.DeclarationException;

/**
 * What the properties of a service say, read by whoever brings them: that takes longer than all else when a device comes,
 * and the guest need not stand meanwhile. What it bought: {@code MapChangeBenchmark}. Any thread.
 */
public final class Declared {
    private final Map<String, ?> properties;
    private final Declaration declaration;
    /** Why they cannot be understood, or {@code null}. */
    private final DeclarationException invalid;

    /** One way to read properties. */
    interface Reader {
        Declaration read(Map<String, ?> properties) throws DeclarationException;
    }

    private Declared(Map<String, ?> properties, Declaration declaration, DeclarationException invalid) {
        this.properties = properties;
        this.declaration = declaration;
        this.invalid = invalid;
    }

    static Declared of(Map<String, ?> properties, Reader reader) {
        try {
            return new Declared(properties, reader.read(properties), null);
        } catch (DeclarationException invalid) {
            return new Declared(properties, null, invalid);
        }
    }

    Map<String, ?> properties() {
        return properties;
    }

    Declaration declaration() throws DeclarationException {
        if (invalid != null) {
            throw invalid;
        }
        return declaration;
    }
}
