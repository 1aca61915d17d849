package org.backplane.device.vga.internal;

/**
 * The sequencer: dot clock and character clock, which maps the processor writes, which fonts the characters have
 * (FreeVGA "Sequencer Registers").
 *
 * <p>Not modelled: the reset bits and what they do to memory, the shift load bits of the clocking mode register, the limit
 * of 64 KiB that memory mode bit 1 sets while it is clear, and memory mode bit 2 ({@link HostWindow}).
 */
final class Sequencer {
    private static final int CLOCKING_8_DOTS = 0x01;
    private static final int CLOCKING_HALF_DOT_CLOCK = 0x08;
    private static final int CLOCKING_SCREEN_OFF = 0x20;
    private static final int MEMORY_EXTENDED = 0x02;
    private static final int MEMORY_CHAIN_4 = 0x08;
    private static final int FONT_BLOCK_BYTES = 0x4000;
    private static final int FONT_BYTES = 0x2000;

    /** The bits of the index register. */
    static final int INDEX = 0x07;

    final RegisterFile registers = new RegisterFile(INDEX, SequencerRegister.values());

    /** Dots of a character: 8 or 9. */
    int characterDots() {
        return registers.bit(SequencerRegister.CLOCKING_MODE, CLOCKING_8_DOTS) ? 8 : 9;
    }

    /** How many cycles of the dot clock a dot lasts: 1, or 2 in the modes of 320 dots and 40 columns. */
    int clocksPerDot() {
        return registers.bit(SequencerRegister.CLOCKING_MODE, CLOCKING_HALF_DOT_CLOCK) ? 2 : 1;
    }

    boolean screenOff() {
        return registers.bit(SequencerRegister.CLOCKING_MODE, CLOCKING_SCREEN_OFF);
    }

    /** The maps that writes reach, one bit each. */
    int mapMask() {
        return registers.get(SequencerRegister.MAP_MASK);
    }

    boolean chain4() {
        return registers.bit(SequencerRegister.MEMORY_MODE, MEMORY_CHAIN_4);
    }

    /**
     * Where the characters' pictures begin in map 2.
     *
     * @param attributeBit3 whether the character's attribute has bit 3 set, which chooses between the two fonts
     */
    int fontAddress(boolean attributeBit3) {
        if (!registers.bit(SequencerRegister.MEMORY_MODE, MEMORY_EXTENDED)) {
            return 0;
        }
        int select = registers.get(SequencerRegister.CHARACTER_MAP_SELECT);
        int low = attributeBit3 ? select >> 2 & 3 : select & 3;
        int high = attributeBit3 ? select >> 5 & 1 : select >> 4 & 1;
        return low * FONT_BLOCK_BYTES + high * FONT_BYTES;
    }
}
