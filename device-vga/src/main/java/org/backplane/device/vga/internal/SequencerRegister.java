package org.backplane.device.vga.internal;

/** The registers of the sequencer (FreeVGA "Sequencer Registers"; IBM VGA "Sequencer"). All are 0 after reset. */
enum SequencerRegister implements IndexedRegister {
    /** Synchronous and asynchronous reset. */
    RESET(0x00, 0x03),
    CLOCKING_MODE(0x01, 0x3d),
    MAP_MASK(0x02, 0x0f),
    CHARACTER_MAP_SELECT(0x03, 0x3f),
    MEMORY_MODE(0x04, 0x0e);

    private final int index;
    private final int writable;

    SequencerRegister(int index, int writable) {
        this.index = index;
        this.writable = writable;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int writable() {
        return writable;
    }

    @Override
    public String cited() {
        return "sequencer register " + name() + " (FreeVGA \"Sequencer Registers\")";
    }
}
