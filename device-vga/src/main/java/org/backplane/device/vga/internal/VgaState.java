package org.backplane.device.vga.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that the card remembers beside its video memory, which is a slab and stays in the slot.
 *
 * @param miscellaneous        the miscellaneous output register
 * @param feature              the feature control register
 * @param awake                port 3C3h
 * @param sequencer            the sequencer
 * @param graphics             the graphics controller
 * @param latches              its latches
 * @param attributes           the attribute controller
 * @param dataNext             whether its port takes data next
 * @param paletteAddressSource PAS
 * @param crtc                 the CRT controller
 * @param dac                  the DAC
 * @param dispi                the display interface
 * @param dispiLow             half of a word for it
 * @param revision             how often the picture has changed
 */
record VgaState(int miscellaneous, int feature, int awake, RegisterFile.State sequencer, RegisterFile.State graphics,
        int latches, RegisterFile.State attributes, boolean dataNext, boolean paletteAddressSource,
        RegisterFile.State crtc, Dac.State dac, Dispi.State dispi, int dispiLow, long revision) {
    static final StateSchema SCHEMA = new StateSchema(VgaComponent.PID, 1);
}
