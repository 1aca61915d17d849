; A Multiboot kernel that tells on COM1 in which state it was started, and ends the machine through port F4h.
;
; The ELF header is written by hand, so that the assembler alone makes the file: one segment with 16 KiB of zeroed
; memory behind it, of which the kernel shows the first byte; the end is its stack.

        bits    32
        org     0x100000

ZEROED_BYTES    equ 0x4000
FLAGS           equ 0x00000003          ; modules page-aligned, memory information
MAGIC           equ 0x1BADB002

elf:    db      0x7F, "ELF", 1, 1, 1    ; 32 bit, little-endian, version 1
        times   9 db 0
        dw      2, 3                    ; executable, 80386
        dd      1, start, program_header - elf, 0, 0
        dw      52, 32, 1, 0, 0, 0
program_header:
        dd      1, 0, elf, elf, file_end - elf, file_end - elf + ZEROED_BYTES, 7, 0x1000

        align   4
        dd      MAGIC, FLAGS, -(MAGIC + FLAGS)

%macro show 2                           ; show "name ", register
        push    dword %2
        push    dword %%name
        call    show_value
        jmp     %%over
%%name: db      %1, 0
%%over:
%endmacro

start:
        mov     esp, zeroed + ZEROED_BYTES - 16
        show    "EAX ", eax
        show    "EBX ", ebx
        mov     eax, cr0
        and     eax, 0x80000001
        show    "CR0.PG,PE ", eax
        pushfd
        pop     eax
        and     eax, 0x00020200
        show    "EFLAGS.VM,IF ", eax
        mov     edx, cs
        call    show_limits
        mov     edx, ds
        call    show_limits
        mov     edx, es
        call    show_limits
        mov     edx, fs
        call    show_limits
        mov     edx, gs
        call    show_limits
        mov     edx, ss
        call    show_limits
        movzx   eax, byte [zeroed]
        show    "zeroed ", eax
        show    "flags ", [ebx]
        show    "mem_lower ", [ebx + 4]
        show    "mem_upper ", [ebx + 8]
        push    dword [ebx + 16]
        call    show_text
        show    "mods_count ", [ebx + 20]
        mov     esi, [ebx + 24]
        mov     ecx, [ebx + 20]
        jecxz   .map
.module:
        show    "mod_start ", [esi]
        mov     eax, [esi + 4]
        sub     eax, [esi]
        show    "mod_bytes ", eax
        push    dword [esi + 8]
        call    show_text
        mov     eax, [esi]
        show    "first ", [eax]
        add     esi, 16
        dec     ecx
        jnz     .module
.map:
        mov     esi, [ebx + 48]
        mov     edi, esi
        add     edi, [ebx + 44]
.range:
        show    "base ", [esi + 4]
        show    "length ", [esi + 12]
        show    "type ", [esi + 20]
        add     esi, [esi]
        add     esi, 4
        cmp     esi, edi
        jb      .range
        movzx   eax, byte [0x449]       ; the BIOS data area
        show    "screen mode ", eax
        movzx   eax, word [0x44A]
        show    "columns ", eax
        mov     dx, 0xCF8
        mov     eax, 0x80000940         ; of the IDE function 01.1
        out     dx, eax
        mov     dx, 0xCFC
        in      eax, dx
        show    "IDETIM ", eax
        push    dword [ebx + 64]
        call    show_text
        xor     eax, eax
        out     0xF4, al
        cli
.halted:
        hlt
        jmp     .halted

; Shows the limit of the segment in EDX, and whether it can be written.
show_limits:
        lsl     eax, edx
        show    "limit ", eax
        xor     eax, eax
        verw    dx
        setz    al
        show    "writable ", eax
        ret

; show_value(name, value)
show_value:
        pushad
        mov     esi, [esp + 36]
        call    put_text
        mov     ebx, [esp + 40]
        mov     ecx, 8
.digit:
        rol     ebx, 4
        mov     al, bl
        and     al, 0xF
        cmp     al, 10
        sbb     al, 0x69
        das
        call    put
        loop    .digit
        mov     al, 10
        call    put
        popad
        ret     8

; show_text(text)
show_text:
        pushad
        mov     esi, [esp + 36]
        mov     al, '"'
        call    put
        call    put_text
        mov     al, '"'
        call    put
        mov     al, 10
        call    put
        popad
        ret     4

put_text:
        lodsb
        test    al, al
        jz      .done
        call    put
        jmp     put_text
.done:
        ret

put:
        push    edx
        push    eax
        mov     dx, 0x3FD
.full:
        in      al, dx
        test    al, 0x20
        jz      .full
        pop     eax
        mov     dx, 0x3F8
        out     dx, al
        pop     edx
        ret

        align   4
file_end:
zeroed  equ file_end
