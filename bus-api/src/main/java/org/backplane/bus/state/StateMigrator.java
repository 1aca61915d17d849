package org.backplane.bus.state;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows how an older version of a schema becomes a newer one; a service. Several of them are applied one after the other
 * if need be. Machine thread.
 */
@ConsumerType
public interface StateMigrator {
    /**
     * What it takes.
     *
     * @return the older schema
     */
    StateSchema from();

    /**
     * What it makes.
     *
     * @return the newer schema, of the same name
     */
    StateSchema to();

    /**
     * Migrates a state.
     *
     * @param older values of {@link #from}
     * @return values of {@link #to}
     */
    StateRecord migrate(StateRecord older);
}
