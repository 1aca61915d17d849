; The APIC guest: interrupts on every way through local APIC and I/O APIC, one case a line of output on COM1.
;
; A Multiboot image (Multiboot 0.6.96 §3.1, with address fields) for a PC with a 440FX chipset, both APICs, and QEMU's
; educational device at 00:05.0. Runs on QEMU too:
;   qemu-system-i386 -M pc -nodefaults -display none -serial stdio -device edu,addr=5 \
;       -device isa-debug-exit,iobase=0xf4 -kernel apic.bin
; Port F4h ends the run: 0 at the end, 1 after an interrupt that nobody expected.

        bits    32
        cpu     686
        org     0x100000

MAGIC           equ 0x1BADB002
FLAGS           equ 0x00010000          ; the address fields are valid
STACK           equ 0x90000
IDT             equ 0x8000              ; 256 gates
COUNTS          equ 0x9000              ; one dword a vector

COM1            equ 0x3F8
EXIT            equ 0xF4
PIC1            equ 0x20
PIC2            equ 0xA0
ELCR2           equ 0x4D1
PIT0            equ 0x40
PIT_CONTROL     equ 0x43
PCI_ADDRESS     equ 0xCF8
PCI_DATA        equ 0xCFC

; Local APIC (SDM 3A table 10-1) and I/O APIC (82093AA §3).
LAPIC           equ 0xFEE00000
ID              equ LAPIC + 0x020
VERSION         equ LAPIC + 0x030
TPR             equ LAPIC + 0x080
EOI             equ LAPIC + 0x0B0
SVR             equ LAPIC + 0x0F0
ISR             equ LAPIC + 0x100
IRR             equ LAPIC + 0x200
ESR             equ LAPIC + 0x280
ICR             equ LAPIC + 0x300
ICR_HIGH        equ LAPIC + 0x310
LVT_TIMER       equ LAPIC + 0x320
LVT_LINT0       equ LAPIC + 0x350
INITIAL         equ LAPIC + 0x380
CURRENT         equ LAPIC + 0x390
DIVIDE          equ LAPIC + 0x3E0
IOREGSEL        equ 0xFEC00000
IOWIN           equ 0xFEC00010
IA32_APIC_BASE  equ 0x1B
BY_1            equ 0xB
PERIODIC        equ 1 << 17
MASKED          equ 1 << 16
LEVEL           equ 1 << 15
SELF            equ 1 << 18
EXTINT          equ 7 << 8
NMI             equ 4 << 8

; The educational device (QEMU edu), and where it is put.
EDU             equ 0xFEB00000
EDU_FACTORIAL   equ EDU + 0x08
EDU_STATUS      equ EDU + 0x20
EDU_IRQ         equ EDU + 0x24
EDU_RAISE       equ EDU + 0x60
EDU_ACK         equ EDU + 0x64
EDU_PCI         equ 0x80002800
ISA_PCI         equ 0x80000800          ; the bridge with the interrupt routing
PIRQA           equ 0x60
LINE            equ 11

V_IPI           equ 0x44
V_TIMER         equ 0x50
V_PIT           equ 0x51
V_LEVEL         equ 0x52
V_MESSAGE       equ 0x53
V_PIC           equ 0x20
V_SPURIOUS      equ 0xFF

header: dd      MAGIC, FLAGS, -(MAGIC + FLAGS)
        dd      header, header, end, end, start

%macro say 1
        mov     esi, %%text
        call    print
        jmp     %%over
%%text: db      %1, 0
%%over:
%endmacro
%macro tell 1                           ; a space and the value
        mov     eax, %1
        call    hex
%endmacro
%macro port 2
        mov     al, %2
        out     %1, al
%endmacro
%macro gate 2                           ; vector, handler
        mov     edi, IDT + %1 * 8
        mov     eax, %2
        call    set_gate
%endmacro
%macro await 2                          ; vector, how many
        mov     ebx, %1
        mov     ecx, %2
        call    wait_for
%endmacro
%macro forget 1
        mov     dword [COUNTS + %1 * 4], 0
%endmacro
%macro redirect 2                       ; input, low half of its entry
        mov     dword [IOREGSEL], 0x11 + 2 * %1
        mov     dword [IOWIN], 0
        mov     dword [IOREGSEL], 0x10 + 2 * %1
        mov     dword [IOWIN], %2
%endmacro
%macro counter 2                        ; name, vector: counts and ends at the local APIC
%1:     inc     dword [COUNTS + %2 * 4]
        mov     dword [EOI], 0
        iretd
%endmacro

start:
        cli
        cld
        mov     esp, STACK
        lgdt    [gdtr]
        jmp     8:.flat
.flat:  mov     eax, 16
        mov     ds, eax
        mov     es, eax
        mov     ss, eax
        call    tables
        call    quiet
        call    identity
        call    errors
        call    timer
        call    priority
        call    nmi_to_itself
        call    pit_by_io_apic
        call    level_by_io_apic
        call    message
        call    virtual_wire
        call    disabled
        say     {'end', 10}
        port    EXIT, 0
        hlt

; Gates, counters, and the interrupt controllers with everything masked.
tables:
        mov     ecx, 256
        mov     edi, IDT
.next:  mov     eax, unexpected
        push    ecx
        call    set_gate
        pop     ecx
        loop    .next
        mov     edi, COUNTS
        mov     ecx, 256
        xor     eax, eax
        rep stosd
        gate    2, on_nmi
        gate    V_PIC, on_pic
        gate    V_IPI, on_ipi
        gate    V_TIMER, on_timer
        gate    V_PIT, on_pit
        gate    V_LEVEL, on_level
        gate    V_MESSAGE, on_message
        gate    V_SPURIOUS, on_spurious
        lidt    [idtr]
        ret

set_gate:                               ; EDI: the gate, EAX: the handler; EDI moves on
        mov     [edi], ax
        mov     word [edi + 2], 8
        mov     word [edi + 4], 0x8E00
        shr     eax, 16
        mov     [edi + 6], ax
        add     edi, 8
        ret

quiet:
        port    PIC1, 0x11
        port    PIC1 + 1, V_PIC
        port    PIC1 + 1, 0x04
        port    PIC1 + 1, 0x01
        port    PIC2, 0x11
        port    PIC2 + 1, V_PIC + 8
        port    PIC2 + 1, 0x02
        port    PIC2 + 1, 0x01
        port    PIC1 + 1, 0xFF
        port    PIC2 + 1, 0xFF
        mov     dword [SVR], 0x100 | V_SPURIOUS
        mov     dword [LVT_LINT0], MASKED
        mov     dword [TPR], 0
        ret

; CPUID.1:EDX.APIC, the initial APIC ID, IA32_APIC_BASE, the version.
identity:
        say     'apic'
        call    cpuid_apic
        mov     eax, 1
        cpuid
        shr     ebx, 24
        tell    ebx
        mov     ecx, IA32_APIC_BASE
        rdmsr
        call    hex
        mov     eax, [VERSION]
        and     eax, 0xFF
        call    hex
        jmp     line

cpuid_apic:
        mov     eax, 1
        cpuid
        shr     edx, 9
        and     edx, 1
        mov     eax, edx
        jmp     hex

; A register that is not there.
errors:
        mov     dword [ESR], 0
        mov     eax, [LAPIC + 0x0C0]
        mov     dword [ESR], 0
        say     'error'
        tell    [ESR]
        jmp     line

; One shot, then five periods, then nothing more.
timer:
        mov     dword [DIVIDE], BY_1
        mov     dword [LVT_TIMER], V_TIMER
        mov     dword [INITIAL], 50000
        await   V_TIMER, 1
        say     'one-shot'
        tell    [COUNTS + V_TIMER * 4]
        tell    [CURRENT]
        call    line
        forget  V_TIMER
        mov     dword [LVT_TIMER], PERIODIC | V_TIMER
        mov     dword [INITIAL], 50000
        await   V_TIMER, 5
        mov     dword [LVT_TIMER], MASKED | PERIODIC | V_TIMER
        mov     dword [INITIAL], 0
        say     'periodic'
        mov     eax, [COUNTS + V_TIMER * 4]
        cmp     eax, 5
        setae   al
        movzx   eax, al
        call    hex
        tell    [CURRENT]
        jmp     line

; An interrupt of a class that the task priority holds back.
priority:
        mov     dword [TPR], V_IPI & 0xF0
        mov     dword [ICR], SELF | V_IPI
        sti
        nop
        nop
        cli
        say     'held'
        tell    [COUNTS + V_IPI * 4]
        mov     eax, [IRR + (V_IPI / 32) * 16]
        call    hex
        mov     dword [TPR], 0
        await   V_IPI, 1
        tell    [COUNTS + V_IPI * 4]
        mov     eax, [ISR + (V_IPI / 32) * 16]
        call    hex
        jmp     line

nmi_to_itself:
        mov     eax, [ID]
        mov     [ICR_HIGH], eax
        mov     dword [ICR], NMI | 0x4000
        await   2, 1
        say     'nmi'
        tell    [COUNTS + 2 * 4]
        jmp     line

; Edges: channel 0 of the 8254 at input 2.
pit_by_io_apic:
        redirect 2, V_PIT
        call    pit
        await   V_PIT, 3
        redirect 2, MASKED
        say     'edge'
        mov     eax, [COUNTS + V_PIT * 4]
        cmp     eax, 3
        setae   al
        movzx   eax, al
        call    hex
        jmp     line

pit:    port    PIT_CONTROL, 0x34       ; channel 0, both bytes, mode 2
        port    PIT0, 0xA9              ; 1 kHz
        port    PIT0, 0x04
        ret

; A level: the device's pin through PIRQA to line 11. The first end of interrupt comes before the device lets go.
level_by_io_apic:
        mov     ecx, ISA_PCI | PIRQA
        mov     eax, LINE
        call    pci_write8
        mov     dx, ELCR2
        mov     al, 1 << (LINE - 8)
        out     dx, al
        mov     ecx, EDU_PCI | 0x10
        mov     eax, EDU
        call    pci_write
        mov     ecx, EDU_PCI | 0x04
        mov     eax, 6                  ; memory and bus master
        call    pci_write
        redirect LINE, LEVEL | V_LEVEL
        mov     dword [EDU_RAISE], 4
        await   V_LEVEL, 2
        sti
        nop
        nop
        cli
        say     'level'
        tell    [COUNTS + V_LEVEL * 4]
        mov     dword [IOREGSEL], 0x10 + 2 * LINE
        tell    [IOWIN]
        redirect LINE, MASKED
        jmp     line

; A message of the same device (PCI 3.0 §6.8), and none while it is disabled.
message:
        mov     ecx, EDU_PCI | 0x34
        call    pci_read
        movzx   ebp, al
.find:  mov     ecx, EDU_PCI
        or      ecx, ebp
        call    pci_read
        cmp     al, 5
        je      .found
        movzx   ebp, ah
        jmp     .find
.found: push    eax
        lea     ecx, [EDU_PCI + ebp + 4]
        mov     eax, LAPIC
        call    pci_write
        lea     ecx, [EDU_PCI + ebp + 8]
        xor     eax, eax
        call    pci_write
        lea     ecx, [EDU_PCI + ebp + 12]
        mov     eax, V_MESSAGE
        call    pci_write
        pop     eax
        or      eax, 1 << 16
        lea     ecx, [EDU_PCI + ebp]
        call    pci_write
        mov     dword [EDU_RAISE], 2
        await   V_MESSAGE, 1
        mov     dword [EDU_STATUS], 0x80        ; one for the end of a factorial as well
        mov     dword [EDU_FACTORIAL], 5
        await   V_MESSAGE, 2
        say     'message'
        tell    [COUNTS + V_MESSAGE * 4]
        tell    [EDU_FACTORIAL]
        tell    [EDU_IRQ]
        jmp     line

; The interrupt controllers behind LINT0: they give the vector, and the local APIC serves nothing.
virtual_wire:
        mov     dword [LVT_LINT0], EXTINT
        port    PIC1 + 1, 0xFE
        call    pit
        await   V_PIC, 2
        port    PIC1 + 1, 0xFF
        say     'virtual wire'
        mov     eax, [COUNTS + V_PIC * 4]
        cmp     eax, 2
        setae   al
        movzx   eax, al
        call    hex
        tell    [ISR + (V_PIC / 32) * 16]
        jmp     line

; Without an APIC the interrupt controllers reach the processor, and CPUID shows none. (QEMU looks at the mask of LINT0 even
; then; it has been cleared before.)
disabled:
        mov     ecx, IA32_APIC_BASE
        rdmsr
        and     eax, ~(1 << 11)
        wrmsr
        say     'disabled'
        call    cpuid_apic
        forget  V_PIC
        port    PIC1 + 1, 0xFE
        await   V_PIC, 1
        port    PIC1 + 1, 0xFF
        say     ' 8259A'
        jmp     line

; Waits until a vector has come so often; interrupts are off afterwards. EBX: the vector, ECX: how often.
wait_for:
        cli
        cmp     [COUNTS + ebx * 4], ecx
        jae     .done
        sti
        hlt
        jmp     wait_for
.done:  ret

        counter on_ipi, V_IPI
        counter on_timer, V_TIMER
        counter on_pit, V_PIT
on_nmi: inc     dword [COUNTS + 2 * 4]
        iretd
on_spurious:
        iretd
on_pic: push    eax
        inc     dword [COUNTS + V_PIC * 4]
        port    PIC1, 0x20
        pop     eax
        iretd
on_level:
        inc     dword [COUNTS + V_LEVEL * 4]
        cmp     dword [COUNTS + V_LEVEL * 4], 1
        je      .not_yet
        mov     dword [EDU_ACK], 4
.not_yet:
        mov     dword [EOI], 0
        iretd
on_message:
        push    eax
        inc     dword [COUNTS + V_MESSAGE * 4]
        mov     eax, [EDU_IRQ]
        mov     [EDU_ACK], eax
        mov     dword [EOI], 0
        pop     eax
        iretd

unexpected:
        say     {10, 'an interrupt that nobody expected', 10}
        port    EXIT, 1
        hlt
        jmp     $

; PCI configuration. ECX: the address, EAX: the value.
pci_write:
        push    eax
        mov     eax, ecx
        mov     dx, PCI_ADDRESS
        out     dx, eax
        pop     eax
        mov     dx, PCI_DATA
        out     dx, eax
        ret
pci_write8:
        push    eax
        mov     eax, ecx
        mov     dx, PCI_ADDRESS
        out     dx, eax
        pop     eax
        mov     dx, PCI_DATA
        out     dx, al
        ret
pci_read:
        mov     eax, ecx
        mov     dx, PCI_ADDRESS
        out     dx, eax
        mov     dx, PCI_DATA
        in      eax, dx
        ret

; Text.
line:   mov     al, 10
put:    mov     dx, COM1
        out     dx, al
        ret
print:  lodsb
        test    al, al
        jz      .done
        call    put
        jmp     print
.done:  ret
hex:    push    eax
        mov     al, ' '
        call    put
        pop     eax
        mov     ecx, 8
.digit: rol     eax, 4
        push    eax
        and     al, 0x0F
        cmp     al, 10
        sbb     al, 0x69
        das
        or      al, 0x20
        call    put
        pop     eax
        loop    .digit
        ret

        align   8
gdt:    dq      0
        dq      0x00CF9B000000FFFF
        dq      0x00CF93000000FFFF
gdtr:   dw      gdtr - gdt - 1
        dd      gdt
idtr:   dw      256 * 8 - 1
        dd      IDT
        align   4
end:
