package org.backplane.benchmarks;

import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;
import org.backplane.bus.Wires;
import org.backplane.cpu.internal.Ia32Component;
import org.backplane.device.ram.internal.RamComponent;
import org.backplane.mmu.internal.MmuComponent;

/**
 * An IA-32 processor, 16 MiB of RAM, and a boot ROM that enters flat 32-bit protected mode as a Multiboot 1 loader leaves
 * it: EAX holds the magic number, EBX {@link #INFORMATION}, and execution goes on at {@link #ENTRY}.
 */
final class FlatBoot implements Device {
    /** Where the guest's code begins. */
    static final int ENTRY = 0x10_0000;
    /** Where the guest finds the Multiboot information, which is for the caller to write. */
    static final int INFORMATION = 0x9000;

    private static final long ROM = 0xFFFF_0000L;
    private static final int ROM_BYTES = 0x1_0000;
    private static final int RESET_VECTOR = 0xFFF0;
    private static final int BOOT = 0xFF00;
    private static final int GDT = 0xFE00;
    private static final int GDT_POINTER = 0xFE80;

    private static final int[] AT_RESET = {0xE9, 0x0D, 0xFF};   // jmp ff00 (relative to fff3)
    private static final int[] DESCRIPTORS = {
        0, 0, 0, 0, 0, 0, 0, 0,
        0xFF, 0xFF, 0, 0, 0, 0x9A, 0xCF, 0,                     // 08: code, flat, 32 bits
        0xFF, 0xFF, 0, 0, 0, 0x92, 0xCF, 0,                     // 10: data, flat
    };
    private static final int[] POINTER = {0x17, 0x00, 0x00, 0xFE, 0xFF, 0xFF};
    private static final int[] PROGRAM = {
        0xFA,                                                   // ff00 cli
        0x2E, 0x66, 0x0F, 0x01, 0x16, 0x80, 0xFE,               // ff01 lgdt cs:[fe80]
        0x0F, 0x20, 0xC0,                                       // ff08 mov eax,cr0
        0x0C, 0x01,                                             // ff0b or al,1
        0x0F, 0x22, 0xC0,                                       // ff0d mov cr0,eax
        0x66, 0xEA, 0x18, 0xFF, 0xFF, 0xFF, 0x08, 0x00,         // ff10 jmp 0008:ffffff18
        0x66, 0xB8, 0x10, 0x00,                                 // ff18 mov ax,10h
        0x8E, 0xD8, 0x8E, 0xC0, 0x8E, 0xD0,                     // ff1c mov ds,ax; mov es,ax; mov ss,ax
        0xB8, 0x02, 0xB0, 0xAD, 0x2B,                           // ff22 mov eax,2badb002h
        0xBB, 0x00, 0x90, 0x00, 0x00,                           // ff27 mov ebx,9000h
        0xB9, 0x00, 0x00, 0x10, 0x00,                           // ff2c mov ecx,100000h
        0xFF, 0xE1,                                             // ff31 jmp ecx
    };

    private FlatBoot() {
    }

    /** Plugs everything in, the processor with an engine. */
    static void insert(Bench bench, String engine) {
        bench.insert("ram", new RamComponent(), Map.of("bus.memory", "0x0+16M", "bus.memory.priority", -100));
        bench.insert("boot", new FlatBoot(), Map.of("bus.memory", ROM + "+" + ROM_BYTES, "bus.drives", "a20"));
        bench.insert("processor", new Ia32Component(new MmuComponent(), engine), "a20");
    }

    @Override
    public Card plug(Wires wires) {
        wires.line("a20").set(true);
        Slab rom = wires.slab("rom", ROM_BYTES);
        put(rom, RESET_VECTOR, AT_RESET);
        put(rom, BOOT, PROGRAM);
        put(rom, GDT, DESCRIPTORS);
        put(rom, GDT_POINTER, POINTER);
        RangeHandler window = rom.window(0, ROM_BYTES, false);
        return new Card() {
            @Override
            public RangeHandler range(String name) {
                return window;
            }
        };
    }

    private static void put(Slab rom, int at, int[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            rom.write(at + i, 1, bytes[i]);
        }
    }
}
