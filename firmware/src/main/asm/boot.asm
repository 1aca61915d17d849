; The boot ROM of the kernel loader: from the reset vector to a kernel in the machine state of Multiboot 0.6.96 §3.2, which
; with the selectors chosen here is that of Linux's 32-bit boot protocol too (Linux Documentation/x86/boot.rst).
;
; A 64 KiB image that answers at FFFF0000h and at F0000h. It holds no loader: it writes to the loader's register, which
; makes the card copy the kernel into RAM and patch the parameters below into this ROM. So a kernel comes fresh into RAM
; whenever the processor starts here, by whichever reset.
;
; Before that it does of a BIOS's work what a kernel relies on: see boot/pci.asm and boot/display.asm.
;
; Not modelled: a BIOS. There are no interrupt services, and no tables but those that the card puts here: on a board with a local
; APIC the MP table at F1000h, on one with a power management function ACPI tables from F2000h on (no $PIR, SMBIOS).

        cpu     686
        org     0xFFFF0000

ROM             equ 0xFFFF0000
LOAD_REGISTER   equ 0xFFFEF000          ; the card's register: a write of LOAD_MAGIC loads
LOAD_MAGIC      equ 0x1BADB002          ; the magic number of a Multiboot header
LOADED          equ 1

CODE_SELECTOR   equ 0x10                ; Linux demands these two, __BOOT_CS and __BOOT_DS
DATA_SELECTOR   equ 0x18
REAL_CODE_SELECTOR equ 0x20             ; for the way back to real mode
REAL_DATA_SELECTOR equ 0x28
REAL_SEGMENT    equ 0xF000              ; where the ROM is for real mode

PIC1            equ 0x20
PIC2            equ 0xA0
PIT_CHANNEL_0   equ 0x40
PIT_CONTROL     equ 0x43
DMA1_CLEAR      equ 0x0D                ; master clear of the controller of channels 0 to 3
DMA2_CLEAR      equ 0xDA                ; of channels 4 to 7
DMA2_MODE       equ 0xD6
DMA2_MASK       equ 0xD4
DMA_CASCADE     equ 0xC0                ; of its channel 0, which is channel 4
DMA_UNMASK      equ 0
POST_CODE       equ 0x80
SYSTEM_CONTROL  equ 0x92
COM1            equ 0x3F8
STACK           equ 0x7000
SCRATCH         equ STACK               ; variables, above it

UART_DLL        equ 0                   ; divisor (LCR_DLAB set)
UART_DLM        equ 1
UART_LCR        equ 3                   ; line control
LCR_8N1         equ 0x03
LCR_DLAB        equ 0x80

; Progress codes on port 80h.
POST_REAL_MODE  equ 0x11
POST_LOAD       equ 0x12
POST_START      equ 0x13
POST_DISPLAY    equ 0x14
POST_FAILED     equ 0xE1
POST_NO_SCREEN  equ 0xE2

CR0_PE          equ 1 << 0
CR0_NW          equ 1 << 29
CR0_CD          equ 1 << 30
CR0_PG          equ 1 << 31

; APICs (SDM 3A §10.4, 82093AA §3.1).
APIC_SVR        equ 0xF0
APIC_LINT0      equ 0x350
APIC_LINT1      equ 0x360
SVR_ENABLED     equ 1 << 8
SPURIOUS_VECTOR equ 0xFF
DELIVER_EXTINT  equ 7 << 8
DELIVER_NMI     equ 4 << 8
IOREGSEL        equ 0
IOWIN           equ 0x10
IOAPICID        equ 0

; Function 3 of device 1, the PIIX4's power management (82371AB §7.1).
PM_FUNCTION     equ 1 << 31 | 1 << 11 | 3 << 8
PM_ID           equ 0x71138086
PMBA            equ 0x40
PMBA_IO         equ 1
PMREGMISC       equ 0x80
PMREGMISC_PMIOSE equ 1

; Memory types (SDM 3A §11.11). The machine's RAM is below C0000000h, its devices are above.
FEATURE_MSR     equ 1 << 5              ; CPUID.1:EDX
FEATURE_MTRR    equ 1 << 12
MTRR_PHYSBASE0  equ 0x200
MTRR_PHYSMASK0  equ 0x201
MTRR_DEF_TYPE   equ 0x2FF
MTRR_FIX_BASE   equ 0x24F              ; the number before that of the first fixed-range register
MTRR_V          equ 1 << 11
MTRR_E_FE       equ 3 << 10
WRITE_BACK      equ 6
WRITE_PROTECTED equ 5
DEVICES         equ 0xC0000000

%macro post 1
        mov     al, %1
        out     POST_CODE, al
%endmacro
%macro port 2
        mov     al, %2
        out     %1, al
%endmacro
%macro flat 0                           ; segments that reach everything, and an empty stack
        mov     eax, DATA_SELECTOR
        mov     ds, eax
        mov     es, eax
        mov     fs, eax
        mov     gs, eax
        mov     ss, eax
        mov     esp, STACK
%endmacro
%macro select 1                         ; a register of the power management function
        mov     eax, PM_FUNCTION | %1
        mov     dx, CONFADD
        out     dx, eax
        mov     dx, CONFDATA
%endmacro
%macro serial 2
        mov     dx, COM1 + %1
        mov     al, %2
        out     dx, al
%endmacro

; The parameters, at the first bytes of the ROM.
section .text
status: dd      0                       ; LOADED once the kernel is in RAM
entry:  dd      0                       ; physical address of its entry point
eax_:   dd      0                       ; what the kernel finds in EAX
ebx_:   dd      0                       ; in EBX
esi_:   dd      0                       ; in ESI
lapic:  dd      0                       ; registers of the local APIC, 0 without one
ioapic: dd      0                       ; registers of the I/O APIC, 0 without one
io_id:  dd      0                       ; what goes into its ID register
pm_port: dd     0                       ; port of the power management block, 0 without ACPI tables

section .code start=0xFFFFF000
        bits    16
real_mode:
        cli
        cld
        post    POST_REAL_MODE
        in      al, SYSTEM_CONTROL      ; opens the A20 gate, without the rising bit 0 that would reset
        and     al, 0xFE
        or      al, 2
        out     SYSTEM_CONTROL, al

; The interrupt controllers and the timer as a BIOS leaves them, which Multiboot asks for: vectors 8 and 70h; timer,
; keyboard, cascade, floppy, mouse, coprocessor and disk unmasked; channel 0 at 18.2 Hz.
        port    PIC1, 0x11              ; ICW1: edge, cascade, ICW4 follows (8259A "Initialization Command Words")
        port    PIC1 + 1, 0x08
        port    PIC1 + 1, 0x04
        port    PIC1 + 1, 0x01
        port    PIC2, 0x11
        port    PIC2 + 1, 0x70
        port    PIC2 + 1, 0x02
        port    PIC2 + 1, 0x01
        port    PIC1 + 1, 0xB8
        port    PIC2 + 1, 0x8F
        port    PIT_CONTROL, 0x36       ; channel 0, both bytes, mode 3, binary (8254 "Control Word Format")
        port    PIT_CHANNEL_0, 0
        port    PIT_CHANNEL_0, 0

; The DMA controllers as a BIOS leaves them: the first one's requests go through channel 4 of the second (PC AT "DMA
; Controller", 8237A "Cascade Mode"). Drivers program their own channels only, so without it no diskette is read.
        port    DMA1_CLEAR, 0
        port    DMA2_CLEAR, 0
        port    DMA2_MODE, DMA_CASCADE
        port    DMA2_MASK, DMA_UNMASK

; The first serial port at 115200 baud, 8N1: after a reset it has characters of five bits (PC16550D §8.3), and a small
; kernel writes its text without asking.
        serial  UART_LCR, LCR_DLAB | LCR_8N1
        serial  UART_DLL, 1
        serial  UART_DLM, 0
        serial  UART_LCR, LCR_8N1

        o32 lgdt [cs:dword gdtr - ROM]
        mov     eax, cr0
        and     eax, ~(CR0_PG | CR0_CD | CR0_NW)
        or      al, CR0_PE
        mov     cr0, eax
        jmp     dword CODE_SELECTOR:protected_mode

        bits    32
protected_mode:
        flat
        call    no_data
        call    functions
        mov     ebx, [display]
        test    ebx, ebx
        jz      no_screen
        call    shadow_rom
        jnc     run_rom
no_screen:
        mov     esi, fixed_ranges
        jmp     prepared
screen_is_set:
        flat
        mov     ax, PAM_READ
        call    route
        mov     esi, video_rom_ranges
prepared:
        call    memory_types
        post    POST_LOAD
        mov     dword [LOAD_REGISTER], LOAD_MAGIC
        cmp     dword [status], LOADED
        jne     failed
        call    virtual_wire
        call    power_management
        post    POST_START
        mov     eax, [eax_]
        mov     ebx, [ebx_]
        mov     esi, [esi_]
        mov     ecx, [entry]
        xor     edx, edx                ; undefined by the specifications, but the same each time
        xor     edi, edi
        xor     ebp, ebp
        xor     esp, esp
        jmp     ecx

; The card has reported why. Interrupts are off, so this is the end.
failed:
        post    POST_FAILED
.halted:
        hlt
        jmp     .halted

; Virtual wire mode, in which a BIOS leaves the APICs: the interrupt controllers reach the processor through LINT0, NMI
; through LINT1 (MP 1.4 §3.6.2.2).
virtual_wire:
        mov     ecx, [lapic]
        jecxz   .done
        mov     dword [ecx + APIC_SVR], SVR_ENABLED | SPURIOUS_VECTOR
        mov     dword [ecx + APIC_LINT0], DELIVER_EXTINT
        mov     dword [ecx + APIC_LINT1], DELIVER_NMI
        mov     ecx, [ioapic]
        jecxz   .done
        mov     dword [ecx + IOREGSEL], IOAPICID
        mov     eax, [io_id]
        mov     [ecx + IOWIN], eax
.done:  ret

; Puts the power management block where the ACPI tables say that it is. Without PCI it is there already.
power_management:
        cmp     dword [pm_port], 0
        je      .done
        select  0
        in      eax, dx
        cmp     eax, PM_ID
        jne     .done
        select  PMBA
        mov     eax, [pm_port]
        or      eax, PMBA_IO
        out     dx, eax
        select  PMREGMISC
        mov     al, PMREGMISC_PMIOSE
        out     dx, al
.done:  ret

; The memory type range registers as a BIOS leaves them, with the fixed ranges at ESI; a kernel that finds them off gives up memory
; types altogether.
memory_types:
        mov     eax, 1
        cpuid
        and     edx, FEATURE_MSR | FEATURE_MTRR
        cmp     edx, FEATURE_MSR | FEATURE_MTRR
        jne     .done
.fixed: movzx   ecx, byte [esi]
        jecxz   .variable
        add     ecx, MTRR_FIX_BASE
        movzx   eax, byte [esi + 1]     ; one type for all eight ranges of the register
        imul    eax, eax, 0x01010101
        mov     edx, eax
        wrmsr
        add     esi, 2
        jmp     .fixed
.variable:
        mov     eax, DEVICES            ; uncacheable
        xor     edx, edx
        mov     ecx, MTRR_PHYSBASE0
        wrmsr
        call    width
        mov     eax, DEVICES | MTRR_V
        mov     ecx, MTRR_PHYSMASK0
        wrmsr
        mov     eax, MTRR_E_FE | WRITE_BACK
        xor     edx, edx
        mov     ecx, MTRR_DEF_TYPE
        wrmsr
.done:  ret

; EDX: ones for the physical address bits above 31.
width:  mov     eax, 0x80000000
        cpuid
        mov     edx, 0xF                ; 36 bits if the processor does not say
        cmp     eax, 0x80000008
        jb      .done
        mov     eax, 0x80000008
        cpuid
        mov     cl, al
        sub     cl, 32
        mov     edx, 1
        shl     edx, cl
        dec     edx
.done:  ret

; Register, counted from MTRR_FIX_BASE, and type; 0 ends. What is left out stays uncacheable.
video_rom_ranges:
        db      0x268 - MTRR_FIX_BASE, WRITE_PROTECTED  ; C0000-C7FFF
        db      0x269 - MTRR_FIX_BASE, WRITE_PROTECTED  ; C8000-CFFFF
fixed_ranges:
        db      0x250 - MTRR_FIX_BASE, WRITE_BACK       ; 00000-7FFFF
        db      0x258 - MTRR_FIX_BASE, WRITE_BACK       ; 80000-9FFFF
        db      0x26E - MTRR_FIX_BASE, WRITE_PROTECTED  ; F0000-F7FFF, the ROM
        db      0x26F - MTRR_FIX_BASE, WRITE_PROTECTED  ; F8000-FFFFF
        db      0

%include "boot/pci.asm"
%include "boot/display.asm"
%include "boot/services.asm"

        align   8
gdt:    dq      0                       ; the null descriptor
        dq      0
        dq      0x00CF9B000000FFFF      ; code: base 0, limit 4 GiB, 32 bit, execute and read, accessed
        dq      0x00CF93000000FFFF      ; data: base 0, limit 4 GiB, read and write, accessed
        dq      0x00009B0F0000FFFF      ; code: base F0000h, limit 64 KiB, 16 bit
        dq      0x008F93000000FFFF      ; data: base 0, limit 4 GiB, 16 bit
gdtr:   dw      gdtr - gdt - 1
        dd      gdt

section .reset start=0xFFFFFFF0
        bits    16
reset_vector:
        jmp     real_mode
        times   16 - ($ - reset_vector) db 0xFF
