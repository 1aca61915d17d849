package org.backplane.firmware.internal.rom;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Slab;
import org.backplane.bus.Wires;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;
import org.backplane.firmware.FirmwareException;
import org.backplane.firmware.RomImage;

/**
 * A ROM at the top of memory: one slab, two windows that end with its last byte. Writes have no effect. If it is shadowed,
 * the lower window shows a second slab instead, RAM into which every reset of the chip copies the ROM anew.
 *
 * <p>A range that a configuration made longer than the part reads FFh below it.
 *
 * <p>Not modelled: programming and erasing of flash parts, their identification commands, chip select and write protect
 * bits of the bridge, RAM whose contents survive a reset behind the ROM.
 */
final class RomCard implements StateKeeper {
    static final StateSchema SCHEMA = new StateSchema(RomComponent.PID, 1);

    private static final int PAGE_BYTES = Slab.PAGE_BYTES;

    private final Wires wires;
    private final Slab rom;
    /** What the low range shows: the ROM or its shadow. */
    private final Slab low;

    RomCard(String name, RomImage image, Shadow shadow, Wires wires) {
        this.wires = wires;
        byte[] contents = image.contents();
        long highBytes = wires.rangeBytes(RomRange.HIGH.rangeName());
        if (highBytes < image.imageBytes()) {
            throw new FirmwareException(name + " has " + image.imageBytes() + " bytes, but its range '"
                    + RomRange.HIGH.rangeName() + "' has only " + highBytes);
        }
        rom = wires.slab("rom", wholePages(Math.max(contents.length, highBytes)));
        erase(rom.lengthBytes() - contents.length);
        rom.put(rom.lengthBytes() - contents.length, contents, 0, contents.length);
        low = shadow == Shadow.ROM ? rom : shadow(wires.rangeBytes(RomRange.LOW.rangeName()));
        loadShadow();
    }

    /**
     * Makes a card that goes on with the memory that another one has left; the image is not looked at.
     *
     * @throws StateException if the ranges have other lengths than those of the other card
     */
    RomCard(String name, Shadow shadow, Wires wires, State before) {
        this.wires = wires;
        if (!before.equals(state(before.romBytes, shadow == Shadow.RAM, wires))) {
            throw new StateException("the ROM had other ranges, or was shadowed otherwise, than " + name + " is now");
        }
        rom = wires.slab("rom", before.romBytes);
        low = shadow == Shadow.ROM ? rom : shadow(wires.rangeBytes(RomRange.LOW.rangeName()));
    }

    /**
     * What the slabs are; their bytes are the slot's.
     *
     * @param romBytes  the length of the slab that has the image
     * @param highBytes the length of the range below 4 GiB
     * @param lowBytes  the length of the range below 1 MiB
     * @param shadowed  whether the latter shows memory of its own
     */
    record State(long romBytes, long highBytes, long lowBytes, boolean shadowed) {
    }

    private static State state(long romBytes, boolean shadowed, Wires wires) {
        return new State(romBytes, wires.rangeBytes(RomRange.HIGH.rangeName()),
                wires.rangeBytes(RomRange.LOW.rangeName()), shadowed);
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(SCHEMA, state(rom.lengthBytes(), low != rom, wires));
    }

    private Slab shadow(long lowBytes) {
        if (lowBytes > rom.lengthBytes()) {
            throw new FirmwareException("the range '" + RomRange.LOW.rangeName() + "' has " + lowBytes
                    + " bytes, more than the ROM that it shadows, " + rom.lengthBytes());
        }
        return wires.slab("shadow", wholePages(lowBytes));
    }

    private static long wholePages(long bytes) {
        return (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    }

    private void erase(long lengthBytes) {
        byte[] erased = new byte[PAGE_BYTES];
        Arrays.fill(erased, (byte) 0xFF);
        for (long offset = 0; offset < lengthBytes; offset += PAGE_BYTES) {
            rom.put(offset, erased, 0, PAGE_BYTES);
        }
    }

    private void loadShadow() {
        if (low != rom) {
            byte[] top = new byte[(int) low.lengthBytes()];
            rom.get(rom.lengthBytes() - top.length, top, 0, top.length);
            low.put(0, top, 0, top.length);
        }
    }

    @Override
    public void reset(Reset kind) {
        loadShadow();
    }

    @Override
    public RangeHandler range(String name) {
        RomRange range = Stream.of(RomRange.values()).filter(any -> any.rangeName().equals(name)).findFirst()
                .orElseThrow(() -> new NoSuchElementException("a ROM has no range '" + name + "'"));
        Slab slab = range == RomRange.LOW ? low : rom;
        long lengthBytes = wires.rangeBytes(name);
        return slab.window(slab.lengthBytes() - lengthBytes, lengthBytes, slab != rom);
    }
}
