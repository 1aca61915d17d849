; walk: following a linear address through the page tables (SDM 3A figure 4-2, tables 4-5 and 4-6), and printing their
; entries. CR4.PSE is never set here, so every PDE leads to a page table.

section .rodata
pde_names:      bit_names "P", "RW", "US", "PWT", "PCD", "A", "", "PS"
pte_names:      bit_names "P", "RW", "US", "PWT", "PCD", "A", "D", "PAT", "G"

; The memory types by their number in the PAT (SDM 3A table 11-10), and what PCD and PWT select where there is no PAT.
        align   4
pat_types:      dd .uc, .wc, .reserved, .reserved, .wt, .wp, .wb, .uc_minus
plain_types:    dd pat_types.wb, pat_types.wt, pat_types.uc, pat_types.uc
pat_types.uc:           db "uncacheable (UC)", 0
pat_types.wc:           db "write combining (WC)", 0
pat_types.reserved:     db "reserved", 0
pat_types.wt:           db "write-through (WT)", 0
pat_types.wp:           db "write-protected (WP)", 0
pat_types.wb:           db "write-back (WB)", 0
pat_types.uc_minus:     db "uncacheable unless an MTRR says WC (UC-)", 0

section .text

; walk LINEAR
do_walk:
        call    number
        mov     ebx, eax
        call    end_of_line
        call    build_tables
        mov     eax, cr0
        test    eax, eax
        js      .on
        say     "Paging is off: linear is physical. With paging on it would be:", CR, LF
.on:
        mov     edx, ebx
        shr     edx, 22
        lea     esi, [PAGE_DIRECTORY + edx * 4]
        say     "PDE "
        push    edx
        push    dword 3
        call    print_hex
        say     " at "
        show32  esi
        say     " = "
        mov     eax, [esi]
        test    al, PTE_P
        jz      .no_table
        mov     edx, pde_names
        call    print_entry
        newline
        call    find_pte
        call    print_pte
        mov     eax, [edi]
        test    al, PTE_P
        jz      .done
        and     eax, PTE_FRAME
        mov     edx, ebx
        and     edx, PAGE_BYTES - 1
        or      eax, edx
        say     "Linear "
        show32  ebx
        say     " is physical "
        show32  eax
        newline
.done:
        ret
.no_table:
        show32  eax
        say     " P=0: no page table", CR, LF
        ret

; Prints the PTE at EDI, which is that of the linear address in EBX, in a line of its own.
print_pte:
        push    eax
        push    edx
        say     "PTE "
        mov     edx, ebx
        shr     edx, 12
        and     edx, TABLE_ENTRIES - 1
        push    edx
        push    dword 3
        call    print_hex
        say     " at "
        show32  edi
        say     " = "
        mov     eax, [edi]
        test    al, PTE_P
        jz      .absent
        mov     edx, pte_names
        call    print_entry
        call    print_memory_type
        newline
        pop     edx
        pop     eax
        ret
.absent:
        show32  eax
        say     " P=0: no page", CR, LF
        pop     edx
        pop     eax
        ret

; Prints the entry in EAX and each of its bits; EDX has their names.
print_entry:
        show32  eax
        jmp     print_bit_values

; Prints the memory type that the PTE in EAX selects.
print_memory_type:
        pushad
        mov     ebx, eax
        shr     ebx, 3
        and     ebx, 3                  ; PWT and PCD
        test    dword [features], FEATURE_PAT
        jz      .plain
        test    eax, PTE_PAT
        jz      .index
        or      ebx, 4
.index:
        mov     ecx, IA32_PAT
        newer   rdmsr
        test    bl, 4
        jz      .lower_half
        mov     eax, edx
.lower_half:
        lea     ecx, [ebx * 8]          ; the shift counts modulo 32
        shr     eax, cl
        and     eax, 7
        say     ", PAT entry "
        push    ebx
        push    dword 1
        call    print_hex
        say     ": "
        push    dword [pat_types + eax * 4]
        call    print_text
        popad
        ret
.plain:
        say     ", "
        push    dword [plain_types + ebx * 4]
        call    print_text
        popad
        ret
