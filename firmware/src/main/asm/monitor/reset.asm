; From the reset vector to flat 32-bit protected mode (SDM 3A §9.1.4 "First Instruction Executed", §9.9.1 "Switching to
; Protected Mode"). CS has the base FFFF0000h, so memory of the ROM is reached by CS-relative offsets only.

section .reset
        bits    16
reset_vector:
        jmp     real_mode
        times   16 - ($ - reset_vector) db 0xFF

section .text
real_mode:
        cli
        cld
        post    POST_REAL_MODE
        o32 lgdt [cs:dword gdtr - ROM_BASE]
        mov     eax, cr0
        and     eax, ~(CR0_PG | CR0_CD | CR0_NW)        ; caches on: reset leaves them off
        or      al, CR0_PE
        mov     cr0, eax
        jmp     dword CODE_SELECTOR:protected_mode      ; and from the high place of the ROM to the low one

        bits    32
protected_mode:
        mov     eax, DATA_SELECTOR
        mov     ds, eax
        mov     es, eax
        mov     fs, eax
        mov     gs, eax
        mov     ss, eax
        mov     esp, STACK_TOP
        post    POST_PROTECTED
        mov     edi, MONITOR_RAM
        mov     ecx, (STACK_TOP - MONITOR_RAM) / 4
        xor     eax, eax
        rep stosd
        jmp     main

section .rodata
        align   8
gdt:    dq      0                                       ; the null descriptor
        dq      0x00CF9B000000FFFF                      ; code: base 0, limit 4 GiB, 32 bit, execute and read, accessed
        dq      0x00CF93000000FFFF                      ; data: base 0, limit 4 GiB, read and write, accessed
gdtr:   dw      gdtr - gdt - 1
        dd      gdt
