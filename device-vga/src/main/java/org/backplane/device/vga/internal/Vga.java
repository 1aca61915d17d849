package org.backplane.device.vga.internal;

import org.backplane.bus.DeviceEvents;
import org.backplane.bus.VirtualClock;

/** The blocks of a VGA and their wiring: which port reaches which block (FreeVGA "Accessing the VGA Registers"). */
final class Vga {
    private static final int NOTHING = 0xff;

    final ExternalRegisters external = new ExternalRegisters();
    final Sequencer sequencer = new Sequencer();
    final GraphicsController graphics = new GraphicsController();
    final AttributeController attributes = new AttributeController();
    final Crtc crtc = new Crtc();
    final Dac dac = new Dac();
    final Raster raster;
    private final Revision revision;
    private final DeviceEvents events;
    private final Runnable placed;

    /**
     * Makes the blocks in their reset state.
     *
     * @param clock    the virtual clock
     * @param revision is told of what changes the picture
     * @param events   where the guest's oddities are reported
     * @param placed   called when ports or memory may have to be decoded elsewhere
     */
    Vga(VirtualClock clock, Revision revision, DeviceEvents events, Runnable placed) {
        this.raster = new Raster(clock, external, sequencer, crtc);
        this.revision = revision;
        this.events = events;
        this.placed = placed;
    }

    void reset() {
        external.reset();
        sequencer.registers.reset();
        graphics.reset();
        attributes.reset();
        crtc.registers.reset();
        dac.reset();
        revision.registersChanged();
        placed.run();
    }

    int read(VgaPort port) {
        return switch (port) {
            case INPUT_STATUS_1 -> {
                attributes.expectIndex();
                yield raster.status();
            }
            case DAC_DATA -> dac.read();
            default -> peek(port);
        };
    }

    /** What a read would give. */
    int peek(VgaPort port) {
        return switch (port) {
            case ATTRIBUTE_ADDRESS_DATA -> attributes.address();
            case ATTRIBUTE_DATA_READ -> attributes.registers.selectedValue();
            case INPUT_STATUS_0 -> ExternalRegisters.INPUT_STATUS_0;
            case SLEEP -> external.awake();
            case SEQUENCER_ADDRESS -> sequencer.registers.index();
            case SEQUENCER_DATA -> sequencer.registers.selectedValue();
            case DAC_PIXEL_MASK -> dac.pixelMask();
            case DAC_STATE -> dac.state();
            case DAC_ADDRESS_WRITE_MODE -> dac.writeAddress();
            case DAC_DATA -> dac.peek();
            case FEATURE_CONTROL_READ -> external.feature();
            case MISCELLANEOUS_OUTPUT_READ -> external.miscellaneous();
            case GRAPHICS_ADDRESS -> graphics.registers.index();
            case GRAPHICS_DATA -> graphics.registers.selectedValue();
            case CRTC_ADDRESS -> crtc.registers.index();
            case CRTC_DATA -> crtc.registers.selectedValue();
            case INPUT_STATUS_1 -> raster.status();
            case MISCELLANEOUS_OUTPUT_WRITE, DAC_ADDRESS_READ_MODE, FEATURE_CONTROL_WRITE, NONE -> NOTHING;
        };
    }

    void write(VgaPort port, int value) {
        switch (port) {
            case ATTRIBUTE_ADDRESS_DATA -> writeAttribute(value);
            case MISCELLANEOUS_OUTPUT_WRITE -> writeMiscellaneous(value);
            case SLEEP -> external.awake(value);
            case SEQUENCER_ADDRESS -> sequencer.registers.select(value);
            case SEQUENCER_DATA -> written(sequencer.registers, value, sequencer.registers.write(value));
            case DAC_PIXEL_MASK -> {
                dac.pixelMask(value);
                revision.registersChanged();
            }
            case DAC_ADDRESS_READ_MODE -> dac.readAddress(value);
            case DAC_ADDRESS_WRITE_MODE -> dac.writeAddress(value);
            case DAC_DATA -> {
                dac.write(value);
                revision.registersChanged();
            }
            case GRAPHICS_ADDRESS -> graphics.registers.select(value);
            case GRAPHICS_DATA -> writeGraphics(value);
            case CRTC_ADDRESS -> crtc.registers.select(value);
            case CRTC_DATA -> written(crtc.registers, value, crtc.write(value));
            case FEATURE_CONTROL_WRITE -> external.feature(value);
            case ATTRIBUTE_DATA_READ, INPUT_STATUS_0, DAC_STATE, FEATURE_CONTROL_READ, MISCELLANEOUS_OUTPUT_READ,
                INPUT_STATUS_1, NONE -> events.guest(String.format("port %s written with %02x, which has no effect",
                    port == VgaPort.NONE ? "without a register" : port.name(), value));
        }
    }

    private void writeAttribute(int value) {
        if (attributes.expectsData() && attributes.paletteLocked()) {
            events.guest(attributes.registers.selected().cited() + " written while PAS is 1, which has no effect");
        }
        boolean data = attributes.expectsData();
        boolean changed = attributes.write(value);
        if (data) {
            written(attributes.registers, value, changed);
        } else if (changed) {
            revision.registersChanged();
        }
    }

    private void writeMiscellaneous(int value) {
        external.miscellaneous(value);
        revision.registersChanged();
        placed.run();
    }

    private void writeGraphics(int value) {
        written(graphics.registers, value, graphics.registers.write(value));
        if (graphics.registers.selected() == GraphicsRegister.MISCELLANEOUS) {
            placed.run();
        }
    }

    private void written(RegisterFile registers, int value, boolean changed) {
        if (changed) {
            revision.registersChanged();
        } else if (registers.selected() == null) {
            events.guest(String.format("register %02x of the %s written with %02x; there is none", registers.index(),
                    name(registers), value));
        }
    }

    private String name(RegisterFile registers) {
        return registers == sequencer.registers ? "sequencer" : registers == graphics.registers ? "graphics controller"
                : registers == crtc.registers ? "CRT controller" : "attribute controller";
    }
}
