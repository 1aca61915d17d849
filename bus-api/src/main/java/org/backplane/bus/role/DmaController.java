package org.backplane.bus.role;

import org.osgi.annotation.versioning.ConsumerType;

/** The role of the ISA DMA controllers: a peripheral asserts its DREQ here. Machine thread only. */
@ConsumerType
public interface DmaController {
    /**
     * Drives the DREQ pin of a channel. While it is asserted and the channel is not masked, the controller calls the
     * peripheral (DACK), at once or later; a peripheral that has no more to transfer lets the pin go.
     *
     * @param channel    0 to 7; 4 is the cascade and takes no request
     * @param asserted   whether the peripheral asks for service
     * @param peripheral who asks; the same for as long as the pin is asserted
     */
    void request(int channel, boolean asserted, DmaPeripheral peripheral);
}
