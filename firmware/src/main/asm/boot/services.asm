; What a ROM in real mode finds of a BIOS: a stack, interrupt vectors, and the data area at 400h (PS/2 BIOS "BIOS Data Area").
;
; Not modelled: any interrupt service. INT 15h and 1Ah say so, the others do nothing.

DATA_AREA       equ 0x400
DATA_BYTES      equ 0x100
EQUIPMENT       equ 0x410
COLOUR_80       equ 2 << 4              ; the screen to begin with
BASE_MEMORY     equ 0x413               ; in KiB
COLUMNS         equ 0x44A               ; of the screen; 0 while no mode is set
TICKS           equ 0x46C               ; 18.2 a second
LOWER_MEMORY    equ 640

PATIENCE        equ 182                 ; ticks: 10 seconds
EOI             equ 0x20                ; non-specific (8259A "Operation Command Words")
CARRY           equ 1
FEATURE_APIC    equ 1 << 9              ; CPUID.1:EDX
APIC_BASE       equ 0x1B                ; IA32_APIC_BASE (SDM 3A §10.4.4)
APIC_BASE_ENABLED equ 1 << 11
APIC_BASE_ADDRESS equ 0xFFFFF000
UNSUPPORTED     equ 0x86                ; INT 15h's answer in AH

; Clears the data area.
        bits    32
no_data:
        mov     edi, DATA_AREA
        mov     ecx, DATA_BYTES / 4
        xor     eax, eax
        rep     stosd
        ret

; Fills in what a ROM needs. Spoils EAX, ECX, ESI and EDI.
vectors_and_data:
        mov     word [EQUIPMENT], COLOUR_80
        mov     word [BASE_MEMORY], LOWER_MEMORY
        xor     edi, edi
        mov     eax, ignored - ROM + (REAL_SEGMENT << 16)
        mov     ecx, 256
        rep     stosd
        mov     esi, vectors
.next:  movzx   ecx, byte [esi]
        mov     ax, [esi + 1]
        mov     [ecx * 4], ax
        add     esi, 3
        cmp     esi, vectors_end
        jb      .next
        ret

; Lets interrupts through to the processor if it has a local APIC, which is closed after a reset: virtual wire mode (MP 1.4
; §3.6.2.2). Spoils EAX, ECX and EDX.
accept_interrupts:
        push    ebx
        mov     eax, 1
        cpuid
        pop     ebx
        test    edx, FEATURE_APIC
        jz      .done
        mov     ecx, APIC_BASE
        rdmsr
        test    eax, APIC_BASE_ENABLED
        jz      .done
        and     eax, APIC_BASE_ADDRESS
        mov     dword [eax + APIC_SVR], SVR_ENABLED | SPURIOUS_VECTOR
        mov     dword [eax + APIC_LINT0], DELIVER_EXTINT
.done:  ret

%macro vector 2
        db      %1
        dw      %2 - ROM
%endmacro
vectors:
        vector  0x00, give_up           ; #DE
        vector  0x06, give_up           ; #UD
        vector  0x08, tick
        vector  0x09, master_interrupt  ; keyboard
        vector  0x0C, give_up           ; #SS
        vector  0x0D, give_up           ; #GP
        vector  0x0E, master_interrupt  ; diskette
        vector  0x15, unsupported
        vector  0x1A, unsupported
        vector  0x74, slave_interrupt   ; mouse
        vector  0x75, slave_interrupt   ; coprocessor
        vector  0x76, slave_interrupt   ; disk
vectors_end:

        bits    16
; Time passes, but not for ever.
tick:   push    ax
        push    ds
        xor     ax, ax
        mov     ds, ax
        mov     al, EOI
        out     PIC1, al
        inc     dword [TICKS]
        cmp     dword [TICKS], PATIENCE
        pop     ds
        pop     ax
        jae     give_up
        iret

slave_interrupt:
        push    ax
        mov     al, EOI
        out     PIC2, al
        pop     ax
master_interrupt:
        push    ax
        mov     al, EOI
        out     PIC1, al
        pop     ax
ignored:
        iret

unsupported:
        push    bp
        mov     bp, sp
        or      byte [bp + 6], CARRY    ; in the flags that are restored
        pop     bp
        mov     ah, UNSUPPORTED
        iret

; The ROM is stopped, and the kernel starts without a screen.
give_up:
        xor     ax, ax
        mov     ds, ax
        mov     [COLUMNS], ax
        post    POST_NO_SCREEN
        jmp     leave_real_mode
        bits    32
