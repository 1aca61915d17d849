; The display adapter's firmware: copied from its expansion ROM into RAM at C0000h and called in real mode, it sets up the adapter
; (PCI 3.0 §6.3; PCI Firmware 3.0 §5.2), and then 80 by 25 characters. What is on the screen then, the BIOS data area says: the card
; looks there, and tells Linux.
;
; Not modelled: more than one image in the ROM, images of more than 64 KiB, adapters that are not on PCI.

; The image (PCI 3.0 §6.3.1).
ROM_PLACE       equ 0xD0000000          ; above RAM, below what is placed
ROM_ENABLE      equ 1
ROM_SIGNATURE   equ 0xAA55
ROM_BLOCKS      equ 2                   ; offset of its length in blocks of 512 bytes
ROM_INIT        equ 3                   ; offset of the entry point
ROM_DATA        equ 0x18                ; offset of the offset of the data structure
DATA_SIGNATURE  equ "PCIR"
DATA_CODE_TYPE  equ 0x14                ; in the data structure
CODE_PC_AT      equ 0
BLOCKS_LIMIT    equ 128

VIDEO_SEGMENT   equ 0xC000
VIDEO_ROM       equ VIDEO_SEGMENT << 4

; Who answers from C0000h to CFFFFh: four times a bit for reads and one for writes (82441FX "PAM[6:0]").
HOST_ID         equ 0x12378086
PAM1            equ 0x5A                ; with PAM2 behind it
PAM_READ        equ 0x1111
PAM_WRITE       equ 0x2222

TEXT_80_BY_25   equ 0x0003              ; INT 10h, AH = 0: set mode 3

; Shadows the ROM of the display adapter at EBX. The carry flag is set if there is none that can be run.
shadow_rom:
        mov     al, PCI_ROM
        mov     ecx, ROM_PLACE | ROM_ENABLE
        call    pci_put
        mov     al, PCI_ROM
        call    pci_get
        cmp     eax, ecx
        jne     .absent
        call    place
        call    copy_rom
        pushfd
        mov     al, PCI_ROM
        xor     ecx, ecx
        call    pci_put
        popfd
        jnc     .done
        mov     ax, 0
        call    route
        mov     al, PCI_COMMAND         ; it decodes nothing, as before
        xor     ecx, ecx
        call    pci_put
.absent:
        stc
.done:  ret

; Copies the image at ROM_PLACE. The carry flag is set if it is none, is damaged, or there is no RAM for it.
copy_rom:
        mov     esi, ROM_PLACE
        cmp     word [esi], ROM_SIGNATURE
        jne     .bad
        movzx   eax, word [esi + ROM_DATA]
        cmp     dword [esi + eax], DATA_SIGNATURE
        jne     .bad
        cmp     byte [esi + eax + DATA_CODE_TYPE], CODE_PC_AT
        jne     .bad
        movzx   ecx, byte [esi + ROM_BLOCKS]
        cmp     ecx, BLOCKS_LIMIT
        ja      .bad
        jecxz   .bad
        mov     ax, PAM_READ | PAM_WRITE
        call    route
        shl     ecx, 9
        mov     edx, ecx
        mov     edi, VIDEO_ROM
        rep     movsb
        mov     esi, VIDEO_ROM
        cmp     word [esi], ROM_SIGNATURE
        jne     .bad
        xor     eax, eax
.sum:   lodsb
        add     ah, al
        dec     edx
        jnz     .sum
        test    ah, ah                  ; clears the carry flag
        jz      .done
.bad:   stc
.done:  ret

; Accesses from C0000h to CFFFFh go where AX says. Spoils EDX; AX is kept.
route:
        push    eax
        mov     eax, FIRST_FUNCTION
        mov     dx, CONFADD
        out     dx, eax
        mov     dx, CONFDATA
        in      eax, dx
        cmp     eax, HOST_ID
        jne     .done
        mov     eax, FIRST_FUNCTION | (PAM1 & ~3)
        mov     dx, CONFADD
        out     dx, eax
        mov     dx, CONFDATA + (PAM1 & 3)
        mov     eax, [esp]
        out     dx, ax
.done:  pop     eax
        ret

; Runs the firmware of the display adapter at EBX, and goes on at screen_is_set. It is called as a BIOS does it, in real mode with
; data segments that reach everything: SeaVGABIOS writes to the adapter's registers in memory.
run_rom:
        post    POST_DISPLAY
        call    vectors_and_data
        call    accept_interrupts
        shr     ebx, 8                  ; bus, device, function
        jmp     REAL_CODE_SELECTOR:.sixteen_bits - ROM

        bits    16
.sixteen_bits:
        mov     ax, REAL_DATA_SELECTOR
        mov     ds, ax
        mov     es, ax
        mov     fs, ax
        mov     gs, ax
        mov     ss, ax
        mov     eax, cr0
        and     al, ~CR0_PE
        mov     cr0, eax
        jmp     REAL_SEGMENT:.real - ROM
.real:
        xor     ax, ax
        mov     ds, ax
        mov     es, ax
        mov     fs, ax
        mov     gs, ax
        mov     ss, ax
        mov     sp, STACK
        mov     ax, bx
        sti
        call    VIDEO_SEGMENT:ROM_INIT
        mov     ax, TEXT_80_BY_25
        int     0x10                    ; does nothing if the ROM has not set the vector

leave_real_mode:
        cli
        cld
        o32 lgdt [cs:dword gdtr - ROM]
        mov     eax, cr0
        or      al, CR0_PE
        mov     cr0, eax
        jmp     dword CODE_SELECTOR:screen_is_set
