package org.backplane.firmware.internal.rom;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.backplane.firmware.RomImage;

/** A ROM that can be plugged in. */
final class RomDevice implements Device {
    private final String image;
    private final String shadow;

    /** Keeps the configuration; the image is read when the device is plugged in. */
    RomDevice(String image, String shadow) {
        this.image = image;
        this.shadow = shadow;
    }

    /**
     * Reads the image and builds the ROM.
     *
     * @throws org.backplane.firmware.FirmwareException if the image cannot be used, or the configuration is
     *         wrong
     */
    @Override
    public Card plug(Wires wires) {
        return new RomCard(image, RomImage.read(image), Shadow.parse(shadow), wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(RomCard.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new RomCard(image, Shadow.parse(shadow), wires, state.values().to(RomCard.State.class));
    }
}
