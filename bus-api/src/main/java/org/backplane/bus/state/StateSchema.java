package org.backplane.bus.state;

/**
 * What the names in a state mean.
 *
 * @param name    who defines it, such as {@code org.backplane.device.uart}; not empty, at most 255 bytes as UTF-8
 * @param version rises whenever a name comes, goes or changes its meaning; from 1 up
 */
public record StateSchema(String name, int version) {
    /** Checks both. */
    public StateSchema {
        if (name.isBlank() || version < 1) {
            throw new StateException("a schema has a name and a version from 1 up, not '" + name + "' " + version);
        }
    }

    @Override
    public String toString() {
        return name + ' ' + version;
    }
}
