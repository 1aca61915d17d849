; The frame around the cases: the state that each starts from.

start:  cli
        mov     esp, RUNTIME_TOP
        mov     edx, COM1 + 3       ; 115,200 baud, eight data bits
        mov     al, 0x83
        out     dx, al
        mov     edx, COM1
        mov     al, 1
        out     dx, al
        mov     edx, COM1 + 1
        mov     al, 0
        out     dx, al
        mov     edx, COM1 + 3
        mov     al, 0x03
        out     dx, al
        mov     al, 0xFF            ; no interrupts from the board
        out     0x21, al
        out     0xA1, al
        mov     esi, table
next_pointer:
        mov     [case_pointer], esi
        cmp     dword [esi], 0
        je      finished
        mov     eax, cr0
        and     eax, ~(CR0_PG | CR0_WP | CR0_TS | CR0_EM | CR0_MP)
        mov     cr0, eax
        call    prepare_tables
        xor     eax, eax
        mov     cr4, eax
        mov     dr7, eax
        mov     dr6, eax
        lgdt    [gdt_pointer]
        lidt    [idt_pointer]
        jmp     CODE0:.reload
.reload:
        mov     ax, DATA0
        mov     ds, ax
        mov     es, ax
        mov     fs, ax
        mov     gs, ax
        mov     ss, ax
        mov     esp, KERNEL_TOP
        mov     ax, LDT_SEL
        lldt    ax
        mov     ax, TSS
        ltr     ax
        mov     esi, [case_pointer]
        mov     dword [continue_at], 0
        mov     esi, [esi + 4]
        call    print
        mov     al, ':'
        call    print_character
        push    dword 2
        popfd
        xor     ebx, ebx
        xor     ecx, ecx
        xor     edx, edx
        xor     esi, esi
        xor     edi, edi
        xor     ebp, ebp
        mov     eax, [case_pointer]
        mov     eax, [eax]
        mov     [case_start], eax
        push    eax
        xor     eax, eax
        ret

next_case:
        cli
        cld
        mov     eax, DATA0
        mov     ds, ax
        mov     es, ax
        mov     ss, ax
        mov     esp, RUNTIME_TOP
        call    new_line
        mov     esi, [case_pointer]
        add     esi, 8
        jmp     next_pointer

finished:
        mov     esi, goodbye
        call    print
        call    new_line
        mov     al, 0
        out     EXIT, al
.stop:  cli
        hlt
        jmp     .stop

prepare_tables:
        cld
        mov     esi, gdt_image
        mov     edi, GDT
        mov     ecx, (gdt_end - gdt_image) / 4
        rep movsd
        mov     esi, ldt_image
        mov     edi, LDT
        mov     ecx, 4
        rep movsd
        mov     edi, TSS_MAIN
        mov     ecx, (DIRECTORY - TSS_MAIN) / 4
        xor     eax, eax
        rep stosd
        mov     edi, DATA
        mov     ecx, DATA_BYTES / 4
        rep stosd
        mov     dword [TSS_MAIN + 4], KERNEL_TOP - 0x400
        mov     dword [TSS_MAIN + 8], DATA0
        mov     dword [TSS_MAIN + 12], RING1_TOP - 0x400
        mov     dword [TSS_MAIN + 16], DATA1
        mov     word [TSS_MAIN + 0x66], IO_MAP
        mov     byte [TSS_MAIN + TSS_LIMIT], 0xFF
        call    prepare_idt
        call    prepare_pages
        mov     ebx, TSS_B
        mov     edx, TASK_TOP
        call    prepare_task
        mov     ebx, TSS_DF
        mov     edx, DF_TOP
        mov     eax, double_fault_task
        call    prepare_task
        mov     dword [TSS_DF + 0x20], double_fault_task
        jmp     prepare_task16

prepare_idt:
        mov     edi, IDT
        mov     ebx, stubs
.next:  mov     eax, ebx
        and     eax, 0xFFFF
        or      eax, CODE0 << 16
        stosd
        mov     eax, ebx
        and     eax, 0xFFFF0000
        or      eax, 0xEE00
        cmp     ebx, stubs + 3 * 16
        jb      .private
        cmp     ebx, stubs + 5 * 16
        jb      .put
        cmp     ebx, stubs + 0x30 * 16
        jae     .put
.private:
        and     eax, ~0x6000
.put:   stosd
        add     ebx, 16
        cmp     ebx, stubs_end
        jb      .next
        GATE    IDT + 0x31 * 8, CODE0, show_value, 0xEE, 0
        ret

prepare_pages:
        mov     edi, DIRECTORY
        xor     eax, eax
        mov     ecx, 1024
        rep stosd
        mov     edi, DIRECTORY2
        mov     ecx, 1024
        rep stosd
        mov     dword [DIRECTORY], TABLE | 7
        mov     dword [DIRECTORY2], TABLE | 7
        mov     edi, TABLE
        mov     eax, 7
.page:  stosd
        add     eax, 0x1000
        cmp     eax, 0x400000
        jb      .page
        ret

; A 32-bit task at EBX with stack EDX, flat segments; the case sets EIP.
prepare_task:
        mov     dword [ebx + 0x1C], DIRECTORY
        mov     dword [ebx + 0x24], 2
        mov     dword [ebx + 0x38], edx
        mov     dword [ebx + 0x48], DATA0
        mov     dword [ebx + 0x4C], CODE0
        mov     dword [ebx + 0x50], DATA0
        mov     dword [ebx + 0x54], DATA0
        mov     dword [ebx + 0x58], DATA0
        mov     dword [ebx + 0x5C], DATA0
        mov     dword [ebx + 0x60], LDT_SEL
        mov     dword [ebx + 0x64], 0x680000
        ret

; The 16-bit task: its code segment starts at IMAGE, its stack segment at 200000h.
prepare_task16:
        mov     dword [TSS_C + 0x10], 2
        mov     word [TSS_C + 0x1A], TASK_TOP & 0xFFFF
        mov     word [TSS_C + 0x22], DATA0
        mov     word [TSS_C + 0x24], CODE16
        mov     word [TSS_C + 0x26], DATA0
        mov     word [TSS_C + 0x28], DATA0
        mov     word [TSS_C + 0x2A], LDT_SEL
        ret

        section .data align=8
case_pointer: dd 0
case_start:   dd 0
continue_at:  dd 0
gdt_pointer:  dw LAST - 1
              dd GDT
idt_pointer:  dw 0x40 * 8 - 1
              dd IDT
goodbye:      db "finished", 0
        align 8
gdt_image:
        dq      0
        DESCRIPTOR 0, 0xFFFFF, 0x9B, 0xC
        DESCRIPTOR 0, 0xFFFFF, 0x93, 0xC
        DESCRIPTOR 0, 0xFFFFF, 0xFB, 0xC
        DESCRIPTOR 0, 0xFFFFF, 0xF3, 0xC
        DESCRIPTOR TSS_MAIN, TSS_LIMIT, 0x89, 0
        DESCRIPTOR LDT, 0xF, 0x82, 0
        DESCRIPTOR TSS_B, 0x67, 0x89, 0
        DESCRIPTOR TSS_C, 0x2B, 0x81, 0
        DESCRIPTOR TSS_DF, 0x67, 0x89, 0
        dq      0, 0
        DESCRIPTOR 0, 0xFFFFF, 0x9F, 0xC
        DESCRIPTOR 0, 0xFFFFF, 0xBB, 0xC
        DESCRIPTOR 0, 0xFFFFF, 0xB3, 0xC
        DESCRIPTOR IMAGE, 0xFFFF, 0x9B, 0
        DESCRIPTOR 0x200000, 0xFFFFF, 0x93, 0
        DESCRIPTOR 0, 0xFFFFF, 0x13, 0xC
        DESCRIPTOR 0, 0xFFFFF, 0x91, 0xC
        DESCRIPTOR 0, 0xFFFFF, 0x99, 0xC
        DESCRIPTOR DATA, 0xFFF, 0x97, 0x4
        DESCRIPTOR 0, 0xFFFFF, 0x1B, 0xC
        dd      TASKB << 16, 0xE500
        dd      CODE0 << 16, 0xEC00
        dd      CODE0 << 16, 0xE400
        DESCRIPTOR 0, 0xFFF, 0x9B, 0x4
        DESCRIPTOR DATA, 0xFFF, 0x93, 0x4
        DESCRIPTOR DATA, 0xFFF, 0x93, 0x4
gdt_end:
ldt_image:
        DESCRIPTOR 0, 0xFFFFF, 0x93, 0xC
        DESCRIPTOR 0, 0xFFFFF, 0x9B, 0xC
        section .table align=4
table:
        section .names
        section .text
