; paging, map, unmap.

IA32_PAT        equ 0x277               ; SDM 3A §11.12.2 "IA32_PAT MSR"
PAT_WC          equ 1
PAT_ENTRY_4     equ 0x00000007          ; its field in the upper half of the MSR

; A name on the command line, and the PTE bits it stands for. The index that PAT, PCD and PWT form picks an entry of the
; PAT; without a PAT the four values of PCD and PWT have the meaning of its entries 0 to 3 (SDM 3A tables 11-11 and 11-12).
MEMORY_TYPE_BITS equ 4
MEMORY_TYPE_BYTES equ 8

section .rodata
type_wb:        db "wb", 0
type_wt:        db "wt", 0
type_uc_minus:  db "uc-", 0
type_uc:        db "uc", 0
type_wc:        db "wc", 0
        align   4
memory_types:
        dd      type_wb, 0
        dd      type_wt, PTE_PWT
        dd      type_uc_minus, PTE_PCD
        dd      type_uc, PTE_PCD | PTE_PWT
        dd      type_wc, PTE_PAT
        dd      0

section .text

; paging on|off|show
do_paging:
        call    blanks
        mov     edi, word_on
        call    match_word
        je      paging_on
        mov     edi, word_off
        call    match_word
        je      paging_off
        mov     edi, word_show
        call    match_word
        je      paging_show
        fail    "On, off or show?"

paging_on:
        call    end_of_line
        call    build_tables
        mov     eax, PAGE_DIRECTORY
        mov     cr3, eax
        mov     eax, cr0
        or      eax, CR0_PG
        mov     cr0, eax
        jmp     $ + 2                   ; the branch that SDM 3A §9.9.1 asks for
        call    print_cr3
        jmp     print_cr0

paging_off:
        call    end_of_line
        mov     eax, cr0
        and     eax, ~CR0_PG
        mov     cr0, eax
        jmp     $ + 2
        xor     eax, eax
        mov     cr3, eax                ; empties the TLB
        jmp     print_cr0

; Lists the pages that are mapped; neighbours that continue each other share a line.
paging_show:
        call    end_of_line
        call    build_tables
        call    print_cr0
        call    print_cr3
        xor     ebx, ebx
.next:
        call    present_pte
        test    eax, eax
        jz      .absent
        call    print_run
        jmp     .more
.absent:
        call    find_pte
        jnz     .skip
        or      ebx, 0x3FF000           ; no table: go to the last page it would map
.skip:
        add     ebx, PAGE_BYTES
.more:
        test    ebx, ebx                ; 0 behind the last page
        jnz     .next
        ret

; EAX = the PTE of the linear address in EBX, without the bits that accesses set, or 0 if no page is mapped.
present_pte:
        push    edi
        xor     eax, eax
        call    find_pte
        jz      .done
        mov     eax, [edi]
        and     eax, ~(PTE_A | PTE_D)
        test    al, PTE_P
        jnz     .done
        xor     eax, eax
.done:
        pop     edi
        ret

; Prints the pages from EBX on, whose first PTE is EAX, as far as each continues the one before. EBX is behind them
; then.
print_run:
        show32  ebx
        say     "-"
        mov     esi, eax
        mov     edx, eax
.next:
        add     ebx, PAGE_BYTES
        jz      .end
        add     edx, PAGE_BYTES
        call    present_pte
        cmp     eax, edx
        je      .next
.end:
        lea     eax, [ebx - 1]
        show32  eax
        say     " -> "
        mov     eax, esi
        and     eax, PTE_FRAME
        show32  eax
        mov     eax, esi
        mov     edx, pte_names
        call    print_bits
        call    print_memory_type
        newline
        ret

; map LINEAR PHYSICAL [TYPE]
do_map:
        call    page_address
        mov     ebx, eax
        call    refuse_own_page
        call    page_address
        mov     ecx, eax
        call    memory_type
        call    end_of_line
        test    eax, PTE_PAT
        jz      .map
        call    provide_wc
.map:
        or      eax, ecx
        or      eax, PTE_RW | PTE_P
        push    eax
        call    find_or_make_pte
        pop     eax
        mov     [edi], eax
        invlpg  [ebx]
        jmp     print_pte

; unmap LINEAR
do_unmap:
        call    page_address
        mov     ebx, eax
        call    refuse_own_page
        call    end_of_line
        call    present_pte
        test    eax, eax
        jz      .not_mapped
        call    find_pte
        mov     dword [edi], 0
        invlpg  [ebx]
        jmp     print_pte
.not_mapped:
        fail    "No page is mapped there."

; EAX = the number at ESI, which has to be the address of a page.
page_address:
        call    number
        test    eax, PAGE_BYTES - 1
        jnz     .inside
        ret
.inside:
        fail    "The address of a page ends in 000."

; Ends the command if the monitor itself needs the page at EBX.
refuse_own_page:
        cmp     ebx, MONITOR_RAM
        jb      .fine
        cmp     ebx, MONITOR_RAM_END
        jb      .own
        cmp     ebx, ROM_BASE
        jb      .fine
        cmp     ebx, LOW_ROM_END
        jb      .own
.fine:
        ret
.own:
        fail    "The monitor itself is there."

; EAX = the PTE bits of the memory type whose name is at ESI; write-back if the line ends here.
memory_type:
        push    ebx
        xor     eax, eax
        call    blanks
        jz      .done
        mov     ebx, memory_types
.next:
        mov     edi, [ebx]
        test    edi, edi
        jz      .unknown
        call    match_word
        je      .found
        add     ebx, MEMORY_TYPE_BYTES
        jmp     .next
.found:
        mov     eax, [ebx + MEMORY_TYPE_BITS]
.done:
        pop     ebx
        ret
.unknown:
        mov     [bad_word], esi
        fail    "This is no memory type: "

; Makes entry 4 of the PAT write combining, which is write-back after a reset like entry 0.
provide_wc:
        test    dword [features], FEATURE_PAT
        jz      .no_pat
        pushad
        mov     ecx, IA32_PAT
        newer   rdmsr
        and     edx, ~PAT_ENTRY_4
        or      edx, PAT_WC
        newer   wrmsr
        popad
        ret
.no_pat:
        fail    "Write combining needs a processor with a page attribute table (CPUID.PAT)."
