; The monitor's page tables: 32-bit paging with pages of 4 KiB (SDM 3A §4.3 "32-Bit Paging", tables 4-5 and 4-6).
;
; The first 4 MiB and the ROM's 64 KiB at FFFF0000h are mapped to themselves; everything else is for the map command.

PAGE_BYTES      equ 0x1000
TABLE_ENTRIES   equ 1024

PTE_P           equ 1 << 0              ; present
PTE_RW          equ 1 << 1              ; writable
PTE_PWT         equ 1 << 3              ; page-level write-through
PTE_PCD         equ 1 << 4              ; page-level cache disable
PTE_A           equ 1 << 5              ; accessed
PTE_D           equ 1 << 6              ; dirty
PTE_PAT         equ 1 << 7              ; third bit of the PAT index, where the processor has a PAT
PTE_FRAME       equ 0xFFFFF000

PTE_UC          equ PTE_PCD | PTE_PWT

VGA_FIRST       equ 0xA0000
VGA_END         equ 0xC0000
LOW_ROM_END     equ 0x100000

section .bss
tables_built:   resb 1                  ; 1 once the tables below are filled
        alignb  4
next_table:     resd 1                  ; the next page of the pool

section .text

; Fills the tables unless that was done before.
build_tables:
        cmp     byte [tables_built], 0
        jne     .done
        pushad
        mov     edi, TABLE_POOL
        mov     ecx, (MONITOR_RAM_END - TABLE_POOL) / 4
        xor     eax, eax
        rep stosd
        mov     dword [next_table], TABLE_POOL
        mov     dword [PAGE_DIRECTORY], LOW_TABLE | PTE_RW | PTE_P
        mov     dword [PAGE_DIRECTORY + (ROM_HIGH >> 22) * 4], ROM_TABLE | PTE_RW | PTE_P
        call    fill_low_table
        call    fill_rom_table
        mov     byte [tables_built], 1
        popad
.done:
        ret

; The first 4 MiB: RAM write-back, the VGA window uncacheable, the ROM read-only.
fill_low_table:
        xor     eax, eax
        mov     edi, LOW_TABLE
.next:
        mov     edx, PTE_RW | PTE_P
        cmp     eax, VGA_FIRST
        jb      .store
        mov     edx, PTE_UC | PTE_RW | PTE_P
        cmp     eax, VGA_END
        jb      .store
        mov     edx, PTE_P
        cmp     eax, ROM_BASE
        jb      .ram
        cmp     eax, LOW_ROM_END
        jb      .store
.ram:
        mov     edx, PTE_RW | PTE_P
.store:
        or      edx, eax
        mov     [edi], edx
        add     edi, 4
        add     eax, PAGE_BYTES
        cmp     edi, LOW_TABLE + PAGE_BYTES
        jb      .next
        ret

; The ROM at its high place, read-only.
fill_rom_table:
        mov     eax, ROM_HIGH | PTE_P
        mov     edi, ROM_TABLE + ((ROM_HIGH >> 12) % TABLE_ENTRIES) * 4
        mov     ecx, ROM_BYTES / PAGE_BYTES
.next:
        stosd
        add     eax, PAGE_BYTES
        loop    .next
        ret

; EDI = address of the PTE of the linear address in EBX. A missing page table comes from the pool.
find_or_make_pte:
        call    build_tables
        call    find_pte
        jnz     .done
        mov     eax, [next_table]
        cmp     eax, TABLE_POOL_END
        jae     .exhausted
        add     dword [next_table], PAGE_BYTES
        or      eax, PTE_RW | PTE_P
        mov     edi, ebx
        shr     edi, 22
        mov     [PAGE_DIRECTORY + edi * 4], eax
        call    find_pte
.done:
        ret
.exhausted:
        fail    "All page tables are in use: one is needed for each 4 MiB that has a page mapped."

; EDI = address of the PTE of the linear address in EBX; the zero flag is set if its page table is missing.
find_pte:
        push    eax
        mov     edi, ebx
        shr     edi, 22
        mov     eax, [PAGE_DIRECTORY + edi * 4]
        mov     edi, ebx
        shr     edi, 12
        and     edi, TABLE_ENTRIES - 1
        shl     edi, 2
        and     eax, PTE_FRAME
        add     edi, eax
        test    eax, eax
        pop     eax
        ret
