package org.backplane.device.acpi.internal.aml;

/** Encodes what a device occupies, descriptor by descriptor (ACPI §6.4). */
public final class Resources {
    private static final int IRQ_NO_FLAGS = 0x22;
    private static final int DMA = 0x2a;
    private static final int IO_PORT = 0x47;
    private static final int END = 0x79;
    private static final int DWORD_ADDRESS = 0x87;
    private static final int WORD_ADDRESS = 0x88;
    private static final int EXTENDED_INTERRUPT = 0x89;
    private static final int WORD_ADDRESS_BYTES = 13;
    private static final int DWORD_ADDRESS_BYTES = 23;

    private static final int DECODE_16 = 1;
    /** 8-bit transfers, not a bus master, compatibility timing. */
    private static final int DMA_8_BITS = 0;
    private static final int TYPE_MEMORY = 0;
    private static final int TYPE_IO = 1;
    private static final int TYPE_BUS = 2;
    /** Both ends fixed, positively decoded, produced for the devices below. */
    private static final int WINDOW = 0x0c;
    private static final int IO_ENTIRE_RANGE = 0x03;
    private static final int MEMORY_READ_WRITE = 0x01;
    private static final int MEMORY_CACHEABLE = 0x02;
    /** Consumed, level triggered, active high, shared. */
    private static final int INTERRUPT_LEVEL_SHARED = 0x09;

    private final Blob blob = new Blob();

    /** Ports at a fixed place. */
    public Resources ports(int base, int length) {
        blob.u8(IO_PORT).u8(DECODE_16).u16(base).u16(base).u8(1).u8(length);
        return this;
    }

    /** An edge-triggered interrupt request of the ISA bus. */
    public Resources irq(int number) {
        blob.u8(IRQ_NO_FLAGS).u16(1 << number);
        return this;
    }

    /** A DMA channel of the ISA bus. */
    public Resources dma(int channel) {
        blob.u8(DMA).u8(1 << channel).u8(DMA_8_BITS);
        return this;
    }

    /** One of several interrupts, of a PCI device. */
    public Resources interrupts(int... numbers) {
        blob.u8(EXTENDED_INTERRUPT).u16(2 + 4 * numbers.length).u8(INTERRUPT_LEVEL_SHARED).u8(numbers.length);
        for (int number : numbers) {
            blob.u32(number);
        }
        return this;
    }

    /** PCI bus numbers that a bridge passes on. */
    public Resources busWindow(int first, int last) {
        return word(TYPE_BUS, 0, first, last);
    }

    /** Ports that a bridge passes on. */
    public Resources portWindow(int first, int last) {
        return word(TYPE_IO, IO_ENTIRE_RANGE, first, last);
    }

    /** Memory below 4 GiB that a bridge passes on. */
    public Resources memoryWindow(long first, long last, boolean cacheable) {
        blob.u8(DWORD_ADDRESS).u16(DWORD_ADDRESS_BYTES).u8(TYPE_MEMORY).u8(WINDOW)
                .u8(MEMORY_READ_WRITE | (cacheable ? MEMORY_CACHEABLE : 0))
                .u32(0).u32(first).u32(last).u32(0).u32(last - first + 1);
        return this;
    }

    private Resources word(int type, int typeFlags, int first, int last) {
        blob.u8(WORD_ADDRESS).u16(WORD_ADDRESS_BYTES).u8(type).u8(WINDOW).u8(typeFlags)
                .u16(0).u16(first).u16(last).u16(0).u16(last - first + 1);
        return this;
    }

    /** The template with its end tag, whose checksum of 0 says that there is none. */
    public Term toTerm() {
        return Term.buffer(new Blob().add(blob.toBytes()).u8(END).u8(0).toBytes());
    }
}
