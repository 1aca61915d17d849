package org.backplane.bus.core.internal.pci;

import java.util.function.IntSupplier;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.pci.PciConfiguration;

/** Configuration registers of a card, as the bridge reaches them: what the card throws is the card's failure. */
final class CardConfiguration implements PciConfiguration {
    /** A card without registers of its own. */
    static final PciConfiguration NONE = new PciConfiguration() {
        @Override
        public int readConfiguration(int offset) {
            return 0;
        }

        @Override
        public void writeConfiguration(int offset, int value) {
            // A reserved register drops what is written (PCI 3.0 §6.1).
        }
    };

    private static final int FIRST = 0x40;
    private static final int LAST = 0xff;
    /** What a read gives that no function answers (PCI 3.0 §3.2.2.3.4). */
    private static final int ABORTED = 0xff;

    private final Owner owner;
    private final PciConfiguration card;

    CardConfiguration(Owner owner, PciConfiguration card) {
        this.owner = owner;
        this.card = card;
    }

    @Override
    public int readConfiguration(int offset) {
        return get("read of configuration register " + Integer.toHexString(offset),
                () -> card.readConfiguration(offset), ABORTED) & 0xff;
    }

    @Override
    public void writeConfiguration(int offset, int value) {
        owner.contain("write of configuration register " + Integer.toHexString(offset),
                () -> card.writeConfiguration(offset, value));
    }

    @Override
    public int capabilities() {
        int first = get("asking for capabilities", card::capabilities, 0) & ~3;
        return first < FIRST || first > LAST ? 0 : first;
    }

    private int get(String doing, IntSupplier register, int otherwise) {
        int[] value = {otherwise};
        owner.contain(doing, () -> value[0] = register.getAsInt());
        return value[0];
    }
}
