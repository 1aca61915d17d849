; CASE "name": begins a case and the scope of its local labels.
%assign case_number 0
%macro CASE 1
%assign case_number case_number + 1
case_%[case_number]:
        [section .table]
        dd      case_%[case_number], %%name
        [section .names]
%%name: db      %1, 0
        __?SECT?__
%endmacro

; END: the case is over. At CPL 0 with flat segments.
%macro END 0
        jmp     next_case
%endmacro

; SHOW value: prints eight digits, from any privilege and mode that may use INT 31h. ESP is 4 less within the operand.
%macro SHOW 1
        push    eax
        mov     eax, %1
        int     0x31
        pop     eax
%endmacro

; FAULT_TO label: after the next exception has been shown, go on there at CPL 0.
%macro FAULT_TO 1
        mov     dword [continue_at], %1
%endmacro

; EXPECT instruction: shows the exception that it raises, at CPL 0, and goes on.
%macro EXPECT 1+
        mov     dword [continue_at], %%next
        mov     dword [case_start], %%at
%%at:   %1
        int     0x32
%%next:
%endmacro

; RING level: goes on at that privilege with flat segments; 1 or 3.
%macro RING 1
%if %1 == 3
        mov     ax, DATA3
        mov     ds, ax
        mov     es, ax
        push    dword DATA3
        push    dword USER_TOP
        pushfd
        push    dword CODE3
%else
        mov     ax, DATA1
        mov     ds, ax
        mov     es, ax
        push    dword DATA1
        push    dword RING1_TOP
        pushfd
        push    dword CODE1
%endif
        push    dword %%there
        iret
%%there:
%endmacro

; DESCRIPTOR base, limit, access byte, flags (G and D in bits 3 and 2).
%macro DESCRIPTOR 4
        dw      (%2) & 0xFFFF, (%1) & 0xFFFF
        db      (%1) >> 16 & 0xFF, %3, (%4) << 4 | (%2) >> 16 & 0xF, (%1) >> 24 & 0xFF
%endmacro

; SET_DESCRIPTOR selector, base, limit, access, flags: into the GDT.
%macro SET_DESCRIPTOR 5
        mov     dword [GDT + (%1 & ~7)], (%3) & 0xFFFF | ((%2) & 0xFFFF) << 16
        mov     dword [GDT + (%1 & ~7) + 4], (%2) >> 16 & 0xFF | (%4) << 8 | (%5) << 20 | (%3) & 0xF0000 | (%2) & 0xFF000000
%endmacro

; GATE address of the gate, selector, entry point, type and DPL and P byte, parameters.
%macro GATE 5
        mov     eax, %3
        mov     dword [%1], (%2) << 16
        mov     word [%1], ax
        and     eax, 0xFFFF0000
        or      eax, (%4) << 8 | (%5)
        mov     dword [%1 + 4], eax
%endmacro

; PAGING: turns it on, with the identity map; every page writable and of user mode.
%macro PAGING 0
        mov     eax, DIRECTORY
        mov     cr3, eax
        mov     eax, cr0
        or      eax, CR0_PG
        mov     cr0, eax
%endmacro

; PTE address, flags: maps a page of the identity map anew.
%macro PTE 2
        mov     dword [TABLE + ((%1) >> 12) * 4], ((%1) & ~0xFFF) | (%2)
        invlpg  [%1]
%endmacro

; LOW first, last: copies code to LOW_CODE.
%macro LOW 2
        mov     esi, %1
        mov     edi, LOW_CODE
        mov     ecx, %2 - %1
        rep movsb
%endmacro

; TO_V86 flags: to LOW_CODE in virtual-8086 mode, DS 2000h, ES 2001h, FS 2002h, GS 2003h, SS:SP 3000:0100h.
%macro TO_V86 1
        push    dword 0x2003
        push    dword 0x2002
        push    dword 0x2000
        push    dword 0x2001
        push    dword 0x3000
        push    dword 0x0100
        push    dword FL_VM | 2 | (%1)
        push    dword LOW_CODE >> 4
        push    dword 0
        iret
%endmacro
