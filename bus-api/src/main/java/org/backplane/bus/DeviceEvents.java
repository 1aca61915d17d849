package org.backplane.bus;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a card reports what should be seen by whoever develops the driver or runs the machine. Equal texts from one
 * slot are counted, not repeated. Machine thread only.
 */
@ProviderType
public interface DeviceEvents {
    /**
     * The guest did something that the hardware tolerates but a driver should not do. The fabric adds the guest's
     * instruction pointer.
     *
     * @param what one line; name the register and the value
     */
    void guest(String what);

    /**
     * The host failed the card: a disk, a socket, a file.
     *
     * @param what one line; name the resource and the reason
     */
    void host(String what);
}
