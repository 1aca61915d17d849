package org.backplane.net.user.internal;

/** What a selection key belongs to: called when its channel can do what was asked for. The network's thread. */
interface Ready {
    void ready();
}
