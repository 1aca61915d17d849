package org.backplane.firmware.internal.rom;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;
import org.backplane.bus.Wires;
import org.backplane.firmware.FirmwareException;
import org.backplane.firmware.RomImage;

/**
 * A ROM at the top of memory: one slab, two windows that end with its last byte. Writes have no effect.
 *
 * <p>A range that a configuration made longer than the part reads FFh below it.
 *
 * <p>Not modelled: programming and erasing of flash parts, their identification commands, chip select and write protect
 * bits of the bridge.
 */
final class RomCard implements Card {
    private static final int PAGE_BYTES = Slab.PAGE_BYTES;

    private final Wires wires;
    private final Slab slab;

    RomCard(String name, RomImage image, Wires wires) {
        this.wires = wires;
        byte[] contents = image.contents();
        long rangeBytes = wires.rangeBytes(RomRange.HIGH.rangeName());
        if (rangeBytes < image.imageBytes()) {
            throw new FirmwareException(name + " has " + image.imageBytes() + " bytes, but its range '"
                    + RomRange.HIGH.rangeName() + "' has only " + rangeBytes);
        }
        long slabBytes = (Math.max(contents.length, rangeBytes) + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
        slab = wires.slab("rom", slabBytes);
        erase(slabBytes - contents.length);
        slab.put(slabBytes - contents.length, contents, 0, contents.length);
    }

    private void erase(long lengthBytes) {
        byte[] erased = new byte[PAGE_BYTES];
        Arrays.fill(erased, (byte) 0xFF);
        for (long offset = 0; offset < lengthBytes; offset += PAGE_BYTES) {
            slab.put(offset, erased, 0, PAGE_BYTES);
        }
    }

    @Override
    public RangeHandler range(String name) {
        if (!Arrays.asList(RomRange.names()).contains(name)) {
            throw new NoSuchElementException("a ROM has no range '" + name + "'");
        }
        long lengthBytes = wires.rangeBytes(name);
        return slab.window(slab.lengthBytes() - lengthBytes, lengthBytes, false);
    }
}
