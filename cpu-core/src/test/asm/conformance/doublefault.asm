; Double faults (SDM 3A §6.15, "Interrupt 8").

%macro DOUBLE 0
        mov     dword [IDT + 8 * 8], TASKDF << 16
        mov     dword [IDT + 8 * 8 + 4], 0x8500
%endmacro

CASE "general protection twice"
        DOUBLE
        mov     dword [IDT + 13 * 8 + 4], 0
        mov     eax, LAST
        mov     ds, ax
CASE "divide error and absent segment"
        DOUBLE
        and     byte [IDT + 0 * 8 + 5], 0x7F
        mov     word [IDT + 11 * 8 + 2], LAST
        div     ecx
CASE "undefined opcode and general protection"
        DOUBLE
        mov     dword [IDT + 6 * 8 + 4], 0
        ud2
CASE "page fault twice"
        DOUBLE
        PAGING
        mov     esp, 0x800000
        mov     eax, [0x400000]
CASE "page fault and general protection"
        DOUBLE
        mov     dword [IDT + 14 * 8 + 4], 0
        PAGING
        mov     eax, [0x400000]
CASE "general protection and page fault"
        mov     word [IDT + 13 * 8 + 2], SPARE
        SET_DESCRIPTOR SPARE, 0, 0xFFFFF, 0xB3, 0x4
        mov     dword [IDT + 13 * 8], 0
        PAGING
        mov     esp, 0x400000
        mov     dword [IDT + 14 * 8], TASKDF << 16
        mov     dword [IDT + 14 * 8 + 4], 0x8500
        mov     dword [IDT + 13 * 8], CODE0 << 16
        mov     eax, LAST
        mov     esp, 0x400004
        mov     ds, ax
CASE "stack fault without stack"
        DOUBLE
        SET_DESCRIPTOR SPARE, 0, 0x20E, 0x93, 0xC
        mov     eax, SPARE
        mov     ss, ax
        mov     esp, 0x300000
        push    eax
CASE "double fault through a gate"
        mov     dword [IDT + 13 * 8 + 4], 0
        mov     eax, LAST
        mov     ds, ax
CASE "double fault pushes zero with its rf clear"
        mov     dword [IDT + 13 * 8 + 4], 0
        push    dword FL_RF | 2
        mov     eax, LAST
        mov     ds, ax

; QEMU lets these through and does not survive them, so they come last.
CASE "iret vm at ring 3"
        RING    3
        push    dword FL_VM | 2
        push    dword CODE3
        push    dword .there
        iret
.there: pushfd
        pop     eax
        SHOW    eax
        ud2
CASE "v86 eip beyond the limit"
        push    dword 0
        push    dword 0
        push    dword 0
        push    dword 0
        push    dword 0
        push    dword 0
        push    dword FL_VM | 2
        push    dword 0
        push    dword 0x10000
        EXPECT  iret
        END
CASE "cr4 reserved bits"
        mov     ebx, 0x80000000
        EXPECT  mov cr4, ebx
        END
CASE "cr0 pg without pe"
        mov     eax, cr0
        and     eax, ~1
        or      eax, CR0_PG
        mov     ebx, eax
        xor     eax, eax
        EXPECT  mov cr0, ebx
        END
