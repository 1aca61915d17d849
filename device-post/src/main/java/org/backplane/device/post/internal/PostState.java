package org.backplane.device.post.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that the card remembers. The open stream of the host is not part of it: the next card opens it by its name
 * and gets the same one.
 *
 * @param code  the last code
 * @param count how many there were
 */
record PostState(long code, long count) {
    static final StateSchema SCHEMA = new StateSchema(PostCardComponent.PID, 1);
}
