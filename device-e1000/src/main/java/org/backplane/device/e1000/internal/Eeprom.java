package org.backplane.device.e1000.internal;

/**
 * The serial EEPROM with 64 words, a 93C46 on a Microwire bus that software clocks through EECD, or reads a word at a time
 * through EERD (8254x §5.3, §5.6, §13.4.3, §13.4.4).
 *
 * <p>A command is a start bit, two bits of code and six of address. Bits go in and come out at the rising edge of SK. What is
 * written takes no time, and is gone when the card goes.
 *
 * <p>Not modelled: the commands that erase, and the one that writes all words; the memory for its own protection (FWE is kept).
 */
final class Eeprom {
    static final int EECD_SK = 1 << 0;
    static final int EECD_CS = 1 << 1;
    static final int EECD_DI = 1 << 2;
    static final int EECD_DO = 1 << 3;
    static final int WORDS = 64;

    private static final int EECD_REQ = 1 << 6;
    private static final int EECD_GNT = 1 << 7;
    private static final int EECD_PRES = 1 << 8;
    private static final int EERD_START = 1 << 0;
    private static final int EERD_DONE = 1 << 4;
    private static final int EERD_ADDRESS = 0xff00;
    /** The sum of all words. */
    private static final int CHECKSUM = 0xbaba;
    private static final int ADDRESS_BITS = 6;
    private static final int COMMAND_BITS = 3 + ADDRESS_BITS;
    private static final int WORD_BITS = 16;
    private static final int OPCODE_READ = 0b110;
    private static final int OPCODE_WRITE = 0b101;
    private static final int OPCODE_OTHER = 0b100;
    /** OPCODE_OTHER: the upper two address bits that enable writing, or disable it. */
    private static final int ENABLE = 0b11;
    private static final int DISABLE = 0b00;

    private final int[] words;
    private int eecd = E1000Register.EECD.resetValue();
    private int eerd;
    private int shifted;
    private int bits;
    private int output = 1;
    private boolean writable;

    /** Makes an EEPROM as the factory programs it: address, subsystem 8086:001E, device 8086:100E, checksum. */
    Eeprom(byte[] station) {
        words = new int[WORDS];
        for (int i = 0; i < 3; i++) {
            words[i] = station[2 * i] & 0xff | (station[2 * i + 1] & 0xff) << 8;
        }
        words[0x0a] = 0x4408;
        words[0x0b] = 0x001e;
        words[0x0c] = 0x8086;
        words[0x0d] = 0x100e;
        words[0x0e] = 0x8086;
        words[0x0f] = 0x3040;
        int sum = 0;
        for (int word : words) {
            sum += word;
        }
        words[WORDS - 1] = CHECKSUM - sum & 0xffff;
    }

    record State(int[] words, int eecd, int eerd, int shifted, int bits, int output, boolean writable) {
    }

    State state() {
        return new State(words.clone(), eecd, eerd, shifted, bits, output, writable);
    }

    void restore(State state) {
        if (state.words.length != WORDS) {
            throw new IllegalArgumentException("an EEPROM of " + state.words.length + " words");
        }
        System.arraycopy(state.words, 0, words, 0, WORDS);
        eecd = state.eecd;
        eerd = state.eerd;
        shifted = state.shifted;
        bits = state.bits;
        output = state.output;
        writable = state.writable;
    }

    void reset() {
        eecd = E1000Register.EECD.resetValue();
        eerd = 0;
        deselect();
    }

    int word(int address) {
        return words[address];
    }

    int eecd() {
        return eecd | EECD_PRES | ((eecd & EECD_REQ) != 0 ? EECD_GNT : 0) | (output != 0 ? EECD_DO : 0);
    }

    void eecd(int value) {
        int before = eecd;
        eecd = value & E1000Register.EECD.writable();
        if ((eecd & EECD_CS) == 0) {
            deselect();
        } else if ((before & EECD_SK) == 0 && (eecd & EECD_SK) != 0) {
            clock((eecd & EECD_DI) != 0 ? 1 : 0);
        }
    }

    int eerd() {
        return eerd;
    }

    void eerd(int value) {
        eerd = value & EERD_ADDRESS;
        if ((value & EERD_START) != 0) {
            int address = (value & EERD_ADDRESS) >> 8;
            eerd |= EERD_DONE | (address < WORDS ? words[address] : 0xffff) << 16;
        }
    }

    private void deselect() {
        shifted = 0;
        bits = 0;
        output = 1;
    }

    /** Bits before the start bit have no meaning. After a command the next bits are those of its word. */
    private void clock(int bit) {
        if (bits == 0 && bit == 0) {
            return;
        }
        bits++;
        if (bits <= COMMAND_BITS) {
            shifted = shifted << 1 | bit;
            if (bits == COMMAND_BITS) {
                command();
            }
        } else {
            data(bit);
        }
    }

    private int opcode() {
        return shifted >> ADDRESS_BITS & 0b111;
    }

    private int address() {
        return shifted & WORDS - 1;
    }

    private void command() {
        if (opcode() == OPCODE_OTHER) {
            int which = address() >> ADDRESS_BITS - 2;
            writable = which == ENABLE || writable && which != DISABLE;
        }
        output = opcode() == OPCODE_READ ? 0 : 1;
    }

    /** A read goes on with the words that follow; a write is done when its last bit is in. */
    private void data(int bit) {
        int index = bits - COMMAND_BITS - 1;
        if (opcode() == OPCODE_READ) {
            int word = words[address() + index / WORD_BITS & WORDS - 1];
            output = word >> WORD_BITS - 1 - index % WORD_BITS & 1;
            bits = index == WORDS * WORD_BITS - 1 ? COMMAND_BITS : bits;
        } else if (opcode() == OPCODE_WRITE && writable && index < WORD_BITS) {
            int mask = 1 << WORD_BITS - 1 - index;
            words[address()] = words[address()] & ~mask | bit * mask;
        }
    }
}
